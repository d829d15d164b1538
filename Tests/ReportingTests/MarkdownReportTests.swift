// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Foundation
import Reporting
import Testing
import TestSupport

@Suite struct MarkdownReportTests {
  private func markdown(_ report: Report) -> String { MarkdownReport().render(report, for: Surface()) }

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// What a renderer sees outside of code: fenced blocks and spans are taken out as CommonMark reads them.
  private func withoutCode(_ text: String) -> String {
    var result = ""
    var fence: Substring?
    for line in lines(text) {
      let ticks = line.prefix { $0 == "`" }
      if let open = fence {
        if ticks.count >= open.count, ticks.count == line.count { fence = nil }
        continue
      }
      if ticks.count >= 3, !line.dropFirst(ticks.count).contains("`") {
        fence = ticks
        continue
      }
      result += spansRemoved(line) + "\n"
    }
    return result
  }

  private func spansRemoved(_ line: Substring) -> String {
    var result = ""
    var rest = line
    while let start = rest.firstIndex(of: "`") {
      result += rest[..<start]
      let mark = rest[start...].prefix { $0 == "`" }
      var after = rest[mark.endIndex...]
      var end: Substring.Index?
      while let next = after.firstIndex(of: "`") {
        let run = after[next...].prefix { $0 == "`" }
        if run.count == mark.count {
          end = run.endIndex
          break
        }
        after = after[run.endIndex...]
      }
      guard let end else { return result + rest[start...] }
      result += " "
      rest = rest[end...]
    }
    return result + rest
  }

  /// Set STANCH_RECORD_SNAPSHOTS=1 to write the snapshot anew; then read what changed.
  @Test func `a full report looks as recorded`() throws {
    let text = markdown(report(of: try fullCapture()))
    let path = Fixtures.repository.appending(path: "Tests/ReportingTests/Snapshots/full.md")
    if ProcessInfo.processInfo.environment["STANCH_RECORD_SNAPSHOTS"] == "1" { try Data(text.utf8).write(to: path) }
    #expect(text == String(decoding: try Data(contentsOf: path), as: UTF8.self))
  }

  @Test func `the first line is the sentence of the verdict`() throws {
    let text = markdown(report(of: try fullCapture()))
    #expect(lines(text).first?.hasPrefix("**LEAKING:** orders leaks goroutines: 420 goroutines wait") == true)
    #expect(markdown(report(of: try WatchText().capture())).hasPrefix("**HEALTHY:** No leak: the service worked"))
  }

  @Test func `what to do stands outside of what is folded`() throws {
    let text = markdown(report(of: try fullCapture()))
    let fix = try #require(text.range(of: "**Fix:**"))
    let fold = try #require(text.range(of: "<details>"))
    #expect(fix.lowerBound < fold.lowerBound)
    #expect(text.components(separatedBy: "<details>").count == text.components(separatedBy: "</details>").count)
  }

  @Test(arguments: [0, 1, 2, 3, 4, 7, 8, 500])
  func `a report has fewer than 60 lines and fits into an issue, however much there is to tell`(count: Int) throws {
    var report = report(of: try fullCapture())
    let name = String(repeating: "averylongname/", count: 1000)
    var finding = try #require(report.findings.first)
    finding.location?.excerpt = (1...2000).map { SourceExcerpts.Line(line: $0, text: "\t\t\(name)") }
    finding.title = name + " " + name
    finding.explanation = String(repeating: name + "\n", count: 20)
    finding.evidence = Array(repeating: Finding.EvidenceLine(source: name, statement: name), count: 100)
    finding.fix = Finding.Fix(name, before: String(repeating: "a\n", count: 30), after: "b")
    report.findings = Array(repeating: finding, count: count) + Array(repeating: report.findings[2], count: 50)
    report.capture.gaps = Array(repeating: "a\n\n\nb \(name)", count: 500)
    report.wouldSettle = Array(repeating: name, count: 50)
    report.summary = String(repeating: "e\u{301}\u{301}\n", count: 100_000)
    report.target.name = name
    report.target.goVersion = name
    let text = markdown(report)
    #expect(lines(text).count <= 60, "\(lines(text).count - 1) lines")
    #expect(text.utf16.count < 60_000)
  }

