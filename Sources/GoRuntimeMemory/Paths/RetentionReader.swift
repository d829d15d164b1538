// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
import ProcessImages

/// Sums a graph up: which roots hold how much, where much comes together, what there is of which type.
package struct RetentionReader {
  private let program: ProgramGraph
  private let patterns: PathPatterns
  private let writer: PathWriter
  private let patternWriter: PathWriter
  /// Of what is small only this many are listed.
  private let limit: Int

  /// - Parameter showsValues: whether keys of maps are written as they are.
  package init(_ program: ProgramGraph, showsValues: Bool = false, limit: Int = 15) {
    self.program = program
    self.limit = limit
    patterns = PathPatterns(program)
    var writer = PathWriter(program)
    writer.showsValues = showsValues
    self.writer = writer
    writer.isPattern = true
    patternWriter = writer
  }

  /// The overview, and what was asked for: objects of a type whose name fits a pattern with `*`, or one at an address.
  package func read(stop: HeapRetention.Stop?, type: String? = nil, address: UInt64? = nil) -> HeapRetention {
    let heap = program.heap
    let graph = program.nodeCount
    var result = HeapRetention(
      goVersion: heap.version,
      allocated: .init(objects: heap.objectCount, bytes: heap.byteCount),
      reached: .init(objects: program.graph.objectCount, bytes: program.graph.byteCount),
      typedShare: Double(program.typedCount) / Double(max(program.graph.objectCount, 1)),
      goroutines: program.goroutines.count,
      stop: stop
    )
    result.gaps = heap.gaps + checks()
    let stackGaps = program.goroutines.count { $0.gap != nil }
    if stackGaps > 0 { result.gaps.append("the stacks of \(stackGaps) goroutines could be read only in part") }
    result.roots = roots()
    result.accumulations = accumulations()
    result.types = types(1..<UInt32(graph))
    if let type {
      result.query = type
      result.matches = matches(type)
    }
    if let address, let slot = heap.slot(of: address), program.graph.nodes[Int(slot)] != 0 {
      result.object = object(program.graph.nodes[Int(slot)])
    }
    return result
  }

  /// Numbers that must agree with one another, else the report says which do not.
  private func checks() -> [String] {
    var failed: [String] = []
    let graph = program.graph.edgeCount
    if program.graph.danglingCount * 100 > graph {
      failed.append(
        "\(program.graph.danglingCount) of \(graph) pointers lead to no object: sizes and paths may be wrong"
      )
    }
    if program.retained.first != program.graph.byteCount {
      failed.append("what all roots retain differs from what is reached: retained sizes may be wrong")
    }
    return failed
  }

  private func roots() -> [HeapRetention.Holder] {
    var holders: [String: HeapRetention.Holder] = [:]
    var shared = HeapRetention.Holder(path: "held by several roots", count: 0, bytes: 0, retainedBytes: 0)
    for node in 1..<UInt32(program.nodeCount) where program.dominators[Int(node)] == 0 {
      let retained = program.retained[Int(node)]
      if let root = program.root(of: node) {
        let name = program.rootGroup(root)
        var holder = holders[name] ?? HeapRetention.Holder(path: name, count: 0, bytes: 0, retainedBytes: 0)
        holder.count += 1
        holder.retainedBytes &+= retained
        holders[name] = holder
      } else {
        shared.count += 1
        shared.bytes &+= program.size(of: node)
        shared.retainedBytes &+= retained
      }
    }
    if shared.count > 0 { holders[shared.path] = shared }
    return holders.values.filter { $0.retainedBytes > 0 }
      .sorted { ($0.retainedBytes, $1.path) > ($1.retainedBytes, $0.path) }.prefix(limit).map { $0 }
  }

  /// Patterns that stand for far more objects than the one before: the elements of a map, a slice, a list.
  private func accumulations() -> [HeapRetention.Holder] {
    let least = program.graph.byteCount / 200
    let order = patterns.patterns.indices.dropFirst().filter { index in
      let pattern = patterns.patterns[index]
      let parent = patterns.patterns[outer(pattern.parent)]
      // Roots have a list of their own, and parts of maps are nobody's objects.
      if program.root(of: pattern.example) != nil || program.isInside(pattern.example) { return false }
      return pattern.count >= 8 && pattern.count >= 4 * max(parent.count, 1) && pattern.retainedBytes >= max(least, 1)
    }.sorted { patterns.patterns[$0].retainedBytes > patterns.patterns[$1].retainedBytes }
    var chosen: [HeapRetention.Holder] = []
    var taken: Set<Int> = []
    for index in order where chosen.count < Self.partsPerRow * limit {
      var above = Int(patterns.patterns[index].parent)
      while above != 0, !taken.contains(above) { above = Int(patterns.patterns[above].parent) }
      if above != 0 { continue }
      taken.insert(index)
      chosen.append(holder(index))
    }
    return Array(Self.merged(chosen).prefix(limit))
  }

  /// How many patterns may go into a row: the elements of one map hang below several of its tables.
  private static let partsPerRow = 8

  /// Holders whose paths read alike, as one; none of them retains what another does.
  static func merged(_ holders: [HeapRetention.Holder]) -> [HeapRetention.Holder] {
    var merged: [String: HeapRetention.Holder] = [:]
    for holder in holders {
      var sum = merged[holder.path] ?? HeapRetention.Holder(path: holder.path, count: 0, bytes: 0, retainedBytes: 0)
      sum.count += holder.count
      sum.bytes &+= holder.bytes
      sum.retainedBytes &+= holder.retainedBytes
      merged[holder.path] = sum
    }
    return merged.values.sorted { ($0.retainedBytes, $1.path) > ($1.retainedBytes, $0.path) }
  }

  /// The nearest pattern above that is not a part of a map.
  private func outer(_ pattern: UInt32) -> Int {
    var pattern = pattern
    while pattern != 0, program.root(of: patterns.patterns[Int(pattern)].example) == nil,
      program.isInside(patterns.patterns[Int(pattern)].example)
    {
      pattern = patterns.patterns[Int(pattern)].parent
    }
    return Int(pattern)
  }

  private func holder(_ index: Int) -> HeapRetention.Holder {
    let pattern = patterns.patterns[index]
    return HeapRetention.Holder(
      path: patternWriter.path(of: UInt32(index), in: patterns),
      count: pattern.count,
      bytes: pattern.bytes,
      retainedBytes: pattern.retainedBytes
    )
  }

  /// What objects are counted together by.
  private struct TypeKey: Hashable {
    var type: DebugInfo.TypeID
    var isArray: Bool
    /// Without a type all of a size are one line.
    var rest: String
  }

  private func types(_ nodes: some Sequence<UInt32>) -> [HeapRetention.TypeUse] {
    var uses: [TypeKey: HeapRetention.Amount] = [:]
    for node in nodes where program.root(of: node) == nil {
      let type = program.types.types[Int(node)]
      let rest = type == DebugInfo.none ? program.typeName(of: node) : ""
      let key = TypeKey(type: type, isArray: program.types.counts[Int(node)] > 1, rest: rest)
      var amount = uses[key] ?? HeapRetention.Amount(objects: 0, bytes: 0)
      amount.objects += 1
      amount.bytes &+= program.size(of: node)
      uses[key] = amount
    }
    return uses.sorted { ($0.value.bytes, $1.key.type) > ($1.value.bytes, $0.key.type) }.prefix(limit).map {
      key,
      amount in
      let name = GoNames.short(program.table.name(of: key.type))
      return HeapRetention.TypeUse(
        name: key.type == DebugInfo.none ? key.rest : key.isArray ? "[]\(name)" : name,
        amount: amount
      )
    }
  }

  // MARK: Questions

  private func matches(_ wanted: String) -> [HeapRetention.Holder] {
    var fits: [DebugInfo.TypeID: Bool] = [:]
    var groups: [UInt32: HeapRetention.Holder] = [:]
    for node in 1..<UInt32(program.nodeCount) where program.root(of: node) == nil {
      let type = program.types.types[Int(node)]
      guard type != DebugInfo.none else { continue }
      let isWanted = fits[type] ?? NamePattern(wanted).matches(type: program.table.name(of: type))
      fits[type] = isWanted
      guard isWanted else { continue }
      let pattern = patterns.patternOfNode[Int(node)]
      var group =
        groups[pattern]
        ?? HeapRetention.Holder(path: "", count: 0, bytes: 0, retainedBytes: 0)
      group.count += 1
      group.bytes &+= program.size(of: node)
      if patterns.patternOfNode[Int(program.dominators[Int(node)])] != pattern {
        group.retainedBytes &+= program.retained[Int(node)]
      }
      groups[pattern] = group
    }
    let order = groups.sorted { ($0.value.retainedBytes, $1.key) > ($1.value.retainedBytes, $0.key) }
    return order.prefix(limit).map { pattern, group in
      var group = group
      group.path = patternWriter.path(of: pattern, in: patterns)
      return group
    }
  }

  private func object(_ node: UInt32) -> HeapRetention.Object {
    var holders: [UInt32] = []
    var count = 0
    program.forEachHolder(of: node) { holder in
      count += 1
      if holder != program.parent(of: node), holders.count < limit { holders.append(holder) }
    }
    let below = (1..<UInt32(program.nodeCount)).filter { other in
      other != node && program.isDominated(other, by: node)
    }
    return HeapRetention.Object(
      address: "0x" + String(program.address(of: node), radix: 16),
      type: program.typeName(of: node),
      bytes: program.size(of: node),
      retainedBytes: program.retained[Int(node)],
      path: writer.path(to: node),
      otherHolders: holders.map { writer.path(to: $0) },
      holderCount: count,
      retains: types(below)
    )
  }
}

extension ProgramGraph {
  /// Calls `body` with each node that points to a node, once for each pointer; O(edges).
  func forEachHolder(of node: UInt32, _ body: (UInt32) -> Void) {
    for holder in 1..<graph.nodeCount {
      for edge in Int(graph.starts[holder])..<Int(graph.starts[holder + 1]) where graph.targets[edge] == node {
        body(UInt32(holder))
      }
    }
  }

  /// Whether every path to a node goes through another.
  ///
  /// A dominator's number is smaller, so that the walk ends soon.
  func isDominated(_ node: UInt32, by other: UInt32) -> Bool {
    var node = node
    while node > other { node = dominators[Int(node)] }
    return node == other
  }
}
