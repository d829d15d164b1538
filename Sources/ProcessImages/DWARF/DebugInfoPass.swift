// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// One pass over the entries: fills the columns, with references still as offsets.
///
/// A reference of 0 is none, for no entry stands there. Sections beyond 4 GB are not read.
struct DebugInfoPass {
  let sections: DebugSections
  var types: [DebugInfo.TypeRow] = []
  var typeOffsets: [UInt32] = []
  var fields: [DebugInfo.FieldRow] = []
  var variables: [DebugInfo.VariableRow] = []
  var functions: [DebugInfo.FunctionRow] = []
  var functionOffsets: [UInt32] = []
  var functionOrigins: [UInt32] = []
  var locals: [DebugInfo.LocalRow] = []
  var localOffsets: [UInt32] = []
  var localOrigins: [UInt32] = []
  var units: [DebugInfo.UnitRow] = []
  var constants: [(name: DebugInfo.Name, value: Int64)] = []
  var entryCount = 0
  var gaps: [String] = []

  /// What of an entry is of use.
  private struct Entry {
    var name = DebugInfo.Name.empty
    var type: UInt32 = 0
    var origin: UInt32 = 0
    var byteSize: Int64 = -1
    var kind: UInt8 = 0
    var goElement: UInt32 = 0
    var goKey: UInt32 = 0
    var runtimeType: UInt64 = 0
    var memberOffset: Int64 = 0
    var count: Int64 = -1
    var upperBound: Int64 = -1
    var constant: Int64?
    var low: UInt64 = 0
    var high: UInt64 = 0
    var isHighRelative = false
    var location = DebugInfo.Location.absent
    var closureOffset: Int64 = -1
    var addressBase: Int = 0
    var language: UInt64 = 0
  }

  /// Where the pass is in the tree: a type whose members, or a function whose locals are read.
  private struct Level {
    var type = -1
    var function = -1
  }

  /// Units, each with its entries.
  mutating func run() {
    let sections = self.sections
    let info = sections.info.rawBytes
    guard info.byteCount < Int(UInt32.max) else {
      gaps.append("the debug information is larger than 4 GB and was not read")
      return
    }
    var tables: [Int: Abbreviations] = [:]
    var start = 0
    while start + 11 <= info.byteCount {
      let length = Int(number(info, start, 4))
      // 0xffffffff begins the 64-bit form, which no Go linker writes.
      guard length < 0xFFFF_FFF0, length <= info.byteCount - start - 4 else {
        gaps.append("the debug information is cut off at byte \(start)")
        return
      }
      let end = start + 4 + length
      let version = UInt16(number(info, start + 4, 2))
      var position = start + 11
      var tableOffset = 0
      var addressSize: UInt64 = 0
      switch version {
      case 2...4:
        tableOffset = Int(number(info, start + 6, 4))
        addressSize = number(info, start + 10, 1)
      case 5:
        guard start + 12 <= end, number(info, start + 6, 1) == 1 else { break }
        addressSize = number(info, start + 7, 1)
        tableOffset = Int(number(info, start + 8, 4))
        position = start + 12
      default: break
      }
      if addressSize == 8 {
        if tables[tableOffset] == nil {
          tables[tableOffset] = Abbreviations(sections.abbreviations.rawBytes, at: tableOffset)
        }
        if let table = tables[tableOffset] {
          do throws(DecodingError) {
            try readUnit(info, start..<end, from: position, version: version, table)
          } catch {
            gaps.append("a compilation unit of the debug information is damaged: \(error)")
            if gaps.count > 20 { return }
          }
        }
      }
      start = end
    }
  }

  private func number(_ bytes: RawSpan, _ offset: Int, _ width: Int) -> UInt64 {
    ByteOrder.littleEndian.integer(in: bytes, at: offset, width: width) ?? 0
  }

  private mutating func readUnit(
    _ info: RawSpan,
    _ range: Range<Int>,
    from position: Int,
    version: UInt16,
    _ table: Abbreviations
  ) throws(DecodingError) {
    let shapes = table.shapes
    let attributes = table.attributes
    var cursor = ByteCursor(info.extracting(0..<range.upperBound))
    cursor.offset = position
    let unit = units.count
    units.append(DebugInfo.UnitRow(version: version, low: 0, addressBase: 8))
    var levels: [Level] = []
    var level = Level()
    var isFirst = true
    while !cursor.isAtEnd {
      let offset = cursor.offset
      let code = Int(clamping: try cursor.readVarint())
      if code == 0 {
        level = levels.popLast() ?? Level()
        continue
      }
      guard code < shapes.count, let shape = shapes[code] else {
        throw DecodingError(.malformed, at: offset, expected: "a known abbreviation")
      }
      entryCount += 1
      var entry = Entry()
      for index in shape.first..<shape.end {
        try readAttribute(
          attributes[index],
          of: &entry,
          &cursor,
          unit: range.lowerBound,
          version: version
        )
      }
      if isFirst {
        isFirst = false
        // DW_LANG_Go; the entries of C are of no use and may be many.
        guard entry.language == 0x16 else { return }
        units[unit].low = entry.low
        if entry.addressBase > 0 { units[unit].addressBase = entry.addressBase }
      }
      var next = level
      take(entry, tag: shape.tag, at: UInt32(offset), unit: unit, level: level, next: &next)
      if shape.hasChildren {
        guard levels.count < 256 else {
          throw DecodingError(.limitExceeded, at: offset, expected: "entries nested less than 256 deep")
        }
        levels.append(level)
        level = next
      }
    }
  }

