// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// The types of objects: what their headers say, and what those who point to them say.
///
/// Columns by node. An object is `counts` values of its type from byte `starts` on. Headers are believed; of what pointers
/// say, the one that covers more of the object. Source of the method: golang/debug internal/gocore/type.go.
struct ObjectTypes {
  private(set) var types: [DebugInfo.TypeID]
  private(set) var counts: [UInt32]
  private(set) var starts: [UInt32]
  /// Bytes of one value of the type; 0 without a type.
  private(set) var sizes: [UInt32]
  /// Objects with a type, and their bytes.
  private(set) var typedCount = 0
  private(set) var typedBytes: UInt64 = 0
  private var isCertain: [Bool]
  private var isPending: [Bool]
  private var pending: [UInt32] = []
  private let heap: GoHeap
  private let table: TypeTable

  /// Works out all types; O(pointers) in practice, for an object's type changes seldom.
  init(_ heap: GoHeap, _ graph: borrowing ObjectGraph, roots: [GraphRoot], table: TypeTable) {
    self.heap = heap
    self.table = table
    let count = graph.nodeCount
    types = [DebugInfo.TypeID](repeating: DebugInfo.none, count: count)
    counts = [UInt32](repeating: 0, count: count)
    starts = [UInt32](repeating: 0, count: count)
    sizes = starts
    isCertain = [Bool](repeating: false, count: count)
    isPending = [Bool](repeating: false, count: count)
    readHeaders(graph)
    let record = heap.layout.debug.type(named: "runtime.g") ?? DebugInfo.none
    for root in roots {
      for word in root.words {
        switch word.sort {
        case .goroutineRecord: assign(record, count: 1, to: word.value, graph)
        case .finalizerFunction, .cleanup, .context, .deferRecord:
          // Each may be the function value that is to be called.
          if let closure = table.closure(at: word.value) { assign(closure, count: 1, to: word.value, graph) }
        default: break
        }
        guard word.type != DebugInfo.none else { continue }
        let leaf = table.leaf(of: word.type, at: word.typeOffset)
        guard let pointee = pointee(of: word, leaf) else { continue }
        assign(pointee.type, count: pointee.count, to: word.value, graph)
      }
    }
    propagate(graph)
    for node in types.indices {
      guard let slot = graph.slot(of: UInt32(node)) else { continue }
      let span = heap.spans[heap.spanIndex(ofSlot: slot)]
      // What tiny blocks hold is known to be tiny values without pointers, and more cannot be.
      guard types[node] != DebugInfo.none || span.isTiny else { continue }
      typedCount += 1
      typedBytes &+= span.elementSize
    }
  }

  private mutating func readHeaders(_ graph: borrowing ObjectGraph) {
    for node in types.indices {
      guard let slot = graph.slot(of: UInt32(node)) else { continue }
      let span = heap.spans[heap.spanIndex(ofSlot: slot)]
      guard let header = heap.headerType(of: span, object: slot - span.firstSlot), header.type != 0 else { continue }
      let type = table.canonical(table.type(ofDescriptor: header.type).type)
      let size = table.size(of: type)
      // The directory of a large map is made without the types of its keys and elements, which the map tells.
      guard size > 0, !table.isGenericTable(type) else { continue }
      types[node] = type
      sizes[node] = UInt32(clamping: size)
      counts[node] = UInt32(clamping: (span.elementSize - header.start) / UInt64(size))
      starts[node] = UInt32(header.start)
      isCertain[node] = true
      isPending[node] = true
      pending.append(UInt32(node))
    }
  }

  /// What a word of a root points to; of a slice or string that lies in memory only in part, all of the object.
  private func pointee(of word: RootWord, _ leaf: TypeLeaf) -> (type: DebugInfo.TypeID, count: UInt64)? {
    guard word.isPartial || isSliceStart(word) else { return table.pointee(leaf, at: word.address, value: word.value) }
    switch leaf.kind {
    case .slice, .pointer: return (leaf.target, isSliceStart(word) || leaf.kind == .slice ? 1 << 40 : 1)
    case .string: return (table.byte, 1 << 40)
    default: return nil
    }
  }

  /// Whether a local variable is the first word of a slice that the compiler took apart, as `backlog.ptr`.
  private func isSliceStart(_ word: RootWord) -> Bool {
    Int(word.local) < table.debug.locals.count
      && table.debug.withName(table.debug.locals[Int(word.local)].name) { $0.hasSuffix(".ptr") }
  }

