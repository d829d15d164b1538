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

/// A duration in its largest unit, for sentences.
func writtenDuration(_ seconds: Double) -> String {
  switch seconds {
  case ..<120: "\(Int(seconds.rounded())) s"
  case ..<7200: "\(Int((seconds / 60).rounded())) min"
  case ..<172_800: "\(Int((seconds / 3600).rounded())) h"
  default: "\(Int((seconds / 86_400).rounded())) days"
  }
}
