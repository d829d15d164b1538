// SPDX-License-Identifier: Apache-2.0

/// A curve as small as a word: values from zero up, evenly spaced.
struct Sparkline {
  private let values: [Double]

  /// Takes at most 60 of the values, spread evenly, the first and the last among them.
  init(_ all: [Double]) {
    let known = all.map { $0.isFinite ? max(0, $0) : 0 }
    values = known.count <= 60 ? known : (0..<60).map { known[$0 * (known.count - 1) / 59] }
  }

  func markup() -> Markup {
    guard values.count > 1, let top = values.max() else { return "" }
    let scale = top > 0 ? 18 / top : 0
    let step = 76 / Double(values.count - 1)
    let points = values.enumerated().map { index, value in
      "\(Coordinate.text(2 + Double(index) * step)),\(Coordinate.text(20 - value * scale))"
    }
    return """
      <svg class="spark" viewBox="0 0 80 22" width="80" height="22" aria-hidden="true">\
      <polyline points="\(points.joined(separator: " "))"/></svg>
      """
  }
}

/// A number of a drawing with at most two decimals.
enum Coordinate {
  static func text(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (hundredths.magnitude / 100, hundredths.magnitude % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest.isMultiple(of: 10) ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