  private mutating func propagate(_ graph: borrowing ObjectGraph) {
    let memory = heap.memory
    let bytes = memory.bytes
    let heap = heap
    let table = table
    while let node = pending.popLast() {
      isPending[Int(node)] = false
      guard let slot = graph.slot(of: node) else { continue }
      let type = types[Int(node)]
      let size = UInt64(clamping: table.size(of: type))
      guard size > 0 else { continue }
      let start = UInt64(starts[Int(node)])
      let end = start &+ UInt64(counts[Int(node)]) &* size
      let span = heap.spans[heap.spanIndex(ofSlot: slot)]
      let base = span.base &+ UInt64(slot &- span.firstSlot) &* span.elementSize
      heap.forEachPointer(of: span, object: slot &- span.firstSlot, in: bytes) { offset, value in
        guard offset >= start, offset < end, heap.spanIndex(of: value) != nil else { return }
        let leaf = table.leaf(of: type, at: Int64((offset &- start) % size))
        guard let pointee = table.pointee(leaf, at: base &+ offset, value: value) else { return }
        assign(pointee.type, count: pointee.count, to: value, graph)
      }
    }
  }

  /// Takes note that an address holds so many values of a type.
  private mutating func assign(
    _ type: DebugInfo.TypeID,
    count: UInt64,
    to address: UInt64,
    _ graph: borrowing ObjectGraph
  ) {
    guard let slot = heap.slot(of: address) else { return }
    let node = Int(graph.nodes[Int(slot)])
    guard node != 0, !isCertain[node], count > 0 else { return }
    var type = table.canonical(concrete(type, at: address))
    var address = address
    let span = heap.spans[heap.spanIndex(ofSlot: slot)]
    // A block of tiny objects has no type: one neighbour's would be given to the others.
    if span.isTiny { return }
    let base = span.base &+ UInt64(slot &- span.firstSlot) &* span.elementSize
    let first: UInt64 = span.pointers == .header ? 8 : 0
    if let timer = table.timer(type, at: address, base: base &+ first, limit: base &+ span.elementSize) {
      type = timer
      address = base &+ first
    }
    let size = UInt64(clamping: table.size(of: type))
    guard size > 0 else { return }
    var start = address &- base
    guard start >= first, start < span.elementSize else { return }
    let room = (span.elementSize &- start) / size
    var count = min(count, room)
    guard count > 0 else { return }
    if start > first, (start - first) % size == 0, types[node] == DebugInfo.none, span.pointers != .none,
      isArray(of: type, size: size, from: first, span, slot)
    {
      // A pointer into an array tells the type of the whole of it.
      start = first
      count = (span.elementSize &- first) / size
    }
    if types[node] != DebugInfo.none {
      let covered = UInt64(counts[node]) &* UInt64(clamping: table.size(of: types[node]))
      // What the runtime's own functions call any channel says less than the channel's type.
      if covered >= count &* size, !(table.isAnyChannel(types[node]) && !table.isAnyChannel(type)) { return }
    }
    types[node] = type
    sizes[node] = UInt32(clamping: size)
    counts[node] = UInt32(clamping: count)
    starts[node] = UInt32(clamping: start)
    if !isPending[node] {
      isPending[node] = true
      pending.append(UInt32(node))
    }
  }

  /// Whether all pointers of an object lie where values of a type, one behind the other, have them.
  private func isArray(of type: DebugInfo.TypeID, size: UInt64, from first: UInt64, _ span: HeapSpan, _ slot: UInt32)
    -> Bool
  {
    guard size >= 16, size % 8 == 0, size <= 8192 else { return false }
    let pointers = table.pointers(of: type)
    guard pointers.contains(true) else { return false }
    var fits = true
    let memory = heap.memory
    let bytes = memory.bytes
    heap.forEachPointer(of: span, object: slot &- span.firstSlot, in: bytes) { offset, _ in
      guard offset >= first else { return }
      let word = Int((offset - first) % size / 8)
      if word >= pointers.count || !pointers[word] { fits = false }
    }
    return fits
  }

  /// A node of the trie behind sync.Map says by its first byte which of two types it has.
  private func concrete(_ type: DebugInfo.TypeID, at address: UInt64) -> DebugInfo.TypeID {
    table.concreteTrieNode(type, isEntry: heap.memory.integer(at: address, width: 1) != 0)
  }
}
