// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What would be freed if all goroutines of a group ended: the objects to which only their stacks lead.
struct GroupRetention {
  /// By group.
  let bytes: [UInt64]

  /// O(pointers): an object is of nobody, of one group, or of several, and becomes only more.
  init(_ program: ProgramGraph, groupOfGoroutine: [Int], groupCount: Int) {
    let several: UInt32 = 1
    var color = [UInt32](repeating: 0, count: program.nodeCount)
    var queue: [UInt32] = []
    for (index, root) in program.roots.enumerated() {
      let node = program.graph.nodes[program.heap.slotCount + index]
      guard node != 0 else { continue }
      color[Int(node)] = root.goroutine >= 0 ? UInt32(groupOfGoroutine[root.goroutine]) + 2 : several
      queue.append(node)
    }
    while let node = queue.popLast() {
      let mine = color[Int(node)]
      for edge in Int(program.graph.starts[Int(node)])..<Int(program.graph.starts[Int(node) + 1]) {
        let target = Int(program.graph.targets[edge])
        let merged = color[target] == 0 || color[target] == mine ? mine : several
        if merged != color[target] {
          color[target] = merged
          queue.append(UInt32(target))
        }
      }
    }
    var bytes = [UInt64](repeating: 0, count: groupCount)
    for node in color.indices where color[node] > several && program.root(of: UInt32(node)) == nil {
      bytes[Int(color[node]) - 2] &+= program.size(of: UInt32(node))
    }
    self.bytes = bytes
  }
}
