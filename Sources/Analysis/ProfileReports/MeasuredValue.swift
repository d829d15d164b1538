// SPDX-License-Identifier: Apache-2.0

/// Values and shares as pprof writes them, digit for digit.
package enum MeasuredValue {
  /// A value in a unit, with two decimals where it is not whole, and the unit: `12.50MB`; `0` for nothing.
  package static func text(_ value: Int64, from: String, to: String) -> String {
    let scaled = MeasurementUnit.scale(value, from: from, to: to)
    var text = hundredths(scaled.value)
    if text.hasSuffix(".00") { text.removeLast(3) }
    return text == "0" || text == "-0" ? "0" : text + scaled.unit
  }

  /// The share of a total in percent, six columns wide or more, without a sign.
  package static func percentage(_ value: Int64, of total: Int64) -> String {
    let ratio = total == 0 ? 0 : (Double(value) / Double(total)).magnitude * 100
    if ratio >= 99.95, ratio <= 100.05 { return "  100%" }
    return padded(ratio >= 1 ? hundredths(ratio) : twoDigits(ratio), 5) + "%"
  }

  /// The text behind spaces that fill the columns.
  package static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.unicodeScalars.count)) + text
  }

  /// A number with two decimals, correctly rounded from its binary value, half to even: C's `%.2f`.
  static func hundredths(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
    let sign = value.sign == .minus ? "-" : ""
    let magnitude = value.magnitude
    guard magnitude < 9e15 else {
      // So large a double is a whole number, or as good as one.
      return magnitude < 9e18 ? "\(sign)\(UInt64(magnitude)).00" : "\(sign)\(magnitude)"
    }
    let whole = UInt64(magnitude)
    // Both are exact: the fraction has at most 53 bits.
    let fraction = magnitude - Double(whole)
    let scaled = rounded(fraction, times: 100)
    let (carry, rest) = scaled.quotientAndRemainder(dividingBy: 100)
    return "\(sign)\(whole + UInt64(carry)).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A number below 1 with two significant digits: C's `%.2g`.
  static func twoDigits(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    var exponent = 0
    var power = 10.0
    while exponent < 22, value * power < 1 {
      exponent += 1
      power *= 10
    }
    // `value` is d.ddd times 10 to the power of -(exponent + 1).
    var digits = rounded(value, times: power * 10)
    if digits == 100 {
      digits = 10
      exponent -= 1
    }
    if exponent < 0 { return "1" }
    let text = digits % 10 == 0 ? "\(digits / 10)" : "\(digits)"
    if exponent < 4 { return "0." + String(repeating: "0", count: exponent) + text }
    let head = text.count == 1 ? text : "\(text.prefix(1)).\(text.dropFirst())"
    return "\(head)e-\(exponent + 1 < 10 ? "0" : "")\(exponent + 1)"
  }

  /// A small product rounded half to even, as if it had been computed exactly.
  private static func rounded(_ value: Double, times factor: Double) -> Int {
    let product = value * factor
    let error = (-product).addingProduct(value, factor)
    let floor = product.rounded(.down)
    let part = product - floor
    if part != 0.5 {
      // The product may have been rounded onto a whole number or off it, never across a half unseen.
      return Int(product.rounded(.toNearestOrEven))
    }
    if error != 0 { return Int(floor) + (error > 0 ? 1 : 0) }
    return Int(product.rounded(.toNearestOrEven))
  }
}
