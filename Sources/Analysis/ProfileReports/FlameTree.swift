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
  /// How many branches were folded, each with all that is below it.
  package let foldedCount: Int
  /// From all stacks down to the root of this tree, which is the last.
  package let path: [Step]

  /// A node above the tree, or its root.
  package struct Step: Hashable, Sendable {
    /// Empty for all stacks.
    package var name: String
    package var before: Int64
    package var after: Int64
  }

  /// Below this share of the whole a node is narrower than a pixel.
  private static let leastShare = 0.0004

  /// Merges the stacks of a report, and of its base; values below zero have no width and are left out.
  ///
  /// With a path of names the tree is the one below them, as far as the path leads. O(frames that can be seen); at most `limit`
  /// nodes are kept.
  package init(
    _ report: ReportedProfile,
    base: ReportedProfile? = nil,
    below names: [String] = [],
    limit: Int = 4000
  ) {
    var builder = FlameTreeBuilder()
    if let base { builder.add(base, isBase: true) }
    builder.add(report, isBase: false)
    isComparison = base != nil
    path = builder.descend(names)
    (nodes, self.names, foldedCount) = builder.finish(leastShare: Self.leastShare, limit: limit)
  }
}

/// Builds the tree from the root down, and goes no further where a node is too narrow to be seen.
///
/// Each node has the stacks that pass it; they are divided by their next frame. So a stack is walked only as far as the
/// picture shows it, however many distinct stacks there are.
private struct FlameTreeBuilder {
  private(set) var names: [String] = []
  private var numberOfName: [String: Int] = [:]
  private var sources: [Source] = []
  private var entries: [Entry] = []
  private var parents: [Int] = []
  private var name: [Int] = []
  private var before: [Int64] = []
  private var after: [Int64] = []
  /// What was too narrow below each node.
  private var rest: [(count: Int, before: Int64, after: Int64)] = []

  /// Frames of a stack that are shown; a deeper one keeps its outer part.
  private static let depthLimit = 1024

  private struct Source {
    var isBase: Bool
    var stacks: LocationStackTable
    var table: ProfileNodeTable
    /// The name of each node.
    var numbers: [Int]
    var values: [Int64]
  }

  /// A stack on its way through the tree.
  private struct Entry {
    var source: UInt8
    var stack: UInt32
    /// How many locations are left, and where in the lines of the next one the walk stands.
    var left: UInt32
    var line: UInt32
  }

  mutating func add(_ report: ReportedProfile, isBase: Bool) {
    let table = ProfileNodeTable(report.profile, settings: report.settings, keepsObjects: false)
    let numbers = table.nodes.indices.map { node -> Int in
      let text = table.name(of: node)
      if let known = numberOfName[text] { return known }
      numberOfName[text] = names.count
      names.append(text)
      return names.count - 1
    }
    let values = StackSums(report).values
    let stacks = report.profile.stacks
    let source = UInt8(sources.count)
    for stack in 0..<stacks.count where values[stack] > 0 {
      entries.append(Entry(source: source, stack: UInt32(stack), left: UInt32(stacks.range(stack).count), line: 0))
    }
    sources.append(Source(isBase: isBase, stacks: stacks, table: table, numbers: numbers, values: values))
  }

  /// The name of the next frame, outermost first, and the entry behind it; nil at the leaf.
  @inline(__always)
  private func next(_ entry: inout Entry) -> Int? {
    guard entry.left > 0 else { return nil }
    // Reached by subscripts alone: a copy of the source would count references for each frame.
    let source = Int(entry.source)
    let start = sources[source].stacks.range(Int(entry.stack)).lowerBound
    let location = Int(sources[source].stacks.locations[start + Int(entry.left) - 1])
    let lines = sources[source].table.range(location)
    let line = lines.upperBound - 1 - Int(entry.line)
    entry.line += 1
    if line == lines.lowerBound {
      entry.left -= 1
      entry.line = 0
    }
    return sources[source].numbers[Int(sources[source].table.nodeOfLine[line])]
  }

  private mutating func append(parent: Int, name: Int, _ sum: (before: Int64, after: Int64)) -> Int {
    parents.append(parent)
    self.name.append(name)
    before.append(sum.before)
    after.append(sum.after)
    rest.append((0, 0, 0))
    return parents.count - 1
  }

  private func sum(_ entries: [Entry]) -> (before: Int64, after: Int64) {
    var sum = (before: Int64(0), after: Int64(0))
    for entry in entries { add(entry, to: &sum) }
    return sum
  }

  @inline(__always)
  private func add(_ entry: Entry, to sum: inout (before: Int64, after: Int64)) {
    let value = sources[Int(entry.source)].values[Int(entry.stack)]
    if sources[Int(entry.source)].isBase { sum.before &+= value } else { sum.after &+= value }
  }

