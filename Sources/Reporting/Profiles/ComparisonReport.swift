// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Diagnosis
import Evidence

/// `diff` and `trend`: what changed place by place, and whether that is more than chance.
package struct ComparisonReport: ProfileReport {
  package struct Interval: Encodable, Hashable, Sendable {
    package var low: Double
    package var high: Double
  }

  /// One place; numbers are in the profile's own unit.
  package struct Row: Encodable, Hashable, Sendable {
    package var name: String
    package var file: String?
    package var line: Int?
    package var before: Int64
    package var after: Int64
    package var change: Int64
    /// 95 % interval of the change.
    package var interval: Interval?
    /// `grew`, `shrank`, `noise`, `too-few-samples`, `counted` or `untested`.
    package var verdict: String
    package var pValue: Double?
    /// Sampled objects allocated and freed in between.
    package var allocatedSamples: Int?
    package var freedSamples: Int?
    package var perSecond: Double?
    package var perSecondInterval: Interval?
    /// How growth went: `grows`, `jumped`, `grewOnce` and so on.
    package var behavior: String?
    package var values: [Int64]
  }

  package let sampleType: String
  package let unit: String
  package let total: Row
  package let rows: [Row]
  package let testedPlaces: Int?
  /// Growth at one place that would have been seen nineteen times in twenty.
  package let detectable: Int64?
  package let seconds: Double?
  package let cautions: [String]

  private let isTrend: Bool
  private let isOneProcess: Bool
  private let limit: Int

  private enum CodingKeys: String, CodingKey {
    case sampleType, unit, total, rows, testedPlaces, detectable, seconds, cautions
  }

  /// Makes the report; `limit` is how many rows the text shows, 0 for all.
  package init(_ comparison: ProfileComparison, isTrend: Bool, limit: Int) {
    sampleType = comparison.sampleType
    unit = comparison.unit
    total = Row(comparison.total)
    rows = comparison.rows.map(Row.init)
    testedPlaces = comparison.testedCount
    detectable = comparison.detectable.map { Int64(clamping: $0) }
    seconds = comparison.seconds
    cautions = comparison.cautions
    self.isTrend = isTrend
    isOneProcess = comparison.isOneProcess
    self.limit = limit
  }

  /// What stands above the rows: type, total, time between, power, cautions.
  package func lines() -> [String] {
    let interval = total.interval.map { " (95 % interval \(signed($0.low)) to \(signed($0.high)))" } ?? ""
    var lines = ["Type: \(TerminalText.safe(sampleType))"]
    lines.append(
      "Total: \(amount(total.before)) to \(amount(total.after)): \(signed(Double(total.change)))\(interval)"
        + "\(words(total.verdict, total.behavior).map { ", \($0)" } ?? "")"
    )
    if let seconds { lines.append("Time between: \(Quantity.duration(seconds))") }
    if let testedPlaces {
      let power = detectable.map { "; growth below \(amount($0)) at one place may not be seen in this window" }
      lines.append("\(Quantity.plural(testedPlaces, "place")) had enough samples to be tested\(power ?? "")")
    }
    return lines + cautions.map { "Caution: \(TerminalText.safe($0))" }
  }

  package func text() -> String {
    var text = lines().map { $0 + "\n" }.joined()
    let shown = limit > 0 ? Array(rows.prefix(limit)) : rows
    text += "\n" + ReportTable(columns: columns, rows: shown.map { cells($0) }).aligned()
    if shown.count < rows.count { text += "\(rows.count - shown.count) more places; --nodecount 0 shows all\n" }
    return text
  }

  package func table() -> ReportTable {
    ReportTable(
      columns: columns + [.init("file"), .init("line", isNumber: true)],
      rows: rows.map { row in
        cells(row) + [
          row.file.map { .text($0) } ?? .none, row.line.map { .number(Int64($0), shown: String($0)) } ?? .none,
        ]
      }
    )
  }

  private var columns: [ReportTable.Column] {
    var columns: [ReportTable.Column] = [.init("change", isNumber: true), .init("95 % interval")]
    if isTrend { columns.append(.init("per hour", isNumber: true)) }
    columns += [.init("before", isNumber: true), .init("after", isNumber: true)]
    if isOneProcess { columns += [.init("born", isNumber: true), .init("freed", isNumber: true)] }
    return columns + [.init("verdict"), .init("place")]
  }

  private func cells(_ row: Row) -> [ReportTable.Cell] {
    var cells: [ReportTable.Cell] = [
      .number(row.change, shown: signed(Double(row.change))),
      row.interval.map { .text("\(signed($0.low)) to \(signed($0.high))") } ?? .none,
    ]
    if isTrend {
      let hourly = row.perSecond.map { $0 * 3600 }
      cells.append(hourly.map { .number(Int64(clamping: $0), shown: signed($0)) } ?? .none)
    }
    cells += [
      .number(row.before, shown: amount(row.before)), .number(row.after, shown: amount(row.after)),
    ]
    if isOneProcess {
      cells += [row.allocatedSamples, row.freedSamples].map { count in
        count.map { .number(Int64($0), shown: String($0)) } ?? .none
      }
    }
    let place = row.line.map { ":\($0)" } ?? ""
    return cells + [
      .text(words(row.verdict, row.behavior) ?? ""), .text(row.file.map { "\(row.name) \($0)\(place)" } ?? row.name),
    ]
  }

  /// What a verdict means, in words; with more than two profiles also how growth went.
  private func words(_ verdict: String, _ behavior: String?) -> String? {
    switch (verdict, behavior) {
    case ("grew", "grows") where isTrend: "grows steadily"
    case ("grew", "growsUnlikeBefore") where isTrend: "grows, unlike before"
    case ("grew", "displaces") where isTrend: "grows in place of another"
    case ("grew", "jumped") where isTrend: "grew, then rests"
    case ("grew", _): "grew"
    case ("shrank", _): "shrank"
    case ("noise", _): "no more than chance"
    case ("too-few-samples", _): "too few samples"
    case ("untested", _): "not tested"
    default: nil
    }
  }

  private func amount(_ value: Int64) -> String { MeasuredValue.text(value, from: unit, to: "auto") }

  private func signed(_ value: Double) -> String {
    let text = amount(Int64(clamping: value.rounded()))
    return value > 0 && text != "0" ? "+" + text : text
  }
}

extension ComparisonReport.Row {
  init(_ row: ProfileComparison.Row) {
    name = TerminalText.safe(row.frame.function)
    file = row.frame.location.file.isEmpty ? nil : TerminalText.safe(row.frame.location.file)
    line = row.frame.location.line > 0 ? row.frame.location.line : nil
    before = Int64(clamping: row.before.rounded())
    after = Int64(clamping: row.after.rounded())
    change = Int64(clamping: row.change.rounded())
    interval = row.interval.map(ComparisonReport.Interval.init)
    verdict = row.verdict.rawValue
    pValue = row.pValue
    allocatedSamples = row.allocatedSamples
    freedSamples = row.freedSamples
    perSecond = row.perSecond
    perSecondInterval = row.perSecondInterval.map(ComparisonReport.Interval.init)
    behavior = row.behavior?.rawValue
    values = row.values.map { Int64(clamping: $0.rounded()) }
  }
}

extension ComparisonReport.Interval {
  init(_ range: ClosedRange<Double>) {
    low = range.lowerBound
    high = range.upperBound
  }
}
