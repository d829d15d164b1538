// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Merges stacks into a tree of calls and keeps its largest nodes.
///
/// Calls of one function at one line are one node below each caller. O(frames) time and memory; a stack counts with at most
/// 64 frames, direct recursion as one.
struct CallTreeBuilder {
  private static let depthLimit = 64
  /// A node below this share of the whole is thinner than a pixel.
  private static let leastShare = 1.0 / 1000

  private struct Key: Hashable {
    var parent: Int
    var frame: CodeFrame?
  }

  private var indices: [Key: Int] = [:]
  private var frames: [CodeFrame?] = [nil]
  private var owners: [CodeOwner?] = [nil]
  private var parents: [Int] = [-1]
  private var values: [Int64] = [0]

  /// Adds a stack, outermost call first.
  mutating func add(_ stack: [(frame: CodeFrame, owner: CodeOwner)], value: Int64) {
    guard value > 0 else { return }
    values[0] = Self.sum(values[0], value)
    var node = 0
    var previous: CodeFrame?
    for (position, call) in stack.enumerated() {
      // Of a stack that is too deep the outer half and the inner half are told.
      let isLeftOut =
        stack.count > Self.depthLimit && position >= Self.depthLimit / 2 && position < stack.count - Self.depthLimit / 2
      if isLeftOut, position > Self.depthLimit / 2 { continue }
      let frame = isLeftOut ? nil : call.frame
      if let frame, frame == previous { continue }
      previous = frame
      let key = Key(parent: node, frame: frame)
      if let known = indices[key] {
        node = known
        values[node] = Self.sum(values[node], value)
      } else {
        indices[key] = values.count
        parents.append(node)
        node = values.count
        frames.append(frame)
        owners.append(isLeftOut ? nil : call.owner)
        values.append(value)
      }
    }
  }

  /// The tree with at most `limit` nodes; nil when nothing was added.
  ///
  /// `whole` is what the root stands for when the stacks that were added are not all.
  func tree(_ name: CallTree.Name, unit: String, whole: Int64? = nil, limit: Int = 300) -> CallTree? {
    guard values[0] > 0 else { return nil }
    let total = max(values[0], whole ?? 0)
    let least = Int64(Double(total) * Self.leastShare)
    // A caller is never smaller than what it calls and has the smaller index, so a kept node's caller is kept.
    let kept = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }.prefix(limit)
      .filter { $0 == 0 || values[$0] >= least }
    var children: [Int: [Int]] = [:]
    for node in kept where node != 0 { children[parents[node], default: []].append(node) }
    var nodes: [CallTree.Node] = []
    var open: [(node: Int, parent: Int?)] = [(0, nil)]
    while let (node, parent) = open.popLast() {
      let frame = frames[node]
      nodes.append(
        CallTree.Node(
          parent: parent,
          function: frame.flatMap { $0.function.isEmpty ? nil : $0.function },
          file: frame.flatMap { $0.location.file.isEmpty ? nil : $0.location.file },
          line: frame.flatMap { $0.location.line > 0 ? $0.location.line : nil },
          owner: owners[node].map(CallTree.Owner.init),
          value: node == 0 ? total : values[node]
        )
      )
      let position = nodes.count - 1
      // The largest child is taken from the end first.
      open += (children[node] ?? []).reversed().map { ($0, position) }
    }
    let leftOut = values.count - kept.count
    return CallTree(name: name, unit: unit, nodes: nodes, nodesLeftOut: leftOut > 0 ? leftOut : nil)
  }

  private static func sum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, hasOverflow) = a.addingReportingOverflow(b)
    return hasOverflow ? .max : sum
  }
}