  private mutating func take(
    _ entry: Entry,
    tag: UInt16,
    at offset: UInt32,
    unit: Int,
    level: Level,
    next: inout Level
  ) {
    switch tag {
    case 0x01, 0x04, 0x0F, 0x13, 0x15, 0x16, 0x17, 0x24, 0x3B:
      guard let tag = DebugInfo.Tag(rawValue: UInt8(tag)) else { return }
      next.type = types.count
      types.append(
        DebugInfo.TypeRow(
          tag: tag,
          kind: entry.kind,
          name: entry.name,
          size: entry.byteSize,
          element: entry.type,
          goElement: entry.goElement,
          goKey: entry.goKey,
          runtimeType: entry.runtimeType,
          firstField: UInt32(fields.count)
        )
      )
      typeOffsets.append(offset)
    case 0x0D where level.type >= 0:
      // The members of a type follow it without another type between them.
      let row = level.type
      guard Int(types[row].firstField) + Int(types[row].fieldCount) == fields.count else { return }
      types[row].fieldCount += 1
      fields.append(DebugInfo.FieldRow(name: entry.name, offset: entry.memberOffset, type: entry.type))
    case 0x21 where level.type >= 0:
      types[level.type].count = entry.count >= 0 ? entry.count : max(entry.upperBound &+ 1, 0)
    case 0x27:
      if let value = entry.constant { constants.append((entry.name, value)) }
    case 0x2E:
      next.function = functions.count
      next.type = -1
      functions.append(
        DebugInfo.FunctionRow(
          name: entry.name,
          low: entry.low,
          high: entry.isHighRelative ? entry.low &+ entry.high : entry.high,
          firstLocal: UInt32(locals.count),
          localCount: 0
        )
      )
      functionOffsets.append(offset)
      functionOrigins.append(entry.origin)
    case 0x34, 0x05:
      guard level.function >= 0 else {
        if tag == 0x34, let address = address(entry.location, unit: units[unit]) {
          variables.append(DebugInfo.VariableRow(name: entry.name, address: address, type: entry.type))
        }
        return
      }
      locals.append(
        DebugInfo.LocalRow(
          name: entry.name,
          type: entry.type,
          location: entry.location,
          unit: UInt32(unit),
          closureOffset: entry.closureOffset
        )
      )
      localOffsets.append(offset)
      localOrigins.append(entry.origin)
      functions[level.function].localCount += 1
    default: break
    }
  }

  /// The address that the expression of a package variable states: `DW_OP_addr` or `DW_OP_addrx`.
  private func address(_ location: DebugInfo.Location, unit: DebugInfo.UnitRow) -> UInt64? {
    guard case .expression(let range) = location, let first = range.first else { return nil }
    let info = sections.info.rawBytes
    switch info.byte(at: first) {
    case 0x03 where range.count == 9: return number(info, first + 1, 8)
    case 0xA1:
      var position = first + 1
      let index = info.extracting(0..<range.upperBound).varint(at: &position)
      guard index < 1 << 40 else { return nil }
      return ByteOrder.littleEndian.integer(
        in: sections.addresses.rawBytes,
        at: unit.addressBase + Int(index) * 8,
        width: 8
      )
    default: return nil
    }
  }

  // MARK: Attributes

