// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What a program holds, as rows of a tree: roots, and below each what hangs on it, by shortest path.
struct RetentionTree {
  private(set) var rows: [ObjectGraphLook.Row] = []
  private let program: ProgramGraph
  private let tree: GrowthTree
  private let writer: PathWriter
  private let isCompared: Bool

  private static let rowLimit = 240
  private static let depthLimit = 24
  /// Less than this share of all is left out.
  private static let leastShare = 0.004

  init(_ program: ProgramGraph, _ tree: GrowthTree, writer: PathWriter, isCompared: Bool) {
    self.program = program
    self.tree = tree
    self.writer = writer
    self.isCompared = isCompared
    let all = max(tree.places.first?.now.bytesBelow ?? 0, 1)
    let least = max(UInt64(Double(all) * Self.leastShare), 1)
    // The largest first; of a stack they come out in the reverse of how they go in.
    var pending = children(of: 0, least: least).reversed().map { (place: $0, depth: 0, above: "") }
    while let (place, depth, above) = pending.popLast(), rows.count < Self.rowLimit {
      let path = writer.path(to: tree.places[place].example)
      rows.append(row(place, depth: depth, label: Self.label(path, below: above)))
      guard depth < Self.depthLimit else { continue }
      pending += children(of: place, least: least).reversed().map { ($0, depth + 1, path) }
    }
  }

  private func row(_ place: Int, depth: Int, label: String) -> ObjectGraphLook.Row {
    let at = tree.places[place]
    let outer = tree.places[tree.outer(place)].now.objects
    return ObjectGraphLook.Row(
      depth: depth,
      label: label,
      count: at.now.objects,
      bytes: at.now.bytesBelow,
      bytesBefore: isCompared ? at.before.bytesBelow : nil,
      isAccumulation: depth > 0 && at.now.objects >= 8 && at.now.objects >= 4 * max(outer, 1)
    )
  }

  /// What hangs on a place: parts of maps and channels are not shown, but what is in them.
  private func children(of place: Int, least: UInt64) -> [Int] {
    var result: [Int] = []
    var pending = tree.places[place].children
    while let child = pending.popLast() {
      guard tree.places[child].now.bytesBelow >= least else { continue }
      let inner = tree.places[child].children.filter { tree.places[$0].now.bytesBelow >= least }
      if tree.places[child].isInside, !inner.isEmpty { pending += inner } else { result.append(child) }
    }
    return result.sorted { (tree.places[$0].now.bytesBelow, $1) > (tree.places[$1].now.bytesBelow, $0) }
  }

  /// What a path adds to the one above it.
  static func label(_ path: String, below above: String) -> String {
    guard !above.isEmpty else { return path }
    if path.hasPrefix(above) {
      let rest = path.dropFirst(above.count).drop { $0 == " " }
      return rest.isEmpty ? path : String(rest)
    }
    // The shorter way of writing leaves the last type out where another step follows.
    let parts = path.split(separator: " -> ", omittingEmptySubsequences: false)
    let common = zip(parts, above.split(separator: " -> ", omittingEmptySubsequences: false)).prefix { $0 == $1 }.count
    return parts.dropFirst(common).joined(separator: " -> ")
  }
}
