// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

@testable import Reporting

@Suite struct HTMLReportTests {
  private func page(_ report: Report) -> String { HTMLReport().render(report, for: Surface()) }

  private static let captures: [(name: String, make: @Sendable () throws -> Capture)] = [
    ("all there is", { try fullCapture() }),
    ("a healthy watch", { try WatchText().capture() }),
    ("one snapshot", { try WatchText(rounds: 1, seconds: 0).capture() }),
    ("nothing", { Capture(target: TargetDescription(kind: .files, name: "a.txt", address: "a.txt")) }),
  ]

  @Test(arguments: captures.indices)
  func `a page is well formed, whatever there is to show`(index: Int) throws {
    let reading = PageReading(page(report(of: try Self.captures[index].make())))
    #expect(reading.faults == [], "\(Self.captures[index].name)")
    #expect(reading.elements.first?.name == "html")
  }

  @Test func `the verdict is a word and an icon, and stands before everything else`() throws {
    var report = report(of: try fullCapture())
    for (verdict, word) in [
      (Verdict.leaking, "Leaking"), (.suspected, "Suspected"), (.healthy, "Healthy"),
      (.insufficientEvidence, "Not enough evidence"),
    ] {
      report.verdict = verdict
      let text = page(report)
      let heading = try #require(text.firstRange(of: "<h1 id=\"verdict-word\"><svg class=\"icon\""))
      let end = try #require(text[heading.upperBound...].firstRange(of: "</h1>"))
      #expect(text[..<end.lowerBound].hasSuffix("</svg>\(word)"))
      let sections = text.ranges(of: "<section ").map(\.lowerBound)
      #expect(heading.lowerBound > sections[0] && heading.lowerBound < sections[1])
      #expect(PageReading(text).text.contains("\(word): "), "the title says it, too")
    }
  }

  @Test func `a leak is told with its line, fix, evidence, commands, guard and what would refute it`() throws {
    let report = report(of: try fullCapture())
    let finding = report.findings[0]
    let text = PageReading(page(report)).text
    for part in [
      report.summary, "Mend this line", "quote/fanout.go:41", "answers <- q", finding.title, finding.explanation,
      finding.kind, "confidence 0.99", "proven by Go’s own leak profile", finding.refutedBy,
      try #require(finding.fix).text, try #require(finding.fix?.after), try #require(finding.guard).text,
      try #require(finding.guard?.alertRule), "started at", "420 goroutines",
    ] + finding.evidence.map(\.statement) + finding.checks.map(\.command) {
      #expect(text.contains(part), "missing: \(part)")
    }
  }

  @Test func `gaps, cost, rounds and what would settle it are told`() throws {
    let text = PageReading(page(report(of: try fullCapture()))).text
    for part in [
      "the command line is not known", "cut at byte 4711", "14 requests", "1 forced collection", "goroutine stacks",
      "watched 30 s in 6 rounds", "go1.27.3", "up 3 h", "Growth below",
    ] {
      #expect(text.contains(part), "missing: \(part)")
    }
    let doubtful = PageReading(page(report(of: try WatchText(rounds: 1, seconds: 0).capture()))).text
    #expect(doubtful.contains("What would settle it"))
  }

  @Test func `links of the page lead somewhere and ids are unique`() throws {
    let reading = PageReading(page(report(of: try fullCapture())))
    let ids = reading.values(of: "id")
    #expect(Set(ids).count == ids.count)
    for link in reading.values(of: "href") {
      #expect(link.hasPrefix("#") && ids.contains(String(link.dropFirst())), "\(link)")
    }
    #expect(reading.values(of: "href").contains("#finding-1"))
  }

  @Test func `the policy allows the one style and the one script and nothing else`() throws {
    let reading = PageReading(page(report(of: try fullCapture())))
    let style = try #require(reading.raw["style"])
    let script = try #require(reading.raw["script"])
    #expect(
      reading.values(of: "content").first == "default-src 'none'; style-src '\(SHA256.policySource(style))'; "
        + "script-src '\(SHA256.policySource(script))'; base-uri 'none'; form-action 'none'"
    )
    #expect(reading.elements.count { $0.name == "script" } == 1)
    #expect(reading.elements.count { $0.name == "style" } == 1)
    #expect(reading.values(of: "style") == [], "the policy forbids style attributes")
    for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch("] {
      #expect(!script.contains(word))
    }
    #expect(
      !(style + script).contains("http")
        || script.ranges(of: "http").count == script.ranges(of: "http://www.w3.org/2000/svg").count
    )
  }

  @Test func `tables and trees say what they are`() throws {
    let reading = PageReading(page(report(of: try fullCapture())))
    let trees = reading.elements.filter { element in
      element.attributes.contains { $0.name == "role" && $0.value == "treegrid" }
    }
    #expect(!trees.isEmpty)
    #expect(reading.values(of: "aria-level").contains("2"))
    #expect(
      reading.elements.filter { $0.name == "th" }.allSatisfy { th in th.attributes.contains { $0.name == "scope" } }
    )
    for svg in reading.elements where svg.name == "svg" {
      let names = Set(svg.attributes.map(\.name))
      let isNamed = names.contains("aria-label") || names.contains("aria-hidden")
      let isInside =
        svg.attributes.contains { $0.name == "class" && $0.value.hasPrefix("box ") }
        || names.contains("preserveAspectRatio")
      #expect(isNamed || isInside, "a picture without a name: \(svg.attributes)")
    }
  }

  // MARK: Hostile reports

  @Test(arguments: [1, 30])
  func `no name becomes markup`(count: Int) throws {
    let reading = PageReading(page(try hostileReport(count: count)))
    #expect(reading.faults == [])
    let allowed: Set<String> = [
      "a", "abbr", "article", "b", "body", "button", "caption", "circle", "code", "dd", "details", "div", "dl", "dt",
      "figcaption", "figure", "footer", "h1", "h2", "h3", "head", "header", "html", "input", "label", "li", "line",
      "main",
      "meta", "nav", "ol", "output", "p", "path", "polygon", "polyline", "pre", "rect", "script", "section", "span",
      "strong",
      "style", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "time", "title", "tr", "ul",
    ]
    #expect(Set(reading.elements.map(\.name)).subtracting(allowed) == [])
    let attributes = reading.elements.flatMap(\.attributes)
    #expect(!attributes.contains { $0.name.hasPrefix("on") || $0.name == "src" || $0.name == "style" })
    #expect(reading.values(of: "href").allSatisfy { $0.hasPrefix("#") })
    #expect(reading.text.contains("</script><script>window.stanchWasHere=1</script>"))
    for scalar in reading.text.unicodeScalars where scalar != "\n" && scalar != "\t" {
      #expect(!TerminalText.isActive(scalar), "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test func `a page is at most one megabyte, whatever the report holds, and says what it leaves out`() throws {
    let text = page(try hostileReport(count: 1000))
    #expect(text.utf8.count <= PageBudget.page)
    #expect(PageReading(text).faults == [])
    #expect(text.contains("left out here"))
  }

  @Test func `the shares of the sections make one megabyte`() {
    #expect(PageBudget.all.reduce(0, +) <= PageBudget.page)
    #expect(PageStyle.text.utf8.count + PageScript.text.utf8.count + 2000 <= PageBudget.head)
  }
}
