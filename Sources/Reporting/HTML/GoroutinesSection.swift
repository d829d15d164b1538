// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis

/// Goroutines by what they do and where, with their number over the rounds: the fastest growing first.
struct GoroutinesSection {
  let report: Report

  func markup() -> Markup {
    guard !report.groups.isEmpty else { return "" }
    var page = BoundedMarkup(limit: PageBudget.goroutines)
    let missing = page.add(report.groups, row)
    let total = report.groups.reduce(0) { $0.addingReportingOverflow($1.counts.last ?? 0).partialValue }
    return """
      <p class="lead">\(Quantity.plural(total, "goroutine")) in \(Quantity.plural(report.groups.count, "place")), \
      those that became more first.</p>
      <div class="wide"><table class="groups sortable">
      <caption class="unseen">Goroutines by place</caption>
      <thead><tr><th scope="col" data-sort="number">Now</th><th scope="col" data-sort="number">Change</th>\
      <th scope="col">Over the rounds</th><th scope="col" data-sort="text">What and where</th>\
      <th scope="col" data-sort="text">Started by</th><th scope="col" data-sort="number">Oldest</th></tr></thead>
      <tbody>
      \(page.markup)</tbody></table></div>
      \(leftOut(missing + (report.groupsLeftOut ?? 0), "place"))
      """
  }

  private func row(_ group: Report.Group) -> Markup {
    let now = group.counts.last ?? 0
    let change = now.subtractingReportingOverflow(group.counts.first ?? 0).partialValue
    let sign = change > 0 ? "+" : change < 0 ? "−" : "±"
    let creator: Markup = group.createdBy.map { CodePlace($0).phrase } ?? "<span class=\"muted\">–</span>"
    let oldest: Markup = group.oldestSeconds.map { "\(Quantity.duration($0))" } ?? "<span class=\"muted\">–</span>"
    let place = CodePlace(group.at)
    return """
      <tr data-search><td class="number" data-value="\(now)" data-label="Now">\(Quantity.grouped(now))</td>\
      <td class="number\(change > 0 ? " grown" as Markup : "")" data-value="\(change)" data-label="Change">\
      \(sign)\(Quantity.grouped(Int(clamping: change.magnitude)))</td>\
      <td data-label="Over the rounds">\(Sparkline(group.counts.map(Double.init)).markup())</td>\
      <td class="main" data-label="What and where"><b>\(Escaped(group.state, limit: 60))</b> at \(place.phrase)\(stack(group))</td>\
      <td data-label="Started by">\(creator)</td>\
      <td class="number" data-value="\(seconds(group))" data-label="Oldest">\(oldest)</td></tr>

      """
  }

  private func seconds(_ group: Report.Group) -> Int { group.oldestSeconds.map { Int(Int64(saturating: $0)) } ?? -1 }

  /// The calls, folded.
  private func stack(_ group: Report.Group) -> Markup {
    guard let stack = group.stack, stack.count > 1 else { return "" }
    let calls = stack.prefix(32).map { frame -> Markup in
      let place = CodePlace(frame)
      return "<li>\(place.function) <span class=\"muted\">\(frame.file.isEmpty ? "" : place.line)</span></li>"
    }
    return "<details class=\"stack\"><summary>Stack</summary><ol>\(calls.joined())</ol></details>"
  }
}
