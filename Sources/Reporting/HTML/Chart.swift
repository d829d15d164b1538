// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// One series as a line from zero up, as wide as the page lets it be.
///
/// The curve lies in a drawing of its own that stretches sideways; words lie outside it and keep their size. Of more than
/// 240 points the band between least and most of each of 160 spans is drawn, with the last of each as the line.
struct Chart {
  let series: Report.Series
  let marks: [Report.Mark]
  let from: Double
  let to: Double

  private static let height = 96.0
  private static let top = 16.0

  func markup() -> Markup {
    let words = SeriesText(series)
    let points = words.points
    guard let last = points.last, let first = points.first, let most = points.map(\.value).max() else { return "" }
    let ceiling = Self.ceiling(most, unit: series.unit)
    let curve = Curve(points, from: from, to: to, ceiling: ceiling)
    let label =
      "\(words.title): from \(words.text(first.value)) to \(words.text(last.value)) within "
      + Quantity.duration(max(0, last.time - first.time))
    let duration = Quantity.duration(to - from)
    return """
      <figure class="chart"><figcaption><b>\(words.title)</b> <span>\(words.change ?? "")</span></figcaption>
      <svg class="plot" role="img" aria-label="\(label)" width="100%" height="128" data-unit="\(series.unit)" \
      data-most="\(Coordinate.text(ceiling))" data-from="\(Coordinate.text(from))" data-to="\(Coordinate.text(to))">
      <line class="grid" x1="0" x2="100%" y1="16" y2="16"/><line class="grid" x1="0" x2="100%" y1="64" y2="64"/>
      <line class="axis" x1="0" x2="100%" y1="112" y2="112"/>
      \(lines)<svg y="16" width="100%" height="96" viewBox="0 0 1000 1000" preserveAspectRatio="none">\
      \(curve.markup())</svg>
      <text x="0" y="12">\(words.text(ceiling))</text><text x="0" y="126">0 s</text>\
      <text x="100%" y="126" text-anchor="end">\(duration)</text></svg></figure>

      """
  }

  /// Marks of moments; rounds are short ticks on the axis.
  private var lines: Markup {
    marks.filter { $0.at >= from && $0.at <= to }.prefix(80).map { mark -> Markup in
      let x = Coordinate.text((mark.at - from) / (to - from) * 100)
      return """
        <line class="mark \(mark.kind.rawValue)" x1="\(x)%" x2="\(x)%" y1="\(mark.kind == .round ? 107 : 16)" y2="112"/>
        """
    }.joined()
  }

  /// The next round number above: few digits, for bytes a power of two or one and a half times one.
  static func ceiling(_ value: Double, unit: String) -> Double {
    guard value > 0, value < 1e18 else { return value > 0 ? value : 1 }
    var scale = 1.0
    if unit == "bytes" {
      while scale < value { scale *= 2 }
      return scale * 0.75 >= value ? scale * 0.75 : scale
    }
    while value > scale * 10 { scale *= 10 }
    return [1, 1.5, 2, 3, 4, 5, 6, 8].map { $0 * scale }.first { $0 >= value && $0 == $0.rounded() } ?? 10 * scale
  }
}

/// The shape of a series within a square of 1000 by 1000.
private struct Curve {
  private let line: [(x: Double, y: Double)]
  /// Upper edge, then lower edge; empty when every point is drawn.
  private let band: [(x: Double, y: Double)]

  init(_ points: [(time: Double, value: Double)], from: Double, to: Double, ceiling: Double) {
    func place(_ time: Double, _ value: Double) -> (x: Double, y: Double) {
      ((time - from) / (to - from) * 1000, 1000 - value / ceiling * 1000)
    }
    guard points.count > 240 else {
      line = points.map { place($0.time, $0.value) }
      band = []
      return
    }
    let spans = (0..<160).map { points[($0 * points.count / 160)..<(($0 + 1) * points.count / 160)] }
    line = spans.compactMap(\.last).map { place($0.time, $0.value) }
    let upper = spans.compactMap { span in span.map(\.value).max().map { place(span[span.startIndex].time, $0) } }
    let lower = spans.compactMap { span in span.map(\.value).min().map { place(span[span.startIndex].time, $0) } }
    band = upper + lower.reversed()
  }

  func markup() -> Markup {
    let edge = [line.first.map { ($0.x, 1000.0) }, line.last.map { ($0.x, 1000.0) }].compactMap { $0 }
    let area = edge.count == 2 ? [(x: edge[0].0, y: edge[0].1)] + line + [(x: edge[1].0, y: edge[1].1)] : []
    let shape: Markup =
      band.isEmpty
      ? "<polygon class=\"area\" points=\"\(Self.text(area))\"/>"
      : "<polygon class=\"band\" points=\"\(Self.text(band))\"/>"
    return "\(shape)<polyline class=\"line\" points=\"\(Self.text(line))\"/>"
  }

  private static func text(_ points: [(x: Double, y: Double)]) -> Markup {
    Markup(
      Escaped(points.map { "\(Coordinate.text($0.x)),\(Coordinate.text($0.y))" }.joined(separator: " "), limit: 20_000)
    )
  }
}
