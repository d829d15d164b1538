// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Walks JSON values in borrowed bytes without building any.
///
/// Strings and numbers are ranges of the input; nothing is copied, and memory does not depend on the input. What is not
/// asked for is skipped without recursion, so nesting costs nothing. Not a validator: it takes commas and colons where
/// they should stand and otherwise goes on, and every reader stops at the end of the bytes.
struct JSONCursor: ~Escapable {
  /// The beginning of a value.
  enum Value {
    case object
    case array
    /// The inside of a string, still escaped.
    case string(Range<Int>)
    /// A number, `true`, `false` or `null`.
    case word(Range<Int>)
    /// No value: a closing bracket, another byte, or the end of the bytes.
    case none
  }

  let bytes: RawSpan
  /// Offset of the next byte.
  var offset: Int
  /// Whether a value was still open at the end of the bytes.
  private(set) var isCut = false

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Reads the beginning of the next value; an object's members or an array's elements follow.
  @_lifetime(self: copy self)
  mutating func next() -> Value {
    skipSpace()
    guard offset < bytes.byteCount else { return .none }
    switch bytes.byte(at: offset) {
    case UInt8(ascii: "{"):
      offset += 1
      return .object
    case UInt8(ascii: "["):
      offset += 1
      return .array
    case UInt8(ascii: "\""): return .string(string())
    default: return word()
    }
  }

  /// The inside of the next member's name, and moves behind its colon; nil at the end of the object.
  ///
  /// Nil with `isCut` when the bytes end first. At anything that is no member the object is taken as ended.
  @_lifetime(self: copy self)
  mutating func nextName() -> Range<Int>? {
    guard hasMore(close: UInt8(ascii: "}")) else { return nil }
    guard bytes.byte(at: offset) == UInt8(ascii: "\"") else { return nil }
    let name = string()
    skipSpace()
    guard offset < bytes.byteCount, bytes.byte(at: offset) == UInt8(ascii: ":") else {
      isCut = isCut || offset >= bytes.byteCount
      return nil
    }
    offset += 1
    return name
  }

  /// Whether another element of an array follows; moves behind the closing bracket when none does.
  @_lifetime(self: copy self)
  mutating func hasElement() -> Bool { hasMore(close: UInt8(ascii: "]")) }

  /// Skips the rest of a value of which `next` gave the beginning.
  @_lifetime(self: copy self)
  mutating func skipRest(of value: Value) {
    switch value {
    case .object, .array: skipNesting()
    case .string, .word, .none: break
    }
  }

  /// Moves behind the bracket that closes the object or array at hand, whatever is nested in it.
  @_lifetime(self: copy self)
  private mutating func skipNesting() {
    var depth = 1
    while offset < bytes.byteCount {
      switch bytes.byte(at: offset) {
      case UInt8(ascii: "\""): _ = string()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        offset += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        offset += 1
        if depth == 0 { return }
      default: offset += 1
      }
    }
    isCut = true
  }

  @_lifetime(self: copy self)
  private mutating func hasMore(close: UInt8) -> Bool {
    skipSpace()
    if offset < bytes.byteCount, bytes.byte(at: offset) == UInt8(ascii: ",") {
      offset += 1
      skipSpace()
    }
    guard offset < bytes.byteCount else {
      isCut = true
      return false
    }
    guard bytes.byte(at: offset) != close else {
      offset += 1
      return false
    }
    return true
  }

  /// The inside of the string at the offset, and moves behind it.
  @_lifetime(self: copy self)
  private mutating func string() -> Range<Int> {
    let start = offset + 1
    var end = start
    while end < bytes.byteCount {
      end = bytes.firstOffset(of: 0x22, in: end..<bytes.byteCount)
      var slashes = 0
      while end - slashes > start, bytes.byte(at: end - slashes - 1) == 0x5c { slashes += 1 }
      if slashes % 2 == 0 { break }
      end += 1
    }
    isCut = isCut || end >= bytes.byteCount
    end = min(end, bytes.byteCount)
    offset = min(end + 1, bytes.byteCount)
    return start..<end
  }

  @_lifetime(self: copy self)
  private mutating func word() -> Value {
    let start = offset
    scan: while offset < bytes.byteCount {
      switch bytes.byte(at: offset) {
      case 0x2b, 0x2d, 0x2e, 0x30...0x39, 0x41...0x5a, 0x61...0x7a: offset += 1
      default: break scan
      }
    }
    return offset > start ? .word(start..<offset) : .none
  }

  @_lifetime(self: copy self)
  private mutating func skipSpace() {
    while offset < bytes.byteCount {
      switch bytes.byte(at: offset) {
      case 0x20, 0x09, 0x0a, 0x0d: offset += 1
      default: return
      }
    }
  }
}
