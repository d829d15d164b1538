// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The stacks of one profile, or of two that are compared, merged from the root into a tree that a picture can show.
///
/// Nodes stand in preorder, the root first with parent -1, the children of one node largest first. What is too small to be
/// seen is added up into one node without a name below its caller, so that values always add up. A node's width is the
/// larger of its two values, and never less than its children's together.
package struct FlameTree: Sendable {
  package struct Node: Sendable {
    package var parent: Int
    /// Index into `names`; -1 for the root and for what was folded.
    package var name: Int
    /// Value in the base; 0 without one.
    package var before: Int64
    package var after: Int64
    package var width: Int64
    /// How many nodes a folded one stands for; 0 for all others.
    package var folded: Int
  }

  package let names: [String]
  package let nodes: [Node]
  /// Whether there is a base.
  package let isComparison: Bool
  /// How many nodes were folded into others.
  package let foldedCount: Int

  /// Below this share of the whole a node is narrower than a pixel.
  private static let leastShare = 0.0004

  /// Merges the stacks of a report, and of its base; values below zero have no width and are left out.
  ///
  /// O(frames); memory is the nodes of the whole tree, of which at most `limit` are kept.
  package init(_ report: ReportedProfile, base: ReportedProfile? = nil, limit: Int = 4000) {
    var builder = FlameTreeBuilder()
    if let base { builder.add(base, isBase: true, leastShare: Self.leastShare / 2) }
    builder.add(report, isBase: false, leastShare: Self.leastShare / 2)
    names = builder.names
    isComparison = base != nil
    (nodes, foldedCount) = builder.finish(leastShare: Self.leastShare, limit: limit)
  }
}

/// The whole tree before it is cut.
private struct FlameTreeBuilder {
  private(set) var names: [String] = []
  private var numberOfName: [String: Int] = [:]
  private var parents: [Int32] = [-1]
  private var name: [Int32] = [-1]
  private var before: [Int64] = [0]
  private var after: [Int64] = [0]
  private var index = KeyIndex(expected: 1 << 12)

  /// Frames of a stack that are shown; a deeper one keeps its outer part.
  private static let depthLimit = 1024

  mutating func add(_ report: ReportedProfile, isBase: Bool, leastShare: Double) {
    let graph = ProfileGraph(report, calls: .none, isListing: true)
    let table = graph.table
    let sums = StackSums(report)
    let stacks = report.profile.stacks
    let total = sums.values.reduce(0.0) { $0 + Double(max(0, $1)) }
    // A function that is nowhere wide enough is wide enough in no place.
    let cutoff = Int64(clamping: total * leastShare)
    let numbers = table.nodes.indices.map { node -> Int32 in
      guard graph.cumulative[node].magnitude >= UInt64(max(0, cutoff)), graph.cumulative[node] != 0 else { return -1 }
      let text = table.name(of: node)
      if let known = numberOfName[text] { return Int32(known) }
      numberOfName[text] = names.count
      names.append(text)
      return Int32(names.count - 1)
    }
    for stack in 0..<stacks.count where sums.values[stack] > 0 {
      let value = sums.values[stack]
      var node = 0
      add(value, to: 0, isBase)
      var depth = 0
      frames: for position in stacks.range(stack).reversed() {
        let lines = table.range(Int(stacks.locations[position]))
        var line = lines.upperBound
        while line > lines.lowerBound {
          line &-= 1
          let number = numbers[Int(table.nodeOfLine[line])]
          // Everything below is narrower still.
          guard number >= 0, depth < Self.depthLimit else { break frames }
          depth += 1
          let key = KeyIndex.mix(0, UInt64(node) << 32 | UInt64(UInt32(bitPattern: number)))
          let (found, isNew) = index.number(of: key)
          if isNew {
            parents.append(Int32(node))
            name.append(number)
            before.append(0)
            after.append(0)
          }
          node = found + 1
          add(value, to: node, isBase)
        }
      }
    }
  }

  @inline(__always)
  private mutating func add(_ value: Int64, to node: Int, _ isBase: Bool) {
    if isBase { before[node] &+= value } else { after[node] &+= value }
  }

  func finish(leastShare: Double, limit: Int) -> (nodes: [FlameTree.Node], folded: Int) {
    let whole = max(before[0], after[0])
    let least = Int64(clamping: Double(whole) * leastShare)
    func size(_ node: Int) -> Int64 { max(before[node], after[node]) }
    // A caller is at least as large as what it calls and stands before it, so a kept node's caller is kept.
    let kept = parents.indices.filter { $0 == 0 || size($0) >= least }
      .sorted { (size($1), $0) < (size($0), $1) }.prefix(max(1, limit))
    var isKept = [Bool](repeating: false, count: parents.count)
    for node in kept { isKept[node] = true }
    isKept[0] = true
    var children: [Int: [Int]] = [:]
    var foldedBelow: [Int: (count: Int, before: Int64, after: Int64)] = [:]
    var folded = 0
    for node in parents.indices.dropFirst() {
      let parent = Int(parents[node])
      if isKept[node] {
        children[parent, default: []].append(node)
      } else {
        folded += 1
        guard isKept[parent] else { continue }
        let known = foldedBelow[parent] ?? (0, 0, 0)
        foldedBelow[parent] = (known.count + 1, known.before &+ before[node], known.after &+ after[node])
      }
    }
    var nodes: [FlameTree.Node] = []
    var open: [(node: Int, parent: Int)] = [(0, -1)]
    while let (node, parent) = open.popLast() {
      nodes.append(
        FlameTree.Node(
          parent: parent,
          name: Int(name[node]),
          before: before[node],
          after: after[node],
          width: size(node),
          folded: 0
        )
      )
      let position = nodes.count - 1
      if let rest = foldedBelow[node] {
        nodes.append(
          FlameTree.Node(
            parent: position,
            name: -1,
            before: rest.before,
            after: rest.after,
            width: max(rest.before, rest.after),
            folded: rest.count
          )
        )
      }
      open += (children[node] ?? []).sorted { (size($0), $1) < (size($1), $0) }.map { ($0, position) }
    }
    // From the leaves up: of two values the larger may be another in each child.
    var sums = [Int64](repeating: 0, count: nodes.count)
    for position in nodes.indices.reversed() {
      nodes[position].width = max(nodes[position].width, sums[position])
      if nodes[position].parent >= 0 { sums[nodes[position].parent] &+= nodes[position].width }
    }
    return (nodes, folded)
  }
}
