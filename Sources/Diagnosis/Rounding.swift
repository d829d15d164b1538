// SPDX-License-Identifier: Apache-2.0

/// A probability or a distance with two significant digits, without an exponent where it is readable.
func rounded(_ value: Double) -> String {
  if value == 0 { return "0" }
  if value >= 0.095 { return String((value * 100).rounded() / 100) }
  if value < 1e-12 { return "below 1e-12" }
  var exponent = 0
  var mantissa = value
  while mantissa < 1 {
    mantissa *= 10
    exponent += 1
  }
  let digits = (mantissa * 10).rounded() / 10
  if exponent <= 3 {
    var scale = 1.0
    for _ in 0..<exponent { scale *= 10 }
    return String((digits / scale * 100_000).rounded() / 100_000)
  }
  return "\(digits)e-\(exponent)"
}

/// A probability as papers write it: `p = 0.03`, `p < 1e-12`.
func writtenProbability(_ value: Double) -> String {
  value > 0 && value < 1e-12 ? "p < 1e-12" : "p = \(rounded(value))"
}

/// So many a second, with digits where they mean something: `10`, `3.2`, `0.05`.
func writtenPace(_ value: Double) -> String {
  value >= 9.95 ? "\(Int64(saturating: value))" : rounded(value >= 0.95 ? (value * 10).rounded() / 10 : value)
}

/// A duration in its largest unit, for sentences.
func writtenDuration(_ seconds: Double) -> String {
  switch seconds {
  case ..<120: "\(Int64(saturating: seconds)) s"
  case ..<7200: "\(Int64(saturating: seconds / 60)) min"
  case ..<172_800: "\(Int64(saturating: seconds / 3600)) h"
  default: "\(Int64(saturating: seconds / 86_400)) days"
  }
}

extension Int64 {
  /// The nearest whole number, the largest or least for what lies beyond, 0 for what is no number.
  ///
  /// Rates of a damaged or hostile input know no bounds, and a conversion that does not fit would end the program.
  package init(saturating value: Double) {
    if value.isNaN { self = 0 } else { self = Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max) }
  }
}
