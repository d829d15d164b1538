// SPDX-License-Identifier: Apache-2.0

/// Variable-length integers of Protocol Buffers: seven bits a byte, lowest first, bit 7 set on all but the last.
///
/// Accepts what Go's pprof accepts: at most ten bytes, with the bits above 64 in the tenth byte dropped, and overlong
/// forms. Source: github.com/google/pprof/profile/proto.go `decodeVarint`.
extension ByteCursor {
  /// Reads one varint; throws `truncated` at the end of the bytes and `malformed` after ten bytes without an end.
  ///
  /// One-byte values, which keys, lengths and small counts are, take one predictable branch. Longer ones are gathered
  /// from one eight-byte load without a branch per byte, because their length is close to random in real profiles and
  /// a mispredicted branch costs more than the whole gathering.
  @inlinable @inline(__always)
  @_lifetime(self: copy self)
  package mutating func readVarint() throws(DecodingError) -> UInt64 {
    if remaining >= 8 {
      // Any bit pattern is a UInt64, the load needs no alignment, and eight bytes are left: the load checks that too.
      let word = UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      if word & 0x80 == 0 {
        offset &+= 1
        return word & 0x7f
      }
      let stops = ~word & 0x8080_8080_8080_8080
      if stops != 0 {
        offset &+= (stops.trailingZeroBitCount &>> 3) &+ 1
        return Self.gather(word & (stops ^ (stops &- 1)))
      }
    }
    return try readVarintByteByByte()
  }

  /// Reads two varints below 2^28 at once: the first is the low half of the result, the second the high half.
  ///
  /// Nil, with nothing read, when one of them is larger, when both take more than eight bytes or pass `end`, or when
  /// fewer than eight bytes are left: then `readVarint` tells what stands there. For lists of small numbers. Where a
  /// number begins is known only after the one before it, and that wait is the time a list takes; two numbers a load
  /// nearly halve it.
  @inlinable @inline(__always)
  @_lifetime(self: copy self)
  package mutating func readVarintPair(until end: Int) -> UInt64? {
    guard remaining >= 8 else { return nil }
    let word = bytes.word(at: offset)
    let stops = ~word & 0x8080_8080_8080_8080
    let laterStops = stops & (stops &- 1)
    let next = offset &+ (laterStops.trailingZeroBitCount &>> 3) &+ 1
    guard laterStops != 0, next <= end else { return nil }
    let first = word & (stops ^ (stops &- 1))
    // A second number exists, so the first takes seven bytes at most and the shift stays below 64.
    let second = (word & (laterStops ^ (laterStops &- 1))) &>> UInt64(stops.trailingZeroBitCount &+ 1)
    // Longer forms of small numbers pass: the bytes that are cut off hold zeros.
    guard (first | second) &>> 32 == 0 else { return nil }
    offset = next
    // The steps of `gather`, both halves side by side.
    var bits = first | second &<< 32
    bits = (bits & 0x007f_007f_007f_007f) | ((bits & 0x7f00_7f00_7f00_7f00) &>> 1)
    return (bits & 0x0000_3fff_0000_3fff) | ((bits & 0x3fff_0000_3fff_0000) &>> 2)
  }

  /// Joins the low seven bits of each of eight bytes into one number of 56 bits.
  @inlinable @inline(__always)
  package static func gather(_ word: UInt64) -> UInt64 {
    var bits = word
    bits = (bits & 0x007f_007f_007f_007f) | ((bits & 0x7f00_7f00_7f00_7f00) &>> 1)
    bits = (bits & 0x0000_3fff_0000_3fff) | ((bits & 0x3fff_0000_3fff_0000) &>> 2)
    return (bits & 0x0fff_ffff) | ((bits & 0x0fff_ffff_0000_0000) &>> 4)
  }

  /// The careful form, for the last bytes of the input and for numbers of nine and ten bytes.
  @inlinable @inline(never)
  @_lifetime(self: copy self)
  package mutating func readVarintByteByByte() throws(DecodingError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard offset < bytes.byteCount else {
        throw DecodingError(.truncated, at: start, expected: "a whole varint")
      }
      let byte = try readByte()
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
    }
    throw DecodingError(.malformed, at: start, expected: "a varint of at most 10 bytes")
  }

  /// Reads a varint that states a length, and checks that so many bytes follow it.
  @inlinable @inline(__always)
  @_lifetime(self: copy self)
  package mutating func readLength() throws(DecodingError) -> Int {
    let start = offset
    let length = try readVarint()
    guard length <= UInt64(remaining) else {
      throw DecodingError(.truncated, at: start, expected: "\(length) more bytes")
    }
    return Int(truncatingIfNeeded: length)
  }
}

extension RawSpan {
  /// The varint at a position, which moves behind it: for loops that check once for several numbers whether they passed
  /// the end, and cannot afford an error each.
  ///
  /// The position must not be negative. Past the end it moves on by one and the number is 0. What is longer than ten bytes
  /// is read as if it ended there.
  @inlinable @inline(__always)
  package func varint(at position: inout Int) -> UInt64 {
    guard position &+ 8 <= byteCount else { return varintNearEnd(at: &position) }
    // Any bit pattern is a UInt64, alignment is not assumed, and eight bytes are left from the position on.
    let word = UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
    if word & 0x80 == 0 {
      position &+= 1
      return word & 0x7f
    }
    let stops = ~word & 0x8080_8080_8080_8080
    if stops == 0 { return varintNearEnd(at: &position) }
    position &+= (stops.trailingZeroBitCount &>> 3) &+ 1
    return ByteCursor.gather(word & (stops ^ (stops &- 1)))
  }

  /// The careful form, for the last bytes and for numbers of nine and ten bytes.
  @inlinable @inline(never)
  func varintNearEnd(at position: inout Int) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < byteCount else {
        position &+= 1
        return 0
      }
      let byte = self.byte(at: position)
      position &+= 1
      value |= UInt64(byte & 0x7f) &<< shift
      if byte < 0x80 { return value }
    }
    return value
  }
}
