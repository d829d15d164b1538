// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What a compiler wrote about the types, variables, constants and functions of a Go program, as columns.
///
/// Rows refer to one another by index; names are places in the sections and become text only when asked for. Types stand in
/// the order of the section, so that an offset is found by binary search. Read by `init(_:)` in one pass.
/// Source: DWARF 4 and 5 (dwarfstd.org), and cmd/link/internal/ld/dwarf.go for what Go adds.
package struct DebugInfo: Sendable {
  /// Index of a type; `none` where there is none (`void`, or a reference that leads nowhere).
  package typealias TypeID = UInt32
  package static let none = UInt32.max

  /// What sort of entry describes a type (`DW_TAG_*`).
  package enum Tag: UInt8, Sendable {
    case array = 0x01
    case enumeration = 0x04
    case pointer = 0x0F
    case structure = 0x13
    case subroutine = 0x15
    case typedef = 0x16
    case union = 0x17
    case base = 0x24
    case unspecified = 0x3B
  }

  /// A type.
  package struct TypeRow: Sendable {
    package var tag: Tag
    /// `reflect.Kind` as Go states it; 0 when it does not.
    package var kind: UInt8 = 0
    package var name: Name
    /// Bytes of a value; -1 until it is worked out.
    package var size: Int64 = -1
    /// What it is made of: the target of a pointer or typedef, the element of an array.
    package var element = DebugInfo.none
    /// Element and key as Go states them, of slices, maps and channels.
    package var goElement = DebugInfo.none
    package var goKey = DebugInfo.none
    /// Elements of an array.
    package var count: Int64 = 0
    /// Address of the type's descriptor, or its offset from the start of the module's types (Go 1.27 on); 0 without one.
    package var runtimeType: UInt64 = 0
    package var firstField: UInt32 = 0
    package var fieldCount: UInt32 = 0
  }

  package struct FieldRow: Sendable {
    package var name: Name
    package var offset: Int64
    package var type: TypeID
  }

  /// A variable of a package.
  package struct VariableRow: Sendable {
    package var name: Name
    package var address: UInt64
    package var type: TypeID
  }

  /// A function as compiled, or, without addresses, as written.
  package struct FunctionRow: Sendable {
    package var name: Name
    package var low: UInt64
    package var high: UInt64
    package var firstLocal: UInt32
    package var localCount: UInt32
  }

  /// A parameter or local variable of a function.
  package struct LocalRow: Sendable {
    package var name: Name
    package var type: TypeID
    package var location: Location
    package var unit: UInt32
    /// Where a captured variable lies in its closure (Go 1.23 on); -1 for all others.
    package var closureOffset: Int64
  }

  /// Where a local variable is.
  package enum Location: Sendable {
    case absent
    /// An expression, as a range of the information section.
    case expression(Range<Int>)
    /// An offset in the section of location lists.
    case list(Int)
  }

  /// What locations of a compilation unit refer to.
  package struct UnitRow: Sendable {
    package var version: UInt16
    package var low: UInt64
    package var addressBase: Int
  }

  /// Place of a name: an offset, and in the upper bits the section.
  package struct Name: Hashable, Sendable {
    var packed: UInt64
    package static let empty = Name(packed: 0)
  }

  package internal(set) var sections: DebugSections
  package internal(set) var types: [TypeRow] = []
  package internal(set) var fields: [FieldRow] = []
  package internal(set) var variables: [VariableRow] = []
  package internal(set) var functions: [FunctionRow] = []
  package internal(set) var locals: [LocalRow] = []
  package internal(set) var units: [UnitRow] = []
  /// Names and values of constants of whole numbers.
  package internal(set) var constants: [(name: Name, value: Int64)] = []
  /// How many entries were read.
  package internal(set) var entryCount = 0
  /// What is missing, as sentences without a full stop.
  package internal(set) var gaps: [String] = []

  /// Hash of the name and index, sorted.
  var typesByName: [(hash: UInt64, index: UInt32)] = []
  var variablesByName: [(hash: UInt64, index: UInt32)] = []
  var functionsByAddress: [UInt32] = []

  /// Reads an executable's debug information; without any the columns are empty.
  package init(of file: ELFFile, in bytes: RawSpan) {
    self.init(DebugSections(of: file, in: bytes))
  }

  // MARK: Names

  /// The bytes of a name.
  package func withName<Result>(_ name: Name, _ body: (RawSpan) -> Result) -> Result {
    let offset = Int(name.packed & 0x3fff_ffff_ffff_ffff)
    switch name.packed >> 62 {
    case 1: return Self.withZeroTerminated(sections.info, offset, body)
    case 2: return Self.withZeroTerminated(sections.strings, offset, body)
    case 3: return Self.withZeroTerminated(sections.lineStrings, offset, body)
    default: return body(sections.info.rawBytes.extracting(0..<0))
    }
  }

  private static func withZeroTerminated<Result>(
    _ section: [UInt8],
    _ offset: Int,
    _ body: (RawSpan) -> Result
  ) -> Result {
    let bytes = section.rawBytes
    guard offset < bytes.byteCount else { return body(bytes.extracting(0..<0)) }
    let end = bytes.firstOffset(of: 0, in: offset..<min(bytes.byteCount, offset + (1 << 16)))
    return body(bytes.extracting(offset..<end))
  }

  /// A name as text.
  package func text(_ name: Name) -> String { withName(name) { $0.text } }

  /// The name of a type; empty for none.
  package func typeName(_ type: TypeID) -> String {
    Int(type) < types.count ? text(types[Int(type)].name) : ""
  }

  // MARK: Lookup

  /// The type of a name; of several the first structure, else the first.
  package func type(named name: String) -> TypeID? {
    var found: TypeID?
    for index in Self.indices(of: name, in: typesByName) {
      guard withName(types[Int(index)].name, { $0.hasSameBytes(as: Array(name.utf8).rawBytes) }) else { continue }
      if types[Int(index)].tag == .structure { return index }
      if found == nil { found = index }
    }
    return found
  }

  /// All types of a name.
  package func types(named name: String) -> [TypeID] {
    Self.indices(of: name, in: typesByName).filter { index in
      withName(types[Int(index)].name) { $0.hasSameBytes(as: Array(name.utf8).rawBytes) }
    }
  }

  /// The package variable of a name.
  package func variable(named name: String) -> VariableRow? {
    for index in Self.indices(of: name, in: variablesByName)
    where withName(variables[Int(index)].name, { $0.hasSameBytes(as: Array(name.utf8).rawBytes) }) {
      return variables[Int(index)]
    }
    return nil
  }

  /// The value of a constant; O(constants).
  package func constant(named name: String) -> Int64? {
    let wanted = Array(name.utf8)
    return constants.first { withName($0.name) { $0.hasSameBytes(as: wanted.rawBytes) } }?.value
  }

  /// The field of a structure, and its type.
  package func field(_ name: String, of type: TypeID) -> FieldRow? {
    guard Int(type) < types.count else { return nil }
    let wanted = Array(name.utf8)
    let row = types[Int(type)]
    for index in Int(row.firstField)..<Int(row.firstField + row.fieldCount)
    where withName(fields[index].name, { $0.hasSameBytes(as: wanted.rawBytes) }) {
      return fields[index]
    }
    return nil
  }

  /// The compiled function that holds an address of the executable.
  package func function(at address: UInt64) -> FunctionRow? {
    var low = 0
    var high = functionsByAddress.count
    while low < high {
      let middle = (low + high) / 2
      if functions[Int(functionsByAddress[middle])].low <= address { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let row = functions[Int(functionsByAddress[low - 1])]
    return address < row.high ? row : nil
  }

  private static func indices(of name: String, in table: [(hash: UInt64, index: UInt32)]) -> [UInt32] {
    let hash = Array(name.utf8).rawBytes.wordHash
    var low = 0
    var high = table.count
    while low < high {
      let middle = (low + high) / 2
      if table[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    var found: [UInt32] = []
    while low < table.count, table[low].hash == hash {
      found.append(table[low].index)
      low += 1
    }
    return found
  }
}
