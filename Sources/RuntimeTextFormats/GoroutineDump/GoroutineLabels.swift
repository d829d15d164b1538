// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Splits the pprof labels of a header or a `# labels:` line into pairs.
///
/// Three syntaxes, told apart by the quotes alone: `"k": "v"` (Go 1.26, inside the bracket), `k: "x y"` (Go 1.27, quoted
/// only where needed) and `"k":"v"` (debug=1). Escapes are Go's: `\n`, `\"`, `\xNN`, `\uXXXX`, `\UXXXXXXXX`.
enum GoroutineLabels {
  /// Hands out the range of each `key: value` pair, uncut and still escaped.
  static func forEachPair(in text: RawSpan, _ body: (Range<Int>) -> Void) {
    var start = 0
    var offset = 0
    var isQuoted = false
    while offset < text.byteCount {
      let byte = text.byte(at: offset)
      if isQuoted {
        if byte == 0x5c { offset += 1 } else if byte == 0x22 { isQuoted = false }
      } else if byte == 0x22 {
        isQuoted = true
      } else if byte == 0x2c {
        body(start..<offset)
        start = offset + 1
        if text.has(" ", at: start) { start += 1 }
      }
      offset += 1
    }
    if start < text.byteCount { body(start..<text.byteCount) }
  }

  /// Key and value of one pair, unescaped; nil when there is no colon between them.
  static func pair(_ text: RawSpan) -> (key: String, value: String)? {
    var offset = 0
    guard let key = token(text, &offset, until: 0x3a), text.has(":", at: offset) else { return nil }
    offset += 1
    if text.has(" ", at: offset) { offset += 1 }
    guard let value = token(text, &offset, until: nil) else { return nil }
    return (key, value)
  }

  private static func token(_ text: RawSpan, _ offset: inout Int, until stop: UInt8?) -> String? {
    guard text.has("\"", at: offset) else {
      let end = stop.map { text.firstOffset(of: $0, in: offset..<text.byteCount) } ?? text.byteCount
      defer { offset = end }
      return text.extracting(offset..<end).text
    }
    var bytes: [UInt8] = []
    offset += 1
    while offset < text.byteCount {
      let byte = text.byte(at: offset)
      offset += 1
      if byte == 0x22 { return String(decoding: bytes, as: UTF8.self) }
      if byte == 0x5c { text.appendEscape(at: &offset, to: &bytes) } else { bytes.append(byte) }
    }
    return nil
  }
}

extension RawSpan {
  /// Appends what the escape whose letter stands at `offset` means, as UTF-8, and moves behind it.
  ///
  /// Go's and JSON's escapes; an unknown letter stands for itself. JSON's surrogate pairs become one character.
  func appendEscape(at offset: inout Int, to bytes: inout [UInt8]) {
    guard offset < byteCount else { return }
    let letter = byte(at: offset)
    offset += 1
    switch letter {
    case UInt8(ascii: "n"): bytes.append(0x0a)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "r"): bytes.append(0x0d)
    case UInt8(ascii: "a"): bytes.append(0x07)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0c)
    case UInt8(ascii: "v"): bytes.append(0x0b)
    case UInt8(ascii: "x"): bytes.append(UInt8(truncatingIfNeeded: hexadecimal(at: &offset, digits: 2)))
    case UInt8(ascii: "u"):
      var value = hexadecimal(at: &offset, digits: 4)
      if value >> 10 == 0x36, has("\\u", at: offset) {
        offset += 2
        value = 0x10000 + (value & 0x3ff) << 10 + hexadecimal(at: &offset, digits: 4) & 0x3ff
      }
      bytes.append(contentsOf: Character(Unicode.Scalar(UInt32(value)) ?? "\u{fffd}").utf8)
    case UInt8(ascii: "U"):
      let value = hexadecimal(at: &offset, digits: 8)
      bytes.append(contentsOf: Character(Unicode.Scalar(UInt32(value)) ?? "\u{fffd}").utf8)
    default: bytes.append(letter)
    }
  }

  /// Reads up to `digits` hexadecimal digits at `offset` and moves behind them.
  func hexadecimal(at offset: inout Int, digits: Int) -> UInt64 {
    var value: UInt64 = 0
    let end = min(byteCount, offset + digits)
    while offset < end, let digit = byte(at: offset).hexadecimalValue {
      value = value << 4 | UInt64(digit)
      offset += 1
    }
    return value
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit; nil for any other byte.
  @inline(__always)
  var hexadecimalValue: UInt8? {
    switch self {
    case 0x30...0x39: self &- 0x30
    case 0x61...0x66: self &- 0x57
    case 0x41...0x46: self &- 0x37
    default: nil
    }
  }
}
