// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence

/// The first screen: the verdict, the sentence, what to do next, and the numbers that matter.
struct VerdictSection {
  let report: Report

  func markup() -> Markup {
    let word = VerdictWord(report.verdict)
    var page = BoundedMarkup(limit: PageBudget.verdict)
    let fits = page.add(
      """
      <section id="verdict" class="verdict \(word.tone)" aria-labelledby="verdict-word">
      <p class="target">\(target)</p>
      <h1 id="verdict-word">\(word.icon)\(word.word)</h1>
      <p class="summary">\(Escaped(report.summary, limit: 1000))</p>
      """
    )
    if fits, let next, page.add(next) {}
    if page.add(numbers), !report.wouldSettle.isEmpty, page.add(settling) {}
    return page.markup + "</section>\n"
  }

  // MARK: What was looked at

  private var target: Markup {
    var facts: [Markup] = ["<strong>\(Escaped(name: report.target.name, limit: 120))</strong>"]
    if let version = report.target.goVersion { facts.append("\(Escaped(version, limit: 40))") }
    if let address = report.target.address, address != report.target.name {
      facts.append("\(report.target.kind == .url ? "at" : "from") \(Escaped(name: address, limit: 160))")
    }
    if let uptime = report.target.uptimeSeconds { facts.append("up \(Quantity.duration(uptime))") }
    facts.append("\(ReportWords(report).watched)")
    if let started = report.capture.started {
      facts.append("<time datetime=\"\(Escaped(started, limit: 40))\">\(Self.minute(started)) UTC</time>")
    }
    return Markup.list(facts, separator: "<span class=\"dot\"> · </span>")
  }

  /// The minute of an RFC 3339 instant, as a person writes it.
  private static func minute(_ instant: String) -> Escaped {
    Escaped(String(instant.prefix(16).map { $0 == "T" ? " " : $0 }), limit: 20)
  }

  // MARK: What to do

  /// What to do about the worst finding: where, and the change; nil when there is nothing to mend.
  private var next: Markup? {
    guard let finding = report.findings.first, finding.level != .note else { return nil }
    let others = report.findings.count { $0.level != .note } - 1
    let place: Markup = finding.location.map { "<p class=\"where\">\(CodePlace($0).phrase)</p>" } ?? ""
    let statement: Markup = finding.location.flatMap(Self.statement) ?? ""
    let fix: Markup = finding.fix.map { "<p class=\"fix\"><b>Fix:</b> \(Escaped($0.text, limit: 600))</p>" } ?? ""
    let more: Markup = others > 0 ? " and \(Quantity.plural(others, "other")) below" : ""
    return """
      <div class="next"><h2>\(finding.level == .leak ? "Mend this line" : "Look at this first")</h2>
      \(place)\(statement)\(fix)
      <p class="go"><a href="#finding-1">Evidence, numbers and how to check it</a>\(more)</p></div>
      """
  }

  /// The line of source itself, where it could be read.
  private static func statement(_ location: Finding.Location) -> Markup? {
    guard let line = location.excerpt?.first(where: { $0.line == location.line }) else { return nil }
    let text = line.text.drop { $0 == " " || $0 == "\t" }
    return "<pre class=\"statement\"><code>\(Escaped(String(text), limit: 200))</code></pre>"
  }

  // MARK: Numbers

  private var numbers: Markup {
    var entries: [Markup] = [
      ("goroutines", "Goroutines"), ("heap_in_use_sampled", "Heap in use"), ("rss", "Resident memory"),
      ("descriptors", "Descriptors"), ("threads", "Threads"),
    ].compactMap { name, title in
      guard let series = report.series.first(where: { $0.name == name }), let change = SeriesText(series).change
      else { return nil }
      return "<div><dt>\(title)</dt><dd>\(change)</dd></div>"
    }
    if let seconds = report.timeToLimitSeconds {
      entries.append(
        "<div class=\"urgent\"><dt>Memory limit</dt><dd>reached in about \(Quantity.duration(seconds))</dd></div>"
      )
    }
    return entries.isEmpty ? "" : "<dl class=\"numbers\">\(entries.joined())</dl>\n"
  }

  private var settling: Markup {
    let items = report.wouldSettle.prefix(8).map { advice -> Markup in "<li>\(Escaped(advice, limit: 500))</li>" }
    return "<div class=\"settle\"><h2>What would settle it</h2><ul>\(items.joined())</ul></div>\n"
  }
}

extension Markup {
  /// Pieces with a separator between them.
  static func list(_ pieces: [Markup], separator: Markup) -> Markup {
    pieces.enumerated().reduce(into: "") { $0 += $1.offset == 0 ? $1.element : separator + $1.element }
  }
}
