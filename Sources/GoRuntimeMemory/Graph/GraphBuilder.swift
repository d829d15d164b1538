// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Follows all pointers from the roots.
///
/// Roots that explain more come first, and the others only when nothing more is found: what both reach is then explained by
/// the former (`GraphRoot.turn`). Records of goroutines, threads and processors point to one another and to everything;
/// a goroutine's is reached from its own node alone, and those of threads and processors from the runtime's roots.
struct GraphBuilder: ~Copyable {
  let heap: GoHeap
  let roots: [GraphRoot]
  /// Words that show at what a goroutine waits: they hold on to nothing of their own.
  private var cutWords: Set<UInt64> = []
  /// How to treat a slot: 0 as any other; so that the loop over all edges needs no hashing.
  private var treatment = Column<UInt8>()

  /// The record of a goroutine, which only its own root reaches.
  private static let ofGoroutine: UInt8 = 1
  /// The record of a thread, a processor or an ended goroutine, which only the runtime's roots reach.
  private static let ofRuntime: UInt8 = 2
  /// Holds words that are cut.
  private static let hasCutWords: UInt8 = 4

  init(_ heap: GoHeap, roots: [GraphRoot], goroutines: [Goroutine]) {
    self.heap = heap
    self.roots = roots
    let layout = heap.layout
    treatment.append(repeating: 0, count: heap.slotCount)
    for slot in Self.listed("runtime.allgs", heap) + Self.listed("runtime.allp", heap) + Self.machines(heap) {
      treatment[Int(slot)] = Self.ofRuntime
    }
    let more: UInt64 = layout.debug.type(named: "runtime.maybeTraceablePtr") != nil ? 8 : 0
    let waitFields = ["elem", "c"].compactMap { layout.optionalField("runtime.sudog", $0)?.offset }
    for goroutine in goroutines {
      if let slot = heap.slot(of: goroutine.record) { treatment[Int(slot)] = Self.ofGoroutine }
      for wait in goroutine.waits {
        for field in waitFields { cutWords.formUnion([wait.sudog &+ field, wait.sudog &+ field &+ more]) }
      }
    }
    for word in cutWords {
      if let slot = heap.slot(of: word) { treatment[Int(slot)] |= Self.hasCutWords }
    }
  }

  /// Slots of the list of threads.
  private static func machines(_ heap: GoHeap) -> [UInt32] {
    guard let link = heap.layout.optionalField("runtime.m", "alllink"),
      let list = heap.layout.optionalAddress("runtime.allm")
    else { return [] }
    var slots: [UInt32] = []
    var machine = heap.memory.word(at: list) ?? 0
    while machine != 0, slots.count < 1 << 20 {
      if let slot = heap.slot(of: machine) { slots.append(slot) }
      machine = heap.memory.word(at: machine &+ link.offset) ?? 0
      if slots.isEmpty, machine == 0 { break }
    }
    return slots
  }

  /// Slots of the objects that a slice of pointers lists.
  private static func listed(_ variable: String, _ heap: GoHeap) -> [UInt32] {
    guard let list = heap.layout.optionalAddress(variable), let array = heap.memory.word(at: list),
      let count = heap.memory.word(at: list &+ 8), count < 1 << 26
    else { return [] }
    return (0..<count).compactMap { heap.memory.word(at: array &+ $0 &* 8).flatMap { heap.slot(of: $0) } }
  }

  /// Builds the graph; O(objects + pointers).
  consuming func build() -> ObjectGraph {
    var graph = ObjectGraph(slotCount: heap.slotCount, rootCount: roots.count)
    graph.subjects.append(UInt32.max)
    graph.parents.append(0)
    graph.parentEdges.append(0)
    graph.starts.append(0)
    let order = roots.indices.sorted { (roots[$0].turn, $0) < (roots[$1].turn, $1) }
    // Room for all successors of node 0, of which the late ones have no number yet.
    for root in order {
      graph.targets.append(0)
      graph.places.append(UInt32(root))
    }
    var next = 1
    var first = 0
    for turn in 0...GraphRoot.lastTurn {
      let some = order[first...].prefix { roots[$0].turn == turn }
      add(some, at: first, to: &graph)
      first += some.count
      expand(from: &next, of: &graph, isRuntime: turn == GraphRoot.lastTurn)
    }
    graph.starts.append(UInt32(graph.targets.count))
    for node in 1..<max(graph.subjects.count, 1) where graph.subjects[node] < graph.slotCount {
      graph.objectCount += 1
      graph.byteCount &+= heap.size(ofSlot: graph.subjects[node])
    }
    return graph
  }

