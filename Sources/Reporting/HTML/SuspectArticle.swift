// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis

/// One leak or suspect: what, how much, where, who holds it, evidence to check by hand, fix, guard, and what would show it
/// wrong.
struct SuspectArticle {
  let finding: Finding
  /// Its place in the report, from 1: the anchor that links and people use.
  let number: Int
  let sources: [Report.SourceExtract]

  func markup() -> Markup {
    let word = VerdictWord(finding.level)
    var page = BoundedMarkup(limit: PageBudget.suspect)
    let heading: Markup = """
      <article class="suspect \(word.tone)" id="finding-\(number)" aria-labelledby="finding-\(number)-title" data-search>
      <header><p class="tags"><span class="level">\(word.icon)\(word.word) \(number)</span>
      <code class="kind">\(Escaped(finding.kind, limit: 60))</code>
      <span>confidence \(Quantity.confidence(finding.confidence))</span> <span>\(proof)</span></p>
      <h3 id="finding-\(number)-title">\(Escaped(Self.asHeading(finding.title), limit: 400))\(inFunction) \
      <a class="permalink" href="#finding-\(number)" aria-label="Link to this finding">#</a></h3></header>
      """
    guard page.add(heading) else { return "" }
    for paragraph in paragraphs where !page.add(paragraph) { break }
    var list = BoundedMarkup(limit: PageBudget.suspect - page.markup.byteCount)
    for (label, content) in facts where content.byteCount > 0 {
      _ = list.add("<div><dt>\(label)</dt><dd>\(content)</dd></div>\n")
    }
    return "\(page.markup)<dl class=\"facts\">\(list.markup)</dl></article>\n"
  }

  private var inFunction: Markup {
    guard let function = finding.location?.function, !function.isEmpty else { return "" }
    return " in <span class=\"function\">\(Escaped(name: GoFunctionName(function).short, limit: 120))</span>"
  }

  private var paragraphs: [Markup] {
    finding.explanation.split(separator: "\n").prefix(6).map { "<p>\(Escaped(String($0), limit: 1500))</p>\n" }
  }

  private var facts: [(label: Markup, content: Markup)] {
    [
      ("How much", amount), ("Where", place), ("Fix", fix), ("Who holds it", holders), ("Evidence", evidence),
      ("Check by hand", checks), ("Guard", guarding),
      ("Wrong if", finding.refutedBy.isEmpty ? "" : "<p>\(Escaped(finding.refutedBy, limit: 600))</p>"),
    ]
  }

  /// In the words of the other outputs, with the page's apostrophe.
  private var proof: String { FindingWords(finding).proof.replacing("'", with: "’") }

  // MARK: How much

  private var amount: Markup {
    var items = finding.growth.filter { $0.perSecond != 0 }.prefix(5).map { growth -> Markup in
      let unit = growth.unit == .bytes ? "/s" : " \(growth.unit.rawValue)/s"
      func text(_ value: Double) -> String {
        growth.unit == .bytes ? Quantity.bytes(Double(Int64(saturating: value))) : Quantity.rate(value)
      }
      return """
        <li><b>\(growth.perSecond >= 0 ? "+" : "")\(text(growth.perSecond))\(unit)</b> \
        <span class="muted">95 % interval \(text(growth.low)) to \(text(growth.high))</span></li>
        """
    }
    let size = finding.size
    let parts = [
      size.goroutines.map { Quantity.plural($0, "goroutine") }, size.bytes.map { writtenBytes($0) },
      size.objects.map { "about \(Quantity.grouped(Int($0))) objects" },
      size.descriptors.map { Quantity.plural($0, "descriptor") }, size.threads.map { Quantity.plural($0, "thread") },
      size.retainedBytes.map { "\(writtenBytes($0)) retained" },
    ].compactMap { $0 }
    if !parts.isEmpty { items.append("<li>now \(parts.joined(separator: ", "))</li>") }
    return items.isEmpty ? "" : "<ul class=\"plain\">\(items.joined())</ul>"
  }

  // MARK: Where

  private var place: Markup {
    guard let location = finding.location else {
      return furtherPlaces(besides: []).byteCount > 0
        ? "<p>No line of the service’s own code explains it.</p>" + furtherPlaces(besides: []) : ""
    }
    var listing = SourceListing(location, sources: sources).markup()
    if listing.byteCount == 0, !location.file.isEmpty {
      listing = "<p class=\"muted\">The source was not readable; <code>--source FOLDER</code> shows it.</p>"
    }
    return "<p>\(CodePlace(location).phrase)</p>\(listing)\(furtherPlaces(besides: [.heldBy, .createdBy]))"
  }