  /// Reads one attribute in its form.
  private func readAttribute(
    _ attribute: Abbreviations.Attribute,
    of entry: inout Entry,
    _ cursor: inout ByteCursor,
    unit: Int,
    version: UInt16
  ) throws(DecodingError) {
    var form = attribute.form
    if form == 0x16 { form = UInt16(truncatingIfNeeded: try cursor.readVarint()) }
    var value: UInt64 = 0
    var name = DebugInfo.Name.empty
    var block: Range<Int>?
    var isConstant = false
    switch form {
    case 0x01:
      value = try read(8, &cursor)
    case 0x0B, 0x0C, 0x11, 0x25, 0x29:
      value = try read(1, &cursor)
      isConstant = form == 0x0B
    case 0x05, 0x12, 0x26, 0x2A:
      value = try read(2, &cursor)
      isConstant = form == 0x05
    case 0x27, 0x2B: value = try read(3, &cursor)
    case 0x06, 0x10, 0x13, 0x17, 0x1C, 0x1D, 0x28, 0x2C:
      value = try read(4, &cursor)
      isConstant = form == 0x06
    case 0x07, 0x14, 0x20, 0x24:
      value = try read(8, &cursor)
      isConstant = form == 0x07
    case 0x1E: try cursor.skip(16)
    case 0x0D:
      value = UInt64(bitPattern: try cursor.readSignedVarint())
      isConstant = true
    case 0x0F, 0x15, 0x1A, 0x1B, 0x22, 0x23:
      value = try cursor.readVarint()
      isConstant = form == 0x0F
    case 0x08:
      let start = cursor.offset
      let end = cursor.bytes.firstOffset(of: 0, in: start..<cursor.bytes.byteCount)
      name = DebugInfo.Name(packed: UInt64(start) | 1 << 62)
      cursor.offset = start
      try cursor.skip(end - start + 1)
    case 0x0E:
      name = DebugInfo.Name(packed: try read(4, &cursor) | 2 << 62)
    case 0x1F:
      name = DebugInfo.Name(packed: try read(4, &cursor) | 3 << 62)
    case 0x09, 0x18: block = try readBlock(try cursor.readLength(), &cursor)
    case 0x0A: block = try readBlock(Int(try read(1, &cursor)), &cursor)
    case 0x03: block = try readBlock(Int(try read(2, &cursor)), &cursor)
    case 0x04: block = try readBlock(Int(try read(4, &cursor)), &cursor)
    case 0x19: value = 1
    case 0x21:
      value = UInt64(bitPattern: attribute.implicit)
      isConstant = true
    default: throw DecodingError(.malformed, at: cursor.offset, expected: "a form of DWARF 2 to 5, not \(form)")
    }
    switch attribute.name {
    case 0x03: entry.name = name
    case 0x49: entry.type = reference(value, form, unit)
    case 0x31: entry.origin = reference(value, form, unit)
    case 0x0B: entry.byteSize = Int64(bitPattern: value)
    case 0x2900: entry.kind = UInt8(truncatingIfNeeded: value)
    case 0x2901: entry.goKey = reference(value, form, unit)
    case 0x2902: entry.goElement = reference(value, form, unit)
    case 0x2904: entry.runtimeType = try resolved(value, form, unit)
    case 0x2907: entry.closureOffset = Int64(bitPattern: value)
    case 0x38: entry.memberOffset = memberOffset(value, block)
    case 0x37: entry.count = Int64(bitPattern: value)
    case 0x2F: entry.upperBound = Int64(bitPattern: value)
    case 0x1C: if block == nil, name == .empty { entry.constant = Int64(bitPattern: value) }
    case 0x11: entry.low = try resolved(value, form, unit)
    case 0x12:
      entry.high = try resolved(value, form, unit)
      entry.isHighRelative = isConstant
    case 0x02:
      if let block {
        entry.location = .expression(block)
      } else if form == 0x17 || form == 0x06 {
        entry.location = .list(Int(clamping: value))
      }
    case 0x13: entry.language = value
    case 0x73: entry.addressBase = Int(min(value, 1 << 40))
    default: break
    }
  }

  private func read(_ width: Int, _ cursor: inout ByteCursor) throws(DecodingError) -> UInt64 {
    let offset = cursor.offset
    try cursor.skip(width)
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(cursor.bytes.byte(at: offset &+ index)) << UInt64(8 &* index) }
    return value
  }

  private func readBlock(_ count: Int, _ cursor: inout ByteCursor) throws(DecodingError) -> Range<Int> {
    let start = cursor.offset
    try cursor.skip(count)
    return start..<start + count
  }

  /// The offset of the entry that a reference names, from the start of the section; 0 when it leads out of it.
  private func reference(_ value: UInt64, _ form: UInt16, _ unit: Int) -> UInt32 {
    switch form {
    case 0x10: UInt32(exactly: value) ?? 0
    case 0x11...0x15: value < 1 << 32 ? UInt32(exactly: value + UInt64(unit)) ?? 0 : 0
    default: 0
    }
  }

  /// An address, through the table of addresses when the form is an index into it.
  private func resolved(_ value: UInt64, _ form: UInt16, _ unit: Int) throws(DecodingError) -> UInt64 {
    switch form {
    case 0x1B, 0x29...0x2C:
      guard value < 1 << 40, let base = units.last?.addressBase else { return 0 }
      return ByteOrder.littleEndian.integer(
        in: sections.addresses.rawBytes,
        at: base + Int(value) * 8,
        width: 8
      ) ?? 0
    default: return value
    }
  }

  /// The offset of a member: a number, or, from old compilers, an expression that adds one.
  private func memberOffset(_ value: UInt64, _ block: Range<Int>?) -> Int64 {
    guard let block, let first = block.first else { return Int64(bitPattern: value) }
    let info = sections.info.rawBytes
    guard info.byte(at: first) == 0x23 else { return 0 }
    var position = first + 1
    return Int64(bitPattern: info.extracting(0..<block.upperBound).varint(at: &position))
  }
}
