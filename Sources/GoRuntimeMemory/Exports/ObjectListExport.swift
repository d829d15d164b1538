// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Every object and pointer as one JSON object, for programs of one's own.
///
///     {"formatVersion":1,"goVersion":"go1.27.3",
///      "nodeFields":["name","address","bytes","retainedBytes","dominator","finder","edges"],
///      "nodes":[0,0,0,99,0,0,1, ...], "edgeFields":["name","index","target"], "edges":[3,-1,2, ...], "names":["", ...]}
///
/// Numbers stand one after another, as many a row as there are fields. Names are places in `names`, nodes are rows; node 0
/// is the root of all, and the edges of a node follow those of the one before. An index is -1 but for elements of arrays.
struct ObjectListExport {
  private let program: ProgramGraph

  init(_ program: ProgramGraph) { self.program = program }

  func write(to write: ([UInt8]) throws -> Void) throws {
    try withoutActuallyEscaping(write) { write in
      var output = PieceWriter(write)
      var names = EdgeNames(program)
      output.add("{\"formatVersion\":1,\"goVersion\":")
      output.addQuoted(program.heap.version)
      output.add(
        ",\"nodeFields\":[\"name\",\"address\",\"bytes\",\"retainedBytes\",\"dominator\",\"finder\",\"edges\"],\n"
      )
      output.add("\"nodes\":[")
      for node in 0..<program.graph.nodeCount {
        if node > 0 { output.addByte(0x2C) }
        let edges = program.graph.starts[node + 1] - program.graph.starts[node]
        let name = node == 0 ? names.number(of: "") : names.number(ofNode: UInt32(node))
        let row = [
          UInt64(name), program.address(of: UInt32(node)), program.size(of: UInt32(node)), program.retained[node],
          UInt64(program.dominators[node]), UInt64(program.graph.parents[node]), UInt64(edges),
        ]
        for (index, number) in row.enumerated() {
          if index > 0 { output.addByte(0x2C) }
          output.add(number)
        }
        output.addByte(0x0A)
        try output.flush()
      }
      output.add("],\n\"edgeFields\":[\"name\",\"index\",\"target\"],\n\"edges\":[")
      try writeEdges(to: &output, &names)
      output.add("],\n\"names\":[")
      for (index, text) in names.texts.enumerated() {
        output.add(index == 0 ? "\n" : ",\n")
        output.addQuoted(text)
        try output.flush()
      }
      output.add("]}\n")
      try output.flush(always: true)
    }
  }

  private func writeEdges(to output: inout PieceWriter, _ names: inout EdgeNames) throws {
    let empty = names.number(of: "")
    for node in 0..<program.graph.nodeCount {
      for edge in Int(program.graph.starts[node])..<Int(program.graph.starts[node + 1]) {
        if edge > 0 { output.addByte(0x2C) }
        let name: (number: Int, isElement: Bool) =
          node == 0 ? (empty, false) : names.name(from: UInt32(node), place: program.graph.places[edge])
        output.add(UInt64(name.isElement ? empty : name.number))
        output.addByte(0x2C)
        if name.isElement { output.add(UInt64(name.number)) } else { output.add("-1") }
        output.addByte(0x2C)
        output.add(UInt64(program.graph.targets[edge]))
        output.addByte(0x0A)
        try output.flush()
      }
    }
  }
}
