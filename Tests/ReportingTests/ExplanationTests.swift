// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Foundation
import Reporting
import Testing

@Suite struct ExplanationTests {
  private static let ids = LeakKinds.all.map(\.id)

  @Test func `every kind has one page, in one family`() {
    #expect(KindPage.all.map(\.kind).sorted() == Self.ids.sorted())
    #expect(KindPage.of("no-such-kind") == nil)
  }

  @Test(arguments: ids)
  func `a page says what happens, how it is found, what refutes it and what to do`(id: String) throws {
    let page = try #require(KindPage.of(id))
    for width in [40, 80, 140] {
      let text = TerminalExplanation().page(page, for: Surface(width: width))
      for heading in ["What happens", "How it is found", "Wrong if", "Fix", "Guard"] {
        #expect(text.contains("\n\(heading)\n"))
      }
      #expect(text.hasPrefix(id + "\n"))
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
      // Sentences keep to the surface; code is not broken.
      for line in text.split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("   ") {
        #expect(line.count <= max(width, 45) || line.hasPrefix("  // Examples/"), "\(line)")
      }
    }
    // A summary has no full stop, for titles go on; sentences have one.
    #expect(!page.summary.hasSuffix(".") && page.mechanism.hasSuffix(".") && page.detection.hasSuffix("."))
  }

  @Test func `colors change no character`() throws {
    let page = try #require(KindPage.of("goroutine-blocked-send"))
    let colored = TerminalExplanation().page(page, for: Surface(width: 80, hasColor: true))
    #expect(colored.contains("\u{1b}[1;31m"))
    #expect(
      colored.replacing(/\u{1b}\[[0-9;]*m/, with: "") == TerminalExplanation().page(page, for: Surface(width: 80))
    )
  }

  @Test func `the list names every kind with a line`() {
    let text = TerminalExplanation().list(KindPage.all, for: Surface(width: 120))
    for page in KindPage.all { #expect(text.contains("\n  \(page.kind) ")) }
    for family in LeakKindFamily.allCases { #expect(text.contains(family.title)) }
    for line in text.split(separator: "\n") { #expect(line.count <= 120) }
  }

  @Test(arguments: [
    ("goroutine-blocked-snd", "goroutine-blocked-send"),
    ("goroutine_blocked_send", "goroutine-blocked-send"),
    ("Unbounded-Map", "unbounded-map"),
    ("map", "unbounded-map"),
    ("waitgroup", "goroutine-blocked-waitgroup"),
    ("fd", "fd-leak"),
    ("thread-leaks", "thread-leak"),
    ("body", "response-body-not-closed"),
    ("warmup", "warm-up"),
  ])
  func `a name that is no kind leads to the nearest`(name: String, kind: String) {
    #expect(KindPage.nearest(to: name).first == kind, "\(KindPage.nearest(to: name))")
    #expect(KindPage.nearest(to: name).count <= 3)
  }

  @Test(arguments: ["", "xyzzy", String(repeating: "q", count: 100_000), "\u{1b}[2J"])
  func `a name like no kind leads nowhere`(name: String) {
    #expect(KindPage.nearest(to: name) == [])
  }

  @Test func `pages are read back from JSON as they were written`() throws {
    let text = JSONExplanation().list(KindPage.all, for: Surface())
    #expect(try JSONDecoder().decode([KindPage].self, from: Data(text.utf8)) == KindPage.all)
    let page = try #require(KindPage.all.first)
    #expect(
      try JSONDecoder().decode(KindPage.self, from: Data(JSONExplanation().page(page, for: Surface()).utf8)) == page
    )
  }

  @Test(arguments: ids)
  func `pages in Markdown close what they open`(id: String) throws {
    let text = MarkdownExplanation().page(try #require(KindPage.of(id)), for: Surface())
    #expect(text.hasPrefix("# `\(id)`\n"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("```") }.isMultiple(of: 2))
    #expect(text.count { $0 == "`" }.isMultiple(of: 2))
  }
}
