// SPDX-License-Identifier: Apache-2.0

extension RawSpan {
  /// Reads the decimal number at `offset` and moves behind it; nil without a digit or past 64 bits.
  package func decimal(at offset: inout Int) -> UInt64? {
    var value: UInt64 = 0
    let start = offset
    while offset < byteCount {
      let digit = byte(at: offset) &- 0x30
      guard digit < 10 else { break }
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
      if overflowed || carried { return nil }
      value = sum
      offset += 1
    }
    return offset > start ? value : nil
  }

  /// Reads the hexadecimal number behind "0x" at `offset` and moves behind it; nil for anything else or past 64 bits.
  package func prefixedHexadecimal(at offset: inout Int) -> UInt64? {
    guard has("0x", at: offset) else { return nil }
    var position = offset + 2
    var value: UInt64 = 0
    while position < byteCount, let digit = Self.hexadecimalDigit(byte(at: position)) {
      guard value >> 60 == 0 else { return nil }
      value = value << 4 | digit
      position += 1
    }
    guard position > offset + 2 else { return nil }
    offset = position
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x41...0x46: UInt64(byte - 0x41 + 10)
    case 0x61...0x66: UInt64(byte - 0x61 + 10)
    default: nil
    }
  }
}

/// A number as a text writes it: exact where it is whole and small enough, and as floating point.
package struct NumberText: Hashable, Sendable {
  package var value: Double
  /// The number exactly; nil when it has a fraction or an exponent, or does not fit.
  package var integer: Int64?

  /// Reads the number that these bytes are from the first to the last; nil for anything else.
  ///
  /// Takes what JSON, Prometheus and Go print: a sign, digits, a fraction, an exponent. Infinities and NaN are no numbers
  /// here.
  package init?(_ text: RawSpan) {
    var offset = 0
    let isNegative = text.has("-", at: 0)
    if isNegative || text.has("+", at: 0) { offset = 1 }
    if let magnitude = text.decimal(at: &offset), offset == text.byteCount {
      value = isNegative ? -Double(magnitude) : Double(magnitude)
      integer = isNegative ? Int64(exactly: magnitude).map { 0 - $0 } : Int64(exactly: magnitude)
      return
    }
    guard text.byteCount <= 64, Self.isNumber(text), let number = Double(text.text) else { return nil }
    value = number
    integer = nil
  }

  /// Whether only bytes of a decimal number occur, a digit first: no text such as "nan" and no hexadecimal.
  private static func isNumber(_ text: RawSpan) -> Bool {
    var hasDigit = false
    for offset in 0..<text.byteCount {
      switch text.byte(at: offset) {
      case 0x30...0x39: hasDigit = true
      case 0x2b, 0x2d, 0x2e, 0x65, 0x45: break
      default: return false
      }
    }
    return hasDigit
  }
}
