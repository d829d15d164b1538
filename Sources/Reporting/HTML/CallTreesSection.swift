// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// Flame graphs of what grew and of what there is, each with the same calls as a tree of rows.
struct CallTreesSection {
  let report: Report

  func markup() -> Markup {
    guard !report.callTrees.isEmpty else { return "" }
    let share = PageBudget.callTrees / 4
    let figures = report.callTrees.prefix(4).enumerated().map { index, tree in
      figure(tree, index: index, share: share)
    }
    return """
      <p class="lead">Callers stand above what they call; the width is the share. \
      <span class="key own">your code</span> <span class="key dependency">other modules</span> \
      <span class="key library">Go itself</span></p>
      \(figures.joined())
      """
  }

  private func figure(_ tree: CallTree, index: Int, share: Int) -> Markup {
    let id: Markup = "tree-\(index + 1)"
    let layout = FlameLayout(tree)
    var boxes = BoundedMarkup(limit: share / 2)
    var isWhole = boxes.add(layout.boxes) { FlameBox($0, in: tree, prefix: id).markup() } == 0
    var rows = BoundedMarkup(limit: share / 2)
    let missing = rows.add(layout.boxes) { CallTreeRow($0, in: tree).markup() }
    isWhole = isWhole && missing == 0 && tree.nodesLeftOut == nil
    let height = (layout.boxes.map(\.depth).max() ?? 0) * FlameBox.rowHeight + FlameBox.rowHeight
    let whole = SeriesText.text(Double(tree.nodes.first?.value ?? 0), unit: tree.unit)
    return """
      <details class="tree" id="\(id)"\(index == 0 ? " open" as Markup : "")>
      <summary><h3>\(title(tree)): \(whole)</h3></summary>
      <p class="muted">\(meaning(tree))</p>
      <svg class="flame" width="100%" height="\(height)" role="group" aria-label="\(title(tree)), as a flame graph">\
      \(boxes.markup)</svg>
      <p class="selected" hidden></p>
      <details><summary>The same as a table</summary><div class="wide"><table role="treegrid" class="calls" \
      aria-label="\(title(tree))"><thead><tr role="row"><th role="columnheader" scope="col">Call</th>\
      <th role="columnheader" scope="col">\(tree.unit == "bytes" ? "Bytes" : "Goroutines")</th>\
      <th role="columnheader" scope="col">Share</th></tr></thead><tbody>
      \(rows.markup)</tbody></table></div></details>
      \(isWhole ? "" : "<p class=\"more\">Calls too small to be seen are left out.</p>" as Markup)
      </details>

      """
  }

  private func title(_ tree: CallTree) -> String {
    switch tree.name {
    case .heapGrowth: "Memory that grew"
    case .heapInUse: "Memory in use"
    case .goroutineGrowth: "Goroutines that became more"
    case .goroutines: "Goroutines"
    }
  }

  private func meaning(_ tree: CallTree) -> String {
    switch tree.name {
    case .heapGrowth: "Lines that grew beyond chance between the first heap profile and the last."
    case .heapInUse: "By the last heap profile, scaled from its sample."
    case .goroutineGrowth: "Places with more goroutines in the last round than in the first, from the go statement on."
    case .goroutines: "All of the last round, from the go statement on."
    }
  }
}