  /// Goes down a path of names as far as stacks do; returns the sums on the way, those of all stacks first.
  mutating func descend(_ path: [String]) -> [FlameTree.Step] {
    let all = sum(entries)
    var steps = [FlameTree.Step(name: "", before: all.before, after: all.after)]
    for name in path {
      guard let number = numberOfName[name] else { break }
      let passing = entries.compactMap { entry -> Entry? in
        var moved = entry
        return next(&moved) == number ? moved : nil
      }
      guard !passing.isEmpty else { break }
      entries = passing
      let sum = sum(passing)
      steps.append(FlameTree.Step(name: name, before: sum.before, after: sum.after))
    }
    return steps
  }

  mutating func finish(
    leastShare: Double,
    limit: Int
  ) -> (nodes: [FlameTree.Node], names: [String], folded: Int) {
    let all = sum(entries)
    let least = max(1, Int64(clamping: Double(max(all.before, all.after)) * leastShare))
    var open: [(node: Int, depth: Int, entries: [Entry])] = [(append(parent: -1, name: -1, all), 0, entries)]
    entries = []
    var groupOfName = [Int32](repeating: -1, count: names.count)
    while let (node, depth, passing) = open.popLast() {
      guard depth < Self.depthLimit else { continue }
      var groups: [(name: Int, sum: (before: Int64, after: Int64), entries: [Entry])] = []
      for entry in passing {
        var moved = entry
        guard let name = next(&moved) else { continue }
        var group = Int(groupOfName[name])
        if group < 0 {
          group = groups.count
          groupOfName[name] = Int32(group)
          groups.append((name, (0, 0), []))
        }
        add(entry, to: &groups[group].sum)
        groups[group].entries.append(moved)
      }
      for group in groups {
        groupOfName[group.name] = -1
        if max(group.sum.before, group.sum.after) >= least {
          open.append((append(parent: node, name: group.name, group.sum), depth + 1, group.entries))
        } else {
          rest[node].count += 1
          rest[node].before &+= group.sum.before
          rest[node].after &+= group.sum.after
        }
      }
    }
    return cut(limit: limit)
  }

  /// The largest nodes in preorder, with the names that they use.
  private func cut(limit: Int) -> (nodes: [FlameTree.Node], names: [String], folded: Int) {
    func size(_ node: Int) -> Int64 { max(before[node], after[node]) }
    // A caller is at least as large as what it calls and was added before it, so a kept node's caller is kept.
    let kept = parents.indices.sorted { (size($1), $0) < (size($0), $1) }.prefix(max(1, limit))
    var isKept = [Bool](repeating: false, count: parents.count)
    for node in kept { isKept[node] = true }
    isKept[0] = true
    var children: [[Int]] = Array(repeating: [], count: parents.count)
    var rest = rest
    for node in parents.indices.dropFirst() {
      if isKept[node] {
        children[parents[node]].append(node)
      } else if isKept[parents[node]] {
        rest[parents[node]].count += 1
        rest[parents[node]].before &+= before[node]
        rest[parents[node]].after &+= after[node]
      }
    }
    var nodes: [FlameTree.Node] = []
    var usedNames: [String] = []
    var numbers: [Int: Int] = [:]
    func number(_ name: Int) -> Int {
      guard name >= 0 else { return -1 }
      if let known = numbers[name] { return known }
      numbers[name] = usedNames.count
      usedNames.append(names[name])
      return usedNames.count - 1
    }
    var folded = 0
    var open: [(node: Int, parent: Int)] = [(0, -1)]
    while let (node, parent) = open.popLast() {
      nodes.append(
        FlameTree.Node(
          parent: parent,
          name: number(name[node]),
          before: before[node],
          after: after[node],
          width: size(node),
          folded: 0
        )
      )
      let position = nodes.count - 1
      let small = rest[node]
      if small.count > 0 {
        folded += small.count
        nodes.append(
          FlameTree.Node(
            parent: position,
            name: -1,
            before: small.before,
            after: small.after,
            width: max(small.before, small.after),
            folded: small.count
          )
        )
      }
      open += children[node].sorted { (size($0), $1) < (size($1), $0) }.map { ($0, position) }
    }
    // From the leaves up: of two values the larger may be another in each child.
    var sums = [Int64](repeating: 0, count: nodes.count)
    for position in nodes.indices.reversed() {
      nodes[position].width = max(nodes[position].width, sums[position])
      if nodes[position].parent >= 0 { sums[nodes[position].parent] &+= nodes[position].width }
    }
    return (nodes, usedNames, folded)
  }
}
