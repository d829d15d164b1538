// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence

/// What was looked at and what that cost: gaps first, for they limit what the verdict can say.
struct LookSection {
  let report: Report

  func markup() -> Markup {
    var page = BoundedMarkup(limit: PageBudget.look)
    for part in [gaps, sensitivity, cost, again] { _ = page.add(part) }
    var items = BoundedMarkup(limit: max(0, PageBudget.look - page.markup.byteCount - 1000))
    let missing = items.add(report.capture.items, row)
    let table: Markup =
      report.capture.items.isEmpty
      ? ""
      : """
      <details><summary>\(Quantity.plural(report.capture.items.count, "piece")) of evidence</summary>
      <div class="wide"><table class="items"><thead><tr><th scope="col">Source</th><th scope="col">At</th>\
      <th scope="col">Bytes</th><th scope="col">Missing</th></tr></thead><tbody>
      \(items.markup)</tbody></table></div>\(leftOut(missing, "piece"))</details>
      """
    return page.markup + table
  }

  private var gaps: Markup {
    let all = ReportWords(report).gaps
    guard !all.isEmpty else { return "<p>Nothing is missing from what was asked for.</p>\n" }
    let items = all.prefix(20).map { gap -> Markup in "<li>\(Escaped(gap, limit: 400))</li>" }
    return "<h3>Missing</h3><ul>\(items.joined())</ul>\(leftOut(all.count - items.count, "gap"))"
  }

  /// What would have gone unnoticed.
  private var sensitivity: Markup {
    let limit = report.detectionLimit
    let parts = [
      limit.goroutinesPerSecond.map { "\(Quantity.rate($0)) goroutines/s" },
      limit.bytesPerSecond.map { "\(Quantity.bytes(Double(Int64(saturating: $0))))/s of memory" },
      limit.descriptorsPerSecond.map { "\(Quantity.rate($0)) descriptors/s" },
    ].compactMap { $0 }
    guard !parts.isEmpty else { return "" }
    return """
      <h3>What this look could see</h3><p>Growth below \(parts.joined(separator: ", ")) would not have been seen \
      in so short a time. A longer watch sees slower leaks.</p>

      """
  }

  private var cost: Markup {
    guard let cost = report.cost else { return "" }
    let collections =
      cost.forcedGCs == 0 ? "no forced collection" : Quantity.plural(cost.forcedGCs, "forced collection")
    var pauses: [String: (count: Int, longest: Double)] = [:]
    for pause in cost.pauses {
      let known = pauses[pause.what] ?? (0, 0)
      pauses[pause.what] = (known.count + 1, max(known.longest, pause.seconds))
    }
    let rows = pauses.sorted { ($0.value.longest, $1.key) > ($1.value.longest, $0.key) }.prefix(12)
      .map { what, pause -> Markup in
        let times = pause.count == 1 ? "once" : "\(pause.count) times, the longest"
        return "<li>\(Escaped(what, limit: 100)): \(times) at most \(Quantity.duration(pause.longest))</li>"
      }
    let list: Markup = rows.isEmpty ? "" : "<p>Pauses of the service:</p><ul>\(rows.joined())</ul>"
    return """
      <h3>What it cost the service</h3><p>\(Quantity.plural(cost.requests, "request")), \
      \(Quantity.bytes(cost.bytes)), \(collections).</p>\(list)

      """
  }

  /// The command that looks again.
  private var again: Markup {
    guard let address = report.target.address, let word = ShellWord(address) else { return "" }
    let command: String
    switch report.target.kind {
    case .url: command = "stanch diagnose \(word.text) --for 5m --html report.html"
    case .process: command = "stanch diagnose \(word.text) --for 15m --html report.html"
    case .files, .bundle, .core: return ""
    }
    return "<h3>Look again</h3>\(Copyable(command, what: "command").markup())\n"
  }

  private func row(_ item: Report.CaptureSummary.Item) -> Markup {
    let moment: Markup = item.at.map { "<time>\(Escaped(String($0.dropFirst(11).prefix(8)), limit: 12))</time>" } ?? "–"
    return """
      <tr><td><code>\(Escaped(name: item.source, limit: 160))</code></td><td>\(moment)</td>\
      <td class="number">\(Quantity.grouped(item.bytes))</td><td>\(Escaped(item.gap ?? "", limit: 300))</td></tr>

      """
  }
}
