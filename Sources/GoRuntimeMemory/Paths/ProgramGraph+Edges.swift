// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// What paths ask of the graph.
extension ProgramGraph {
  /// A pointer, as seen from what holds it.
  struct Edge {
    /// The type of the holder's values, or of the variable; none when it is not known.
    var type: DebugInfo.TypeID
    /// Where in one value the pointer lies; when the type is not known, where in the object.
    var offset: Int64
    /// Which value, when the holder is an array of them.
    var index: Int64?
    /// Where the pointer is in memory, and where the value begins that holds it.
    var address: UInt64
    var valueAddress: UInt64
    /// The word of a root.
    var word: RootWord?
  }

  var nodeCount: Int { graph.nodeCount }

  func parent(of node: UInt32) -> UInt32 { graph.parents[Int(node)] }

  func root(of node: UInt32) -> Int? { graph.root(of: node) }

  func size(of node: UInt32) -> UInt64 { graph.slot(of: node).map { heap.size(ofSlot: $0) } ?? 0 }

  func address(of node: UInt32) -> UInt64 { graph.slot(of: node).map { heap.address(ofSlot: $0) } ?? 0 }

  /// The first pointer from a node to another.
  func edge(from holder: UInt32, to node: UInt32) -> Edge {
    edge(from: holder, place: graph.place(from: holder, to: node) ?? 0)
  }

  /// The pointer in a word of a node.
  func edge(from holder: UInt32, place: UInt32) -> Edge {
    if let root = graph.root(of: holder) {
      let word = roots[root].words[Int(place)]
      return Edge(
        type: word.type,
        offset: word.typeOffset,
        address: word.address,
        valueAddress: word.address &- UInt64(bitPattern: word.typeOffset),
        word: word
      )
    }
    let base = address(of: holder)
    let type = types.types[Int(holder)]
    let offset = Int64(place) * 8 - Int64(types.starts[Int(holder)])
    let size = table.size(of: type)
    guard type != DebugInfo.none, size > 0, offset >= 0, offset < size &* Int64(types.counts[Int(holder)]) else {
      return Edge(
        type: DebugInfo.none,
        offset: Int64(place) * 8,
        address: base &+ UInt64(place) * 8,
        valueAddress: base
      )
    }
    let index = offset / size
    return Edge(
      type: type,
      offset: offset % size,
      index: types.counts[Int(holder)] > 1 ? index : nil,
      address: base &+ UInt64(place) * 8,
      valueAddress: base &+ UInt64(types.starts[Int(holder)]) &+ UInt64(index &* size)
    )
  }

  /// Where in one value of its type a word of an object lies; without a type 0.
  @inline(__always)
  func offsetInType(of node: UInt32, place: UInt32) -> UInt32 {
    let size = types.sizes[Int(node)]
    let offset = Int64(place) * 8 - Int64(types.starts[Int(node)])
    guard size > 0, offset >= 0 else { return 0 }
    return UInt32(truncatingIfNeeded: offset < Int64(size) ? offset : offset % Int64(size))
  }

  /// The pointers of a node: to where, and from which of its words.
  func edges(from node: UInt32) -> [(target: UInt32, place: UInt32)] {
    (Int(graph.starts[Int(node)])..<Int(graph.starts[Int(node) + 1])).map { (graph.targets[$0], graph.places[$0]) }
  }

  /// Whether a node is a part of a map, channel or pool and not of the program's own data.
  func isInside(_ node: UInt32) -> Bool {
    if table.isInside(types.types[Int(node)]) { return true }
    let parent = parent(of: node)
    guard root(of: parent) == nil else { return false }
    let holder = types.types[Int(parent)]
    // The runtime may keep the function of a cleanup in a variable of its own.
    return table.isBox(holder) || table.isCallOfCleanup(holder) && types.types[Int(node)] < TypeTable.firstClosure
  }

  /// Where a pointer lies in its holder's type, whatever the index in arrays; without a type all places are one.
  func patternOffset(of edge: Edge) -> Int64 {
    guard edge.type != DebugInfo.none else { return edge.word.map { Int64($0.frame) } ?? -1 }
    return table.leaf(of: edge.type, at: edge.offset).patternOffset
  }

  /// The name under which equal roots are counted together: goroutines by where they stand.
  func rootGroup(_ root: Int) -> String {
    let value = roots[root]
    switch value.sort {
    case .global, .runtime: return GoNames.short(value.name)
    case .goroutine:
      let goroutine = goroutines[value.goroutine]
      let reason = goroutine.reason.isEmpty ? "\(goroutine.state)" : goroutine.reason
      return "goroutines in \(GoNames.short(goroutine.function)) [\(reason)]"
    case .finalizer: return "finalizers"
    case .cleanup: return "cleanups"
    case .weakHandle: return "weak pointers"
    }
  }

  /// The type of a node's object, as a pointer to it has it in a path.
  func typeName(of node: UInt32) -> String {
    let type = types.types[Int(node)]
    guard type != DebugInfo.none else {
      guard let slot = graph.slot(of: node) else { return "" }
      let span = heap.spans[heap.spanIndex(ofSlot: slot)]
      if span.isTiny { return "tiny values" }
      return span.pointers == .none ? "\(span.elementSize) bytes without pointers" : "\(span.elementSize) bytes"
    }
    let name = GoNames.short(table.name(of: type))
    let count = types.counts[Int(node)]
    return count > 1 ? "[\(count)]\(name)" : name
  }
}
