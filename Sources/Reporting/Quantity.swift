// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// Numbers as people read them.
enum Quantity {
  /// A whole number with a comma for each thousand.
  static func grouped(_ number: Int) -> String { writtenInThousands(number) }

  /// A number of bytes with a binary unit.
  static func bytes(_ count: Int) -> String {
    if count < 1024 { return "\(count) B" }
    var value = Double(count) / 1024
    for unit in ["KB", "MB", "GB"] {
      if value < 1024 || unit == "GB" { return "\(value < 10 ? tenths(value) : String(Int(value.rounded()))) \(unit)" }
      value /= 1024
    }
    return "\(count) B"
  }

  /// A number of bytes that may be negative or no whole number, with a binary unit.
  static func bytes(_ count: Double) -> String { writtenBytes(Int64(saturating: count)) }

  /// A duration in its two largest units.
  static func duration(_ seconds: Double) -> String {
    if seconds < 1 { return "\(max(1, Int((seconds * 1000).rounded()))) ms" }
    if seconds < 10 { return "\(tenths(seconds)) s" }
    let whole = Int(Int64(saturating: seconds))
    switch whole {
    case ..<120: return "\(whole) s"
    case ..<7200: return "\(whole / 60) min"
    case ..<172_800: return "\(whole / 3600) h"
    default: return "\(whole / 86_400) days"
    }
  }

  /// A rate with about two significant digits below ten, one decimal above.
  static func rate(_ value: Double) -> String {
    let magnitude = value.magnitude
    if magnitude >= 1000 { return grouped(Int(Int64(saturating: value))) }
    if magnitude >= 1 || magnitude == 0 { return tenths(value) }
    let scaled = Int((magnitude * 100).rounded())
    let text = scaled.isMultiple(of: 10) ? "0.\(scaled / 10)" : "0.\(scaled < 10 ? "0" : "")\(scaled)"
    return scaled == 100 ? (value < 0 ? "-1.0" : "1.0") : (value < 0 && scaled > 0 ? "-" : "") + text
  }

  /// A number as it was counted: whole where it is whole, else as a rate.
  static func plain(_ value: Double) -> String {
    Int(exactly: value).map { grouped($0) } ?? (value.magnitude < 1e15 ? rate(value) : "\(value)")
  }

  /// A confidence with two decimals, never rounded up to the next level.
  static func confidence(_ value: Double) -> String {
    let hundredths = Int(Int64(saturating: (value * 100 + 1e-9).rounded(.down)))
    return hundredths >= 100 ? "1.00" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
  }

  /// A count with its noun.
  static func plural(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  private static func tenths(_ value: Double) -> String {
    let scaled = Int(Int64(saturating: value.magnitude * 10))
    return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / 10).\(scaled % 10)"
  }
}
