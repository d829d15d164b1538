// SPDX-License-Identifier: Apache-2.0

/// The live heap and the goal over time, drawn with characters.
///
/// What fills a column is the least that collections left in its part of the time; the line is the highest goal. Between
/// two collections nothing changes, so an empty column continues the one before.
struct HeapChart {
  let points: [CollectorReport.Point]
  let surface: Surface
  var height = 10

  private static let eighths = ["\u{2581}", "\u{2582}", "\u{2583}", "\u{2584}", "\u{2585}", "\u{2586}", "\u{2587}"]
  private static let labelWidth = 9

  /// One column: what is drawn there.
  struct Column: Hashable {
    var live: Double
    var goal: Double
    var isForced: Bool
  }

  /// The lines of the chart with its axes and legend; none with fewer than two points.
  func lines() -> [String] {
    let width = min(surface.width - Self.labelWidth - 3, 120)
    guard points.count >= 2, width >= 20, let first = points.first, let last = points.last, last.at > first.at,
      let top = points.map({ max($0.goal, $0.highestLiveHeap) }).max(), top > 0
    else { return [] }
    let columns = Self.columns(points, count: width)
    let bar = surface.isASCII ? "|" : "\u{2502}"
    var lines = (0..<height).map { row in
      let label = row == 0 ? Double(top) : row == height / 2 ? Double(top) / 2 : row == height - 1 ? 0 : nil
      let text = label.map { Quantity.bytes($0) } ?? ""
      return pad(text, to: Self.labelWidth) + " " + bar
        + columns.map { glyph($0, row: row, top: Double(top)) }.joined()
    }
    if columns.contains(where: \.isForced) {
      lines.append(pad("forced", to: Self.labelWidth) + " " + bar + columns.map { $0.isForced ? "f" : " " }.joined())
    }
    lines.append(axis(from: first.at, to: last.at, width: width))
    let (block, line) = surface.isASCII ? ("#", "-") : ("\u{2588}", "\u{2500}")
    let isNarrow = surface.width < 50
    lines.append(
      String(repeating: " ", count: Self.labelWidth + 2)
        + (isNarrow ? "\(block) live heap  \(line) goal" : "\(block) live heap after collections   \(line) goal")
    )
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  /// The points put into so many columns of equal time.
  static func columns(_ points: [CollectorReport.Point], count: Int) -> [Column] {
    guard let first = points.first, let last = points.last, last.at > first.at, count > 0 else { return [] }
    var columns: [Column?] = Array(repeating: nil, count: count)
    for point in points {
      let share = (point.at - first.at) / (last.at - first.at)
      let index = max(0, min(count - 1, Int(share * Double(count))))
      let column = Column(live: Double(point.liveHeap), goal: Double(point.goal), isForced: point.forced > 0)
      guard let old = columns[index] else {
        columns[index] = column
        continue
      }
      columns[index] = Column(
        live: min(old.live, column.live),
        goal: max(old.goal, column.goal),
        isForced: old.isForced || column.isForced
      )
    }
    var known = Column(live: Double(first.liveHeap), goal: Double(first.goal), isForced: false)
    return columns.map { column in
      known = column ?? Column(live: known.live, goal: known.goal, isForced: false)
      return known
    }
  }

  private func glyph(_ column: Column, row: Int, top: Double) -> String {
    let rows = Double(height)
    let below = Double(height - 1 - row)
    // The highest goal lies in the first row, not above it.
    let goalRow = min(rows - 1, (column.goal / top * rows).rounded(.down))
    let filled = column.live / top * rows - below
    if filled >= 1 { return surface.isASCII ? "#" : "\u{2588}" }
    if goalRow == below, column.goal > 0 { return surface.isASCII ? "-" : "\u{2500}" }
    guard filled > 0 else { return " " }
    let eighth = Int(filled * 8)
    if surface.isASCII { return eighth >= 4 ? "#" : "." }
    return eighth == 0 ? Self.eighths[0] : Self.eighths[eighth - 1]
  }

  private func axis(from start: Double, to end: Double, width: Int) -> String {
    let corner = surface.isASCII ? "+" : "\u{2514}"
    let labels = [start, (start + end) / 2, end].map { Quantity.moment($0) }
    let rule = surface.isASCII ? "-" : "\u{2500}"
    let room = width - labels.reduce(0) { $0 + $1.count }
    guard room >= 4 else { return String(repeating: " ", count: Self.labelWidth + 1) + corner }
    let left = room / 2
    return String(repeating: " ", count: Self.labelWidth + 1) + corner + labels[0]
      + String(repeating: rule, count: left - 1) + " " + labels[1] + " "
      + String(repeating: rule, count: room - left - 1) + labels[2]
  }

  private func pad(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension Quantity {
  /// A moment of a process's life.
  static func moment(_ seconds: Double) -> String {
    let whole = Int64(exactly: seconds.rounded(.down)) ?? 0
    if whole < 600 { return "\((seconds * 10).rounded() / 10) s" }
    let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
    if minutes < 60 { return "\(minutes):\(rest < 10 ? "0" : "")\(rest)" }
    let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    return "\(hours):\(minute < 10 ? "0" : "")\(minute):\(rest < 10 ? "0" : "")\(rest)"
  }
}
