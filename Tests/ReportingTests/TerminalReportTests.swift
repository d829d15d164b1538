// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Foundation
import Reporting
import Testing
import TestSupport

@Suite struct TerminalReportTests {
  private static let widths = [40, 80, 120]

  private func lines(_ report: Report, width: Int, hasColor: Bool = false) -> [String] {
    TerminalReport().render(report, for: Surface(width: width, hasColor: hasColor))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func withoutColor(_ text: String) -> String { text.replacing(/\u{1b}\[[0-9;]*m/, with: "") }

  /// Set STANCH_RECORD_SNAPSHOTS=1 to write the snapshots anew; then read what changed.
  @Test(arguments: [80, 120])
  func `a full report looks as recorded`(width: Int) throws {
    let text = TerminalReport().render(report(of: try fullCapture()), for: Surface(width: width))
    let path = Fixtures.repository.appending(path: "Tests/ReportingTests/Snapshots/full-\(width).txt")
    if ProcessInfo.processInfo.environment["STANCH_RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: path)
    }
    #expect(text == String(decoding: try Data(contentsOf: path), as: UTF8.self))
  }

  @Test(arguments: [80, 120])
  func `colors change no character and no place`(width: Int) throws {
    let report = report(of: try fullCapture())
    let colored = lines(report, width: width, hasColor: true)
    let plain = lines(report, width: width)
    #expect(colored.joined().contains("\u{1b}[1;31m"))
    #expect(!plain.joined().contains("\u{1b}"))
    #expect(colored.map(withoutColor) == plain)
    // Nothing of a line's color runs into the next.
    for line in colored {
      #expect(!line.contains("\u{1b}[") || line.hasSuffix("\u{1b}[0m") || line.contains("\u{1b}[0m"))
    }
  }

  @Test(arguments: widths)
  func `no line is wider than the surface, but for a word that cannot be broken`(width: Int) throws {
    for capture in [try fullCapture(), try WatchText().capture(), try WatchText(rounds: 1, seconds: 0).capture()] {
      for line in lines(report(of: capture), width: width) where line.count > width {
        let longest = line.split(separator: " ").map(\.count).max() ?? 0
        // Text beside a label begins at column 13.
        let margin = max(13, line.prefix { $0 == " " }.count)
        #expect(margin + longest > width, "\(line.count) columns: \(line)")
      }
    }
  }

  @Test func `names cannot act on the terminal`() throws {
    let name = "evil\u{1b}[31m\u{7}\u{9b}2J\u{202e}\u{200f}\u{2066}\u{61c}\r\u{8}"
    var watch = WatchText()
    watch.addLeak(
      10,
      atStart: 20,
      PlaceText("chan send", "shop.\(name).f() /src/\(name).go:4", by: "shop.g /src/g.go:1")
    )
    watch.sources["/src/\(name).go"] = "a\nb\nc\n\tx <- \"\(name)\"\ne"
    var capture = try watch.capture()
    capture.target.name = name
    capture.target.address = name
    capture.target.goVersion = name
    capture.gaps = [name]
    capture.items[0].gap = name
    var cost = CaptureCost()
    cost.pauses = [CaptureCost.Pause(what: name, seconds: 1)]
    capture.cost = cost
    let text = TerminalReport().render(report(of: capture), for: Surface(width: 100))
    #expect(text.contains("evil"))
    for scalar in text.unicodeScalars where scalar != "\n" {
      let isActive =
        scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
        || [0x202e, 0x200f, 0x2066, 0x61c].contains(scalar.value)
      #expect(!isActive, "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test func `a watch that took no time is not said to have taken any`() throws {
    let text = lines(report(of: try WatchText(rounds: 1, seconds: 0).capture()), width: 100).joined(separator: "\n")
    #expect(text.contains("one snapshot"))
    #expect(text.contains("NOT ENOUGH EVIDENCE"))
    #expect(text.contains("To settle it:"))
  }

  @Test func `a healthy report says so, and its limit`() throws {
    let text = lines(report(of: try WatchText().capture()), width: 120).joined(separator: "\n")
    #expect(text.contains("HEALTHY"))
    #expect(text.contains("(growth below 0.35 goroutines/s would not have been seen)"))
  }

  @Test func `a surface is at least 40 columns wide`() {
    #expect(Surface(width: 3).width == 40)
    #expect(Surface(width: -1).width == 40)
  }
}

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain text", "plain text"),
    ("täglich 証拠 🙂", "täglich 証拠 🙂"),
    ("a\tb\nc", "a\u{FFFD}b\u{FFFD}c"),
    ("\u{1b}[2J", "\u{FFFD}[2J"),
    ("\u{202e}abc\u{2069}", "\u{FFFD}abc\u{FFFD}"),
    ("\u{61c}\u{180e}\u{e0041}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("", ""),
  ])
  func `characters that a terminal acts on are replaced`(text: String, safe: String) {
    #expect(TerminalText.safe(text) == safe)
  }
}