  private func furtherPlaces(besides roles: Set<Finding.Location.Role>) -> Markup {
    let items = finding.alsoAt.filter { $0.role.map { !roles.contains($0) } ?? true }.prefix(12)
    guard !items.isEmpty else { return "" }
    let list = items.map { item -> Markup in "<li>\(role(item.role)) \(CodePlace(item).phrase)</li>" }
    return """
      <details class="further"><summary>\(Quantity.plural(items.count, "further place"))</summary>\
      <ul class="plain">\(list.joined())</ul></details>
      """
  }

  private func role(_ role: Finding.Location.Role?) -> String {
    switch role {
    case .createdBy: "started at"
    case .allocatedAt: "allocated at"
    case .blockedAt: "waits at"
    case .heldBy: "held by"
    case .storedAt: "stored at"
    case nil: "at"
    }
  }

  private var holders: Markup {
    let places = finding.alsoAt.filter { $0.role == .heldBy || $0.role == .createdBy }.prefix(8)
      .map { item -> Markup in "<li>\(role(item.role)) \(CodePlace(item).phrase)</li>" }
    let paths = finding.retainers.prefix(5).map { retainer -> Markup in
      let steps = retainer.steps.prefix(24).map { step -> Markup in
        """
        <li><code>\(Escaped(name: step.edge, limit: 160))</code> \
        <span class="muted">\(Escaped(name: step.type, limit: 160))\(step.bytes.map { ", " + writtenBytes($0) } ?? "")</span></li>
        """
      }
      return """
        <li><code>\(Escaped(name: retainer.path, limit: 300))</code> from \(Escaped(name: retainer.root, limit: 160)): \
        \(writtenBytes(retainer.retainedBytes)) retained\
        <details><summary>The path, step by step</summary><ol>\(steps.joined())</ol></details></li>
        """
    }
    return places.isEmpty && paths.isEmpty ? "" : "<ul class=\"plain\">\((paths + places).joined())</ul>"
  }

  /// A title as a heading begins: with a capital, unless a name in code stands first.
  private static func asHeading(_ title: String) -> String {
    let word = title.prefix { $0 != " " }
    return word.allSatisfy { $0.isASCII && $0.isLowercase } ? title.prefix(1).uppercased() + title.dropFirst() : title
  }

  // MARK: Evidence

  private var evidence: Markup {
    guard !finding.evidence.isEmpty else { return "" }
    let items = finding.evidence.prefix(12).map { line -> Markup in
      let values = line.values ?? []
      let drawn: Markup = values.count > 1 ? " " + Sparkline(values).markup() : ""
      let numbers: Markup = line.numbers(at: 12).map { ": \($0)" } ?? ""
      return """
        <li>\(Escaped(line.statement, limit: 600))\(numbers)\(drawn) \
        <span class="muted">(\(Escaped(line.source, limit: 200)))</span></li>
        """
    }
    return "<ul class=\"plain\">\(items.joined())</ul>\(leftOut(finding.evidence.count - items.count, "line"))"
  }

  private var checks: Markup {
    finding.checks.prefix(6).map { check -> Markup in
      "<p>\(Escaped(check.shows, limit: 300)):</p>\(Copyable(check.command, what: "command").markup())"
    }.joined()
  }

  // MARK: Fix and guard

  private var fix: Markup {
    guard let fix = finding.fix else { return "" }
    var result: Markup = "<p>\(Escaped(fix.text, limit: 1000))</p>"
    if let before = fix.before, let after = fix.after {
      result += """
        <div class="change"><figure><figcaption>Leaks</figcaption>\
        <pre tabindex="0"><code>\(Escaped(code: before))</code></pre></figure>\
        <figure><figcaption>Mended</figcaption>\(Copyable(after, what: "mended code").markup())</figure></div>
        """
    }
    return result
  }

  private var guarding: Markup {
    guard let safeguard = finding.guard else { return "" }
    var result: Markup = "<p>\(Escaped(safeguard.text, limit: 800))</p>"
    if let rule = safeguard.alertRule { result += Copyable(rule, what: "alert rule").markup() }
    if let test = safeguard.test { result += Copyable(test, what: "test").markup() }
    if let rule = safeguard.lintRule { result += "<p>Static check: <code>\(Escaped(rule, limit: 200))</code></p>" }
    return result
  }
}
