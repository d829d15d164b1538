// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// The sections below the verdict, in the order of reading, and the bar that leads to them.
struct PageOutline {
  private let report: Report
  /// Those that have something to show.
  private let all: [(id: String, title: String, content: Markup)]

  init(_ report: Report) {
    self.report = report
    all = [
      ("suspects", "Suspects", SuspectsSection(report: report).markup()),
      ("timeline", "Timeline", TimelineSection(report: report).markup()),
      ("memory", "Memory", MemorySection(report: report).markup()),
      ("holders", "Who holds it", RetentionSection(report: report).markup()),
      ("goroutines", "Goroutines", GoroutinesSection(report: report).markup()),
      ("calls", "Call trees", CallTreesSection(report: report).markup()),
      ("notes", "Notes", NotesSection(report: report).markup()),
      ("look", "This look", LookSection(report: report).markup()),
    ].filter { $0.content.byteCount > 0 }
  }

  func header() -> Markup {
    let links = all.map { section -> Markup in
      "<a href=\"#\(section.id)\">\(section.title)</a>"
    }
    return """
      <header class="top"><div class="bar">
      <a class="brand" href="#verdict">Stanch</a>
      <nav aria-label="Sections">\(links.joined())</nav>
      <div class="tools" hidden>
      <label class="search"><span class="unseen">Search this report</span>\
      <input type="search" id="search" placeholder="Search" autocomplete="off" spellcheck="false"></label>
      <output id="found" for="search" aria-live="polite"></output>
      <button type="button" id="theme">Theme</button><button type="button" id="keys">Keys</button>
      </div></div></header>
      """
  }

  func sections() -> Markup {
    all.map { section -> Markup in
      """
      <section id="\(section.id)" aria-labelledby="\(section.id)-title">
      <h2 id="\(section.id)-title">\(section.title)</h2>
      \(section.content)
      </section>

      """
    }.joined()
  }
}
