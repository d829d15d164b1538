// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

extension DebugInfo {
  /// Reads the sections in one pass; what is damaged ends its compilation unit, and the rest is still read.
  ///
  /// Only units in Go are read. Little-endian, as all systems are that Go's collector was measured on.
  package init(_ sections: DebugSections) {
    self.sections = sections
    var pass = DebugInfoPass(sections: sections)
    pass.run()
    types = pass.types
    fields = pass.fields
    variables = pass.variables
    functions = pass.functions
    locals = pass.locals
    units = pass.units
    constants = pass.constants
    entryCount = pass.entryCount
    gaps = pass.gaps
    resolve(pass)
    typesByName = types.indices.map { index in
      (withName(types[index].name) { $0.wordHash }, UInt32(index))
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    variablesByName = variables.indices.map { index in
      (withName(variables[index].name) { $0.wordHash }, UInt32(index))
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    functionsByAddress = functions.indices.filter { functions[$0].low != 0 }.map { UInt32($0) }
      .sorted { functions[Int($0)].low < functions[Int($1)].low }
  }

  /// Turns offsets into indices and works out sizes.
  private mutating func resolve(_ pass: DebugInfoPass) {
    func index(_ offset: UInt32, in offsets: [UInt32]) -> UInt32 {
      var low = 0
      var high = offsets.count
      while low < high {
        let middle = (low + high) / 2
        if offsets[middle] < offset { low = middle + 1 } else { high = middle }
      }
      return low < offsets.count && offsets[low] == offset ? UInt32(low) : Self.none
    }
    func type(_ offset: UInt32) -> UInt32 { offset == 0 ? Self.none : index(offset, in: pass.typeOffsets) }
    for row in types.indices {
      types[row].element = type(types[row].element)
      types[row].goElement = type(types[row].goElement)
      types[row].goKey = type(types[row].goKey)
    }
    for row in fields.indices { fields[row].type = type(fields[row].type) }
    for row in variables.indices { variables[row].type = type(variables[row].type) }
    for row in functions.indices where pass.functionOrigins[row] != 0 {
      let origin = index(pass.functionOrigins[row], in: pass.functionOffsets)
      if origin != Self.none { functions[row].name = functions[Int(origin)].name }
    }
    for row in locals.indices {
      let origin = pass.localOrigins[row]
      if origin != 0 {
        let source = index(origin, in: pass.localOffsets)
        if source != Self.none {
          locals[row].name = locals[Int(source)].name
          // Origins are resolved in any order, so this row may still hold the offset.
          locals[row].type = pass.locals[Int(source)].type
        }
      }
      locals[row].type = type(locals[row].type)
    }
    for row in types.indices where types[row].size < 0 { _ = size(of: UInt32(row), depth: 0) }
  }

  /// Bytes of a value of a type whose entry does not say so.
  private mutating func size(of type: TypeID, depth: Int) -> Int64 {
    guard Int(type) < types.count, depth < 64 else { return 0 }
    let row = types[Int(type)]
    if row.size >= 0 { return row.size }
    let size: Int64
    switch row.tag {
    case .pointer, .subroutine: size = 8
    case .array:
      let element = self.size(of: row.element, depth: depth + 1)
      let (product, overflow) = max(element, 0).multipliedReportingOverflow(by: max(row.count, 0))
      size = overflow ? 0 : product
    case .typedef: size = self.size(of: row.element, depth: depth + 1)
    default: size = 0
    }
    types[Int(type)].size = size
    return size
  }
}
