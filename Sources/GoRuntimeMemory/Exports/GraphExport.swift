// SPDX-License-Identifier: Apache-2.0

/// A form in which other programs read the graph: chosen by the ending of the file's name.
package enum GraphExport: String, CaseIterable, Sendable {
  /// Every object and pointer, for the Memory panel of Chrome DevTools.
  case heapSnapshot = "heapsnapshot"
  /// Objects and bytes by shortest path, for `go tool pprof`.
  case pprof = "pb.gz"
  /// Every object and pointer, as one JSON object.
  case json
  /// The paths that retain most, for Graphviz.
  case dot

  /// The form for a file; nil when its ending is none of these.
  package init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let found = Self.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else { return nil }
    self = found
  }

  /// Writes the graph in pieces of some hundred kilobytes.
  ///
  /// No value of the program's memory is written: names of types, fields and variables, sizes and addresses alone.
  package func write(_ program: ProgramGraph, to write: ([UInt8]) throws -> Void) throws {
    switch self {
    case .heapSnapshot: try HeapSnapshotExport(program).write(to: write)
    case .pprof: try write(PprofExport.encode(program))
    case .json: try ObjectListExport(program).write(to: write)
    case .dot: try write(Array(DotExport.text(program).utf8))
    }
  }
}