  @Test func `names of the target do nothing at a code host`() throws {
    let names = [
      "@octocat", "#12", "!12", "%12", "&12", "~bug", "$12", "GH-12", "org/repo#12", "org/repo@a1b2c3d4e5f6",
      "deadbeef1",
      "<script>alert(1)</script>", "<img/src=x>", "</details>", "<!--", "&lt;", "[x](http://evil.example)", "![x](y)",
      "http://evil.example", "www.evil.example", "a@evil.example", "*a*", "__a__", "~~a~~", "`", "``", "a`b``c", "|x|",
      "\\", "\\@octocat", ":tada:", "{a}", "^1", "/close", "a\n\n# b\n- c", "a\u{202e}b", "\u{200b}@octocat",
      "\u{1b}[2J",
      "```", "~~~", "a\r\n```\r\nb", "(@octocat)", "\"@octocat\".", "@octocat,", "x:@octocat", "[[x]]", "[ ]",
      "<a@b.c>",
    ]
    let whole = report(of: try fullCapture())
    for name in names {
      var report = whole
      report.target.name = name
      report.target.address = name
      report.target.goVersion = name
      report.summary = "\(name) leaks \(name): it grows (\(name)), more."
      report.capture.gaps = ["\(name) \(name)"]
      report.wouldSettle = [name]
      report.findings = report.findings.map { finding in
        var finding = finding
        finding.title = "\(name) grows at \(name):12"
        finding.explanation = "\(name) \(name). \(name)"
        finding.refutedBy = name
        finding.location?.function = "pkg/\(name).f"
        let line = finding.location?.line ?? 0
        finding.location?.excerpt = [SourceExcerpts.Line(line: line, text: name)]
        finding.evidence = [Finding.EvidenceLine(source: name, statement: name)]
        finding.fix = Finding.Fix(name, before: name, after: name)
        return finding
      }
      let text = markdown(report)
      for scalar in text.unicodeScalars where scalar != "\n" {
        #expect(scalar.value >= 0x20 && ![0x202e, 0x200b].contains(scalar.value), "\(name)")
      }
      let outside = withoutCode(text)
      let own = outside.replacing(/<\/?(details|summary|sub)>/, with: "").replacing("### ", with: "")
      for mark in [
        "@", "#", "!", "&", "~", "$", "<", ">", "[", "]", "|", "\\", "^", "{", "`", "http:", "www", "_", "/close",
      ] {
        #expect(!own.contains(mark), "\(name) lets \(mark) through:\n\(outside)")
      }
      for word in ["deadbeef1", "GH-12", ":tada:", "evil", "octocat", "%12"] {
        #expect(!own.contains(word), "\(name) stays a word:\n\(outside)")
      }
      // Bold is the tool's own.
      #expect(own.replacing(/\*\*(LEAKING:|Fix:)\*\*/, with: "").contains("*") == false, "\(outside)")
    }
  }
}

@Suite struct MarkdownTextTests {
  @Test(arguments: [
    ("579 goroutines wait at quote/fanout.go:37 in", "579 goroutines wait at `quote/fanout.go:37` in"),
    ("+19.6 goroutines/s (95 %: 17.7 to 21.7); none.", "+19.6 goroutines/s (95 %: 17.7 to 21.7); none."),
    ("in quote.(*Desk).Best.func1.", "in `quote.(*Desk).Best.func1`."),
    ("a select with ctx.Done() beside", "a select with `ctx.Done()` beside"),
    ("Its cases are `case <-ctx.Done()`, `case x`.", "Its cases are `case <-ctx.Done()`, `case x`."),
    ("a ` alone", "a  alone"),
    ("Grüße, 証拠", "Grüße, 証拠"),
    ("(files /tmp/a*/b.txt)", "(files `/tmp/a*/b.txt`)"),
    ("--for 60s", "--for 60s"),
    ("", ""),
  ])
  func `words that a renderer would act on are code`(text: String, expected: String) {
    #expect(MarkdownText.prose(text) == expected)
  }

  @Test(arguments: [
    ("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), ("a``b`", "``` a``b` ```"), ("", ""), (" ", ""),
    ("\u{200b}", ""),
  ])
  func `a span of code is ended by nothing in it`(text: String, expected: String) {
    #expect(MarkdownText.code(text) == expected)
  }

  @Test func `a block of code is ended by nothing in it`() {
    #expect(MarkdownText.fence(["a", "````", "\tb"]) == ["`````go", "a", "````", "    b", "`````"])
  }
}
