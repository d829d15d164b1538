// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The shapes of entries that a compilation unit uses: which attributes, in which form.
///
/// Columns: attributes of all shapes behind one another. Codes are dense in practice (Go numbers them from 1), so that those
/// below a limit are found in a table; a code above it is damage.
struct Abbreviations {
  struct Attribute {
    var name: UInt16
    var form: UInt16
    /// The value of `DW_FORM_implicit_const`.
    var implicit: Int64
  }

  struct Shape {
    var tag: UInt16
    var hasChildren: Bool
    var first: Int
    var end: Int
  }

  private static let codeLimit = 1 << 20
  private static let attributeLimit = 1 << 22

  private(set) var shapes: [Shape?] = []
  private(set) var attributes: [Attribute] = []

  /// Reads the table at an offset up to its end, or up to where it is damaged.
  init(_ bytes: RawSpan, at offset: Int) {
    guard offset >= 0, offset < bytes.byteCount else { return }
    var cursor = ByteCursor(bytes)
    cursor.offset = offset
    do throws(DecodingError) {
      while attributes.count < Self.attributeLimit {
        let code = Int(clamping: try cursor.readVarint())
        guard code != 0, code < Self.codeLimit else { return }
        let tag = UInt16(truncatingIfNeeded: try cursor.readVarint())
        let hasChildren = try cursor.readByte() != 0
        let first = attributes.count
        while attributes.count < Self.attributeLimit {
          let name = UInt16(truncatingIfNeeded: try cursor.readVarint())
          let form = UInt16(truncatingIfNeeded: try cursor.readVarint())
          let implicit = form == 0x21 ? try cursor.readSignedVarint() : 0
          if name == 0, form == 0 { break }
          attributes.append(Attribute(name: name, form: form, implicit: implicit))
        }
        while shapes.count <= code { shapes.append(nil) }
        shapes[code] = Shape(tag: tag, hasChildren: hasChildren, first: first, end: attributes.count)
      }
    } catch {
      // Entries of the shapes beyond the damage cannot be read, which the reader of entries says.
    }
  }
}

extension ByteCursor {
  /// Reads a signed varint in two's complement (SLEB128).
  @_lifetime(self: copy self)
  mutating func readSignedVarint() throws(DecodingError) -> Int64 {
    var value: Int64 = 0
    var shift: Int64 = 0
    while true {
      let byte = try readByte()
      if shift < 64 { value |= Int64(byte & 0x7F) << shift }
      shift += 7
      if byte < 0x80 {
        if byte & 0x40 != 0, shift < 64 { value |= -1 << shift }
        return value
      }
      guard shift < 70 else { throw DecodingError(.malformed, at: offset, expected: "a varint of at most 10 bytes") }
    }
  }
}
