// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// One field of a Protocol Buffers message: its number and its value, whose meaning the wire type decides.
///
/// Source: protobuf.dev/programming-guides/encoding. Groups (wire types 3 and 4) are refused, as pprof refuses them.
struct ProtoField {
  enum Value {
    case varint(UInt64)
    /// Strings, messages and packed numbers: where their bytes stand in the input.
    case bytes(Range<Int>)
    /// Fixed 32 or 64 bits, which profile.proto has none of: skipped.
    case fixed
  }

  var number: UInt64
  var value: Value
  /// Where the field's key stands.
  var offset: Int

  /// The number; throws `malformed` when the field holds something else.
  func varint() throws(DecodingError) -> UInt64 {
    guard case .varint(let value) = value else {
      throw DecodingError(.malformed, at: offset, expected: "a number in field \(number)")
    }
    return value
  }

  /// Where the message or string stands; throws `malformed` when the field holds something else.
  func bytes() throws(DecodingError) -> Range<Int> {
    guard case .bytes(let range) = value else {
      throw DecodingError(.malformed, at: offset, expected: "bytes in field \(number)")
    }
    return range
  }
}

extension ByteCursor {
  /// Reads the next field whole, which leaves the cursor at the one after it.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func readField() throws(DecodingError) -> ProtoField {
    let start = offset
    let key = try readVarint()
    switch key & 7 {
    case 0:
      return ProtoField(number: key >> 3, value: .varint(try readVarint()), offset: start)
    case 2:
      let length = try readLength()
      let range = offset..<offset + length
      try skip(length)
      return ProtoField(number: key >> 3, value: .bytes(range), offset: start)
    case 1:
      try skip(8)
      return ProtoField(number: key >> 3, value: .fixed, offset: start)
    case 5:
      try skip(4)
      return ProtoField(number: key >> 3, value: .fixed, offset: start)
    default:
      throw DecodingError(.malformed, at: start, expected: "wire type 0, 1, 2 or 5")
    }
  }

  /// Checks that a nested message ended exactly where its length says.
  @inline(__always)
  func checkEnd(_ end: Int) throws(DecodingError) {
    guard offset == end else {
      throw DecodingError(.malformed, at: offset, expected: "the end of a message at byte \(end)")
    }
  }
}

/// Calls `body` with every field of the message in `range`.
@inline(__always)
func forEachField(
  of bytes: RawSpan,
  in range: Range<Int>,
  _ body: (ProtoField) throws(DecodingError) -> Void
) throws(DecodingError) {
  var cursor = ByteCursor(bytes)
  cursor.offset = range.lowerBound
  while cursor.offset < range.upperBound { try body(try cursor.readField()) }
  try cursor.checkEnd(range.upperBound)
}
