// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Where a local variable, or a part of it, lies in a stack frame.
package struct FramePiece: Hashable, Sendable {
  /// From the canonical frame address, which is the caller's stack pointer.
  package var frameOffset: Int64
  /// Which part of the variable it is.
  package var start: Int64
  package var size: Int64
}

extension DebugInfo {
  /// The parts of a local variable that lie in the frame while the program counter is at an address of the executable.
  ///
  /// Parts in registers are left out; damaged lists and expressions give nothing. Go writes frames' bases as the canonical
  /// frame address. Source: DWARF 4 section 2.6.2, DWARF 5 section 2.6.2 and 7.7.3.
  package func framePieces(of local: LocalRow, at pc: UInt64) -> [FramePiece] {
    guard Int(local.type) < types.count, Int(local.unit) < units.count else { return [] }
    let size = types[Int(local.type)].size
    switch local.location {
    case .absent: return []
    case .expression(let range):
      return Self.pieces(sections.info.rawBytes.extracting(range), size: size)
    case .list(let offset):
      let unit = units[Int(local.unit)]
      return unit.version >= 5
        ? pieces(inList: offset, unit, at: pc, size: size) : pieces(inOldList: offset, unit, at: pc, size: size)
    }
  }

  /// `.debug_loclists`: entries of a kind each.
  private func pieces(inList offset: Int, _ unit: UnitRow, at pc: UInt64, size: Int64) -> [FramePiece] {
    let bytes = sections.locationLists.rawBytes
    guard offset >= 0, offset < bytes.byteCount else { return [] }
    var cursor = ByteCursor(bytes)
    cursor.offset = offset
    var base = unit.low
    do throws(DecodingError) {
      while true {
        var low: UInt64 = 0
        var high: UInt64 = 0
        switch try cursor.readByte() {
        case 0: return []
        case 1:
          base = address(try cursor.readVarint(), unit)
          continue
        case 2:
          low = address(try cursor.readVarint(), unit)
          high = address(try cursor.readVarint(), unit)
        case 3:
          low = address(try cursor.readVarint(), unit)
          high = low &+ (try cursor.readVarint())
        case 4:
          low = base &+ (try cursor.readVarint())
          high = base &+ (try cursor.readVarint())
        case 5: high = .max
        case 6:
          base = try word(&cursor)
          continue
        case 7:
          low = try word(&cursor)
          high = try word(&cursor)
        case 8:
          low = try word(&cursor)
          high = low &+ (try cursor.readVarint())
        default: return []
        }
        let count = try cursor.readLength()
        let start = cursor.offset
        try cursor.skip(count)
        if pc >= low, pc < high { return Self.pieces(bytes.extracting(start..<start + count), size: size) }
      }
    } catch {
      return []
    }
  }

  /// `.debug_loc`: pairs of addresses, relative to the unit or to the last base.
  private func pieces(inOldList offset: Int, _ unit: UnitRow, at pc: UInt64, size: Int64) -> [FramePiece] {
    let bytes = sections.locations.rawBytes
    guard offset >= 0, offset < bytes.byteCount else { return [] }
    var cursor = ByteCursor(bytes)
    cursor.offset = offset
    var base = unit.low
    do throws(DecodingError) {
      while true {
        let low = try word(&cursor)
        let high = try word(&cursor)
        if low == 0, high == 0 { return [] }
        if low == .max {
          base = high
          continue
        }
        let count = Int(try cursor.readByte()) | Int(try cursor.readByte()) << 8
        let start = cursor.offset
        try cursor.skip(count)
        if pc >= base &+ low, pc < base &+ high {
          return Self.pieces(bytes.extracting(start..<start + count), size: size)
        }
      }
    } catch {
      return []
    }
  }

  private func address(_ index: UInt64, _ unit: UnitRow) -> UInt64 {
    guard index < 1 << 40 else { return 0 }
    return ByteOrder.littleEndian.integer(
      in: sections.addresses.rawBytes,
      at: unit.addressBase + Int(index) * 8,
      width: 8
    ) ?? 0
  }

  private func word(_ cursor: inout ByteCursor) throws(DecodingError) -> UInt64 {
    let start = cursor.offset
    try cursor.skip(8)
    return cursor.bytes.word(at: start)
  }

  /// Runs an expression as far as it tells places in the frame.
  private static func pieces(_ expression: RawSpan, size: Int64) -> [FramePiece] {
    var cursor = ByteCursor(expression)
    var pieces: [FramePiece] = []
    var place: Int64?
    var start: Int64 = 0
    do throws(DecodingError) {
      while !cursor.isAtEnd {
        switch try cursor.readByte() {
        case 0x91: place = try cursor.readSignedVarint()
        case 0x9C: place = 0
        case 0x23:
          let more = Int64(truncatingIfNeeded: try cursor.readVarint())
          place = place.map { $0 &+ more }
        case 0x11:
          let more = try cursor.readSignedVarint()
          // DW_OP_plus follows.
          guard try cursor.readByte() == 0x22 else { return pieces }
          place = place.map { $0 &+ more }
        case 0x50...0x6F: place = nil
        case 0x90:
          _ = try cursor.readVarint()
          place = nil
        case 0x93:
          let count = Int64(truncatingIfNeeded: try cursor.readVarint())
          if let place { pieces.append(FramePiece(frameOffset: place, start: start, size: count)) }
          start &+= count
          place = nil
        default: return pieces
        }
      }
    } catch {
      return pieces
    }
    if let place { pieces.append(FramePiece(frameOffset: place, start: start, size: size &- start)) }
    return pieces
  }
}
