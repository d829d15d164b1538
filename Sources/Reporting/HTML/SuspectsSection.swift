// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// The leaks and suspects, worst first, one article each.
struct SuspectsSection {
  let report: Report

  func markup() -> Markup {
    let told = report.findings.enumerated().filter { $0.element.level != .note }
    guard !told.isEmpty else { return "" }
    var page = BoundedMarkup(limit: PageBudget.suspects)
    let missing = page.add(told) { number, finding in
      SuspectArticle(finding: finding, number: number + 1, sources: report.sources).markup()
    }
    return page.markup + leftOut(missing, "finding")
  }
}

/// What explains something and is no leak.
struct NotesSection {
  let report: Report

  func markup() -> Markup {
    let notes = report.findings.filter { $0.level == .note }
    guard !notes.isEmpty else { return "" }
    var page = BoundedMarkup(limit: PageBudget.notes)
    let missing = page.add(notes) { note in
      let fix: Markup = note.fix.map { "<p><b>What helps:</b> \(Escaped($0.text, limit: 600))</p>" } ?? ""
      return """
        <details class="note" data-search><summary>\(Escaped(note.title, limit: 400)) \
        <code>\(Escaped(note.kind, limit: 60))</code></summary>
        <p>\(Escaped(note.explanation, limit: 1500))</p>\(fix)</details>

        """
    }
    return "<p class=\"lead\">Observations that explain numbers and are no leaks.</p>" + page.markup
      + leftOut(missing, "note")
  }
}
