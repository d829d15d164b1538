// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// Who holds the memory: roots and what hangs on each, as rows with a bar, what grew and where many objects come together.
struct RetentionSection {
  let report: Report

  func markup() -> Markup {
    guard let retention = report.retention, !retention.tree.isEmpty, let last = retention.snapshots.last else {
      return ""
    }
    var rows = BoundedMarkup(limit: PageBudget.retention)
    let isCompared = retention.tree.contains { $0.bytesBefore != nil }
    let parents = zip(retention.tree, retention.tree.dropFirst()).map { $1.depth > $0.depth } + [false]
    let missing = rows.add(Array(zip(retention.tree, parents))) { row, hasChildren in
      self.row(row, hasChildren: hasChildren, of: last.bytes, isCompared: isCompared)
    }
    let milliseconds = retention.snapshots.compactMap(\.stoppedSeconds).map { "\(Quantity.rate($0 * 1000)) ms" }
    let stops = milliseconds.isEmpty ? "" : ", which stood still for \(milliseconds.joined(separator: " and "))"
    let change: Markup = isCompared ? "<th role=\"columnheader\" scope=\"col\">Since the first</th>" : ""
    return """
      <p class="lead">\(writtenBytes(last.bytes)) in \(Quantity.plural(last.objects, "object")) are held, read from the \
      memory of the process\(stops). Each object stands below the shortest path that leads to it; \
      <b class="gather">many</b> marks where far more objects come together than on the row above.</p>
      <div class="wide"><table role="treegrid" class="calls held" aria-label="Who holds the memory"><thead><tr role="row">\
      <th role="columnheader" scope="col">Held by</th><th role="columnheader" scope="col">Objects</th>\
      <th role="columnheader" scope="col">With all below</th>\(change)</tr></thead><tbody>
      \(rows.markup)</tbody></table></div>
      \(leftOut(missing, "row"))
      """
  }

  private func row(_ row: Report.Retention.Row, hasChildren: Bool, of all: Int64, isCompared: Bool) -> Markup {
    let expanded: Markup = hasChildren ? " aria-expanded=\"true\"" : ""
    let share = min(100, max(0, Double(row.bytes) / Double(max(all, 1)) * 100))
    let mark: Markup = row.isAccumulation == true ? " <b class=\"gather\">many</b>" : ""
    return """
      <tr role="row" aria-level="\(row.depth + 1)"\(expanded) data-search><th role="rowheader" scope="row">\
      <svg class="indent" width="\(min(row.depth, 40) * 12)" height="1" aria-hidden="true"></svg>\
      <code>\(Escaped(name: row.path, limit: 200))</code>\(mark)</th>\
      <td role="gridcell" class="number">\(Quantity.grouped(row.count))</td>\
      <td role="gridcell" class="number"><svg class="share" width="80" height="10" aria-hidden="true">\
      <rect width="\(Coordinate.text(share * 0.8))" height="10" rx="2"/></svg> \(writtenBytes(row.bytes))</td>\
      \(isCompared ? change(row) : "")</tr>

      """
  }

  private func change(_ row: Report.Retention.Row) -> Markup {
    guard let before = row.bytesBefore else { return "<td role=\"gridcell\" class=\"number\">–</td>" }
    let change = row.bytes.subtractingReportingOverflow(before).partialValue
    let text = change == 0 ? "±0" : (change > 0 ? "+" : "−") + writtenBytes(Int64(clamping: change.magnitude))
    return "<td role=\"gridcell\" class=\"number\(change > 0 ? " grown" as Markup : "")\">\(text)</td>"
  }
}