  /// Gives roots their nodes and makes them successors of node 0.
  private func add(_ roots: ArraySlice<Int>, at edge: Int, to graph: inout ObjectGraph) {
    for (index, root) in roots.enumerated() {
      let node = UInt32(graph.subjects.count)
      graph.targets[edge + index] = node
      graph.nodes[heap.slotCount + root] = node
      graph.subjects.append(UInt32(heap.slotCount + root))
      graph.parents.append(0)
      graph.parentEdges.append(UInt32(edge + index))
    }
  }

  /// Expands nodes in the order of their numbers until there are no more; the pass of the runtime may go anywhere.
  private func expand(from next: inout Int, of graph: inout ObjectGraph, isRuntime: Bool) {
    let memory = heap.memory
    let bytes = memory.bytes
    while next < graph.subjects.count {
      let node = UInt32(truncatingIfNeeded: next)
      let subject = graph.subjects[next]
      next &+= 1
      graph.starts.append(UInt32(truncatingIfNeeded: graph.targets.count))
      if subject >= graph.slotCount {
        let root = roots[Int(subject - graph.slotCount)]
        for (index, word) in root.words.enumerated() {
          point(
            from: node,
            at: UInt32(index),
            to: word.value,
            of: &graph,
            isRuntime: isRuntime,
            isGoroutine: word.sort == .goroutineRecord
          )
        }
        continue
      }
      let span = heap.spans[heap.spanIndex(ofSlot: subject)]
      let object = subject &- span.firstSlot
      if treatment[Int(subject)] & Self.hasCutWords != 0 {
        let base = span.base &+ UInt64(object) &* span.elementSize
        heap.forEachPointer(of: span, object: object, in: bytes) { offset, value in
          if cutWords.contains(base &+ offset) { return }
          point(from: node, at: UInt32(truncatingIfNeeded: offset / 8), to: value, of: &graph, isRuntime: isRuntime)
        }
      } else {
        heap.forEachPointer(of: span, object: object, in: bytes) { offset, value in
          point(from: node, at: UInt32(truncatingIfNeeded: offset / 8), to: value, of: &graph, isRuntime: isRuntime)
        }
      }
    }
  }

  /// Adds the edge of a pointer, and its target when nobody pointed to it before.
  @inline(__always)
  private func point(
    from node: UInt32,
    at place: UInt32,
    to value: UInt64,
    of graph: inout ObjectGraph,
    isRuntime: Bool,
    isGoroutine: Bool = false
  ) {
    guard let index = heap.spanIndex(of: value) else { return }
    let object = heap.spans[index].index(of: value)
    let slot = heap.spans[index].firstSlot &+ object
    guard object < heap.spans[index].elementCount, heap.isAllocated(slot) else {
      graph.danglingCount &+= 1
      return
    }
    let treatment = treatment[Int(slot)]
    if treatment & 3 != 0 {
      if treatment & Self.ofGoroutine != 0, !isGoroutine { return }
      if treatment & Self.ofRuntime != 0, !isRuntime { return }
    }
    // More edges than 32 bits number would need a heap of a hundred gigabytes.
    guard graph.targets.count < Int(UInt32.max) - 1 else { return }
    var target = graph.nodes[Int(slot)]
    if target == 0 {
      target = UInt32(truncatingIfNeeded: graph.subjects.count)
      graph.nodes[Int(slot)] = target
      graph.subjects.append(slot)
      graph.parents.append(node)
      graph.parentEdges.append(UInt32(truncatingIfNeeded: graph.targets.count))
    }
    graph.targets.append(target)
    graph.places.append(place)
  }
}
