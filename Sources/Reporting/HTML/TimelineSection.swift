// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// Every number over time, one small chart each on one common axis, with the moments that explain their steps.
struct TimelineSection {
  let report: Report

  func markup() -> Markup {
    let charts = report.series.filter { SeriesText($0).points.count > 1 }
    guard !charts.isEmpty else { return "" }
    let times = charts.flatMap { SeriesText($0).points.map(\.time) }
    let (start, end) = (times.min() ?? 0, times.max() ?? 0)
    guard end > start else { return "" }
    let ordered = charts.sorted { rank($0) < rank($1) }
    var page = BoundedMarkup(limit: PageBudget.timeline)
    let missing = page.add(ordered) { Chart(series: $0, marks: report.marks, from: start, to: end).markup() }
    return
      "<div class=\"charts\">\(page.markup)</div>\(leftOut(missing, "chart"))\(legend(start, end))\(table(ordered))"
  }

  /// What is asked for most stands first.
  private func rank(_ series: Report.Series) -> Int {
    let order = [
      "goroutines", "live_heap", "heap_in_use_sampled", "rss", "descriptors", "threads", "heap_alloc", "go_committed",
      "heap_idle_kept",
    ]
    return order.firstIndex(of: series.name) ?? order.count
  }

  private func legend(_ start: Double, _ end: Double) -> Markup {
    let kinds = Set(report.marks.filter { $0.at >= start && $0.at <= end }.map(\.kind))
    let words: [(kind: Report.Mark.Kind, text: Markup)] = [
      (.round, "a round of the watch"), (.collection, "a collection that the watch forced"),
      (.trace, "an execution trace"), (.leakProfile, "Go’s own leak profile"), (.restart, "the service restarted"),
    ]
    let items = words.filter { kinds.contains($0.kind) }.map { kind, text -> Markup in
      """
      <li><svg class="sign" width="14" height="14" aria-hidden="true">\
      <line class="mark \(kind.rawValue)" x1="7" x2="7" y1="\(kind == .round ? 9 : 0)" y2="14"/></svg>\(text)</li>
      """
    }
    return items.isEmpty ? "" : "<ul class=\"legend\">\(items.joined())</ul>"
  }

  /// The same as numbers, for those who do not see charts.
  private func table(_ charts: [Report.Series]) -> Markup {
    let rows = charts.prefix(20).map { series -> Markup in
      let words = SeriesText(series)
      let values = words.points.map(\.value)
      return """
        <tr><th scope="row">\(words.title)</th><td>\(words.text(values.first ?? 0))</td>\
        <td>\(words.text(values.min() ?? 0))</td><td>\(words.text(values.max() ?? 0))</td>\
        <td>\(words.text(values.last ?? 0))</td><td>\(values.count)</td></tr>

        """
    }
    return """
      <details><summary>The same as numbers</summary><div class="wide"><table class="figures">
      <thead><tr><th scope="col">What</th><th scope="col">First</th><th scope="col">Least</th>\
      <th scope="col">Most</th><th scope="col">Last</th><th scope="col">Points</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table></div></details>
      """
  }
}
