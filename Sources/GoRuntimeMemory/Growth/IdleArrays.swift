// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Arrays of which next to nothing is referred to: a short string or slice keeps all of it.
///
/// Looked at are arrays without pointers from `leastSize` on that only strings and slices refer to. A slice that begins and
/// ends with its array may be filled later; a string, or a slice that does not, can never use the rest.
struct IdleArrays {
  /// An array of which at most an eighth is referred to.
  struct Array {
    var node: UInt32
    var size: UInt64
    /// Whether no reference can ever reach more than an eighth of it.
    var isLost: Bool
  }

  static let leastSize: UInt64 = 1024
  private static let share: UInt64 = 8

  /// What is known of an array while references are counted.
  private struct Use {
    var node: UInt32
    /// Bytes that references show, added up.
    var used: UInt64 = 0
    /// Where the first begins and the last can end.
    var start = UInt64.max
    var end: UInt64 = 0
    var isWhole = false
  }

  let arrays: [Array]

  /// O(nodes + edges).
  init(_ program: ProgramGraph) {
    var uses: [Use] = []
    var useOfNode: [UInt32: Int] = [:]
    for node in 1..<UInt32(max(program.nodeCount, 1)) {
      guard let slot = program.graph.slot(of: node) else { continue }
      let span = program.heap.spans[program.heap.spanIndex(ofSlot: slot)]
      guard span.pointers == .none, span.elementSize >= Self.leastSize else { continue }
      useOfNode[node] = uses.count
      uses.append(Use(node: node))
    }
    guard !uses.isEmpty else {
      arrays = []
      return
    }
    for holder in 1..<program.nodeCount {
      for edge in Int(program.graph.starts[holder])..<Int(program.graph.starts[holder + 1]) {
        guard let use = useOfNode[program.graph.targets[edge]] else { continue }
        Self.refer(program.edge(from: UInt32(holder), place: program.graph.places[edge]), program, &uses[use])
      }
    }
    arrays = uses.compactMap { use in
      let size = program.size(of: use.node)
      guard !use.isWhole, use.start <= use.end, use.used <= size / Self.share else { return nil }
      let isLost = use.end &- use.start <= size / Self.share
      // An empty slice over all of an array is a buffer that waits.
      guard use.used > 0 || isLost else { return nil }
      return Array(node: use.node, size: size, isLost: isLost)
    }
  }

  private static func refer(_ edge: ProgramGraph.Edge, _ program: ProgramGraph, _ use: inout Use) {
    let memory = program.heap.memory
    let leaf = program.table.leaf(of: edge.type, at: edge.offset)
    guard !(edge.word?.isPartial ?? false), edge.address != 0, let value = memory.word(at: edge.address),
      let count = memory.word(at: edge.address &+ 8)
    else {
      use.isWhole = true
      return
    }
    let base = program.address(of: use.node)
    let size = program.size(of: use.node)
    guard value >= base, value < base &+ size else {
      use.isWhole = true
      return
    }
    let elementSize: UInt64
    var capacity = count
    switch leaf.kind {
    case .string: elementSize = 1
    case .slice:
      elementSize = UInt64(clamping: program.table.size(of: leaf.target))
      capacity = memory.word(at: edge.address &+ 16) ?? .max
    default:
      use.isWhole = true
      return
    }
    let room = base &+ size &- value
    guard elementSize > 0, count <= room / elementSize, capacity >= count else {
      use.isWhole = true
      return
    }
    use.used &+= count &* elementSize
    use.start = min(use.start, value)
    use.end = max(use.end, value &+ min(room, capacity <= room / elementSize ? capacity &* elementSize : room))
  }
}
