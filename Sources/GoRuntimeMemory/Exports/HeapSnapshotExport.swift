// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The graph as V8 writes its own heaps, which Chrome DevTools opens: Summary, Comparison, Containment, Retainers.
///
/// Node 0 is the root; below it hang variables and goroutines as native nodes and all else as objects. An object's id is
/// made of its address, so that two snapshots of one process can be compared. Retained sizes are left to the reader, who
/// computes them. Source: V8 src/profiler/heap-snapshot-generator.cc `HeapSnapshotJSONSerializer`, and DevTools
/// front_end/entrypoints/heap_snapshot_worker.
struct HeapSnapshotExport {
  private static let nodeFields = 7
  /// Kinds of nodes and edges by their place in the lists of the head.
  private static let object = 3 as UInt64
  private static let native = 8 as UInt64
  private static let synthetic = 9 as UInt64
  private static let element = 1 as UInt64
  private static let property = 2 as UInt64

  private static let head = #"""
    {"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","trace_node_id","detachedness"],
    "node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic",
    "concatenated string","sliced string","symbol","bigint","object shape"],"string","number","number","number","number",
    "number"],"edge_fields":["type","name_or_index","to_node"],"edge_types":[["context","element","property","internal",
    "hidden","shortcut","weak"],"string_or_number","node"],"trace_function_info_fields":["function_id","name",
    "script_name","script_id","line","column"],"trace_node_fields":["id","function_info_index","count","size",
    "children"],"sample_fields":["timestamp_us","last_assigned_id"],"location_fields":["object_index","script_id","line",
    "column"]},
    """#

  private let program: ProgramGraph

  init(_ program: ProgramGraph) { self.program = program }

  func write(to write: ([UInt8]) throws -> Void) throws {
    try withoutActuallyEscaping(write) { write in
      var output = PieceWriter(write)
      var names = EdgeNames(program)
      try writeNodes(to: &output, &names)
      try writeEdges(to: &output, &names)
      output.add(#""trace_function_infos":[],"trace_tree":[],"samples":[],"locations":[],"strings":["#)
      for (index, text) in names.texts.enumerated() {
        output.add(index == 0 ? "\n" : ",\n")
        output.addQuoted(text)
        try output.flush()
      }
      output.add("]}\n")
      try output.flush(always: true)
    }
  }

  private func writeNodes(to output: inout PieceWriter, _ names: inout EdgeNames) throws {
    let graph = program.graph.nodeCount
    output.add(Self.head.split(separator: "\n").joined())
    output.add(
      "\"node_count\":\(graph),\"edge_count\":\(program.graph.edgeCount),\"trace_function_count\":0},\n\"nodes\":["
    )
    for node in 0..<graph {
      let first = Int(program.graph.starts[node])
      let edges = UInt64(Int(program.graph.starts[node + 1]) - first)
      let name = node == 0 ? names.number(of: "") : names.number(ofNode: UInt32(node))
      if node > 0 { output.addByte(0x2C) }
      let kind = node == 0 ? Self.synthetic : program.root(of: UInt32(node)) == nil ? Self.object : Self.native
      for (index, number) in [kind, UInt64(name), id(of: UInt32(node)), program.size(of: UInt32(node)), edges, 0, 0]
        .enumerated()
      {
        if index > 0 { output.addByte(0x2C) }
        output.add(number)
      }
      output.addByte(0x0A)
      try output.flush()
    }
    output.add("],\n\"edges\":[")
  }

  private func writeEdges(to output: inout PieceWriter, _ names: inout EdgeNames) throws {
    for node in 0..<program.graph.nodeCount {
      for edge in Int(program.graph.starts[node])..<Int(program.graph.starts[node + 1]) {
        let target = program.graph.targets[edge]
        let name: (number: Int, isElement: Bool) =
          node == 0
          ? (names.number(ofNode: target), false) : names.name(from: UInt32(node), place: program.graph.places[edge])
        if edge > 0 { output.addByte(0x2C) }
        output.add(name.isElement ? Self.element : Self.property)
        output.addByte(0x2C)
        output.add(UInt64(name.number))
        output.addByte(0x2C)
        output.add(UInt64(target) * UInt64(Self.nodeFields))
        output.addByte(0x0A)
        try output.flush()
      }
    }
    output.add("],\n")
  }

  /// A number of 32 bits that stays the same while the process runs: objects do not move.
  private func id(of node: UInt32) -> UInt64 {
    if node == 0 { return 1 }
    guard let root = program.root(of: node) else { return program.address(of: node) >> 3 & 0xFFFF_FFFF }
    // An odd number: objects are aligned to 8 bytes and more, and those that are aligned to 8 alone are few.
    let goroutine = program.roots[root].goroutine
    let name = goroutine >= 0 ? "goroutine \(program.goroutines[goroutine].id)" : program.rootGroup(root)
    return Array(name.utf8).rawBytes.wordHash & 0xFFFF_FFFF | 1
  }
}
