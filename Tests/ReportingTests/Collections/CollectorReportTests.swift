// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence
import Foundation
import Reporting
import TestSupport
import Testing

@Suite struct CollectorReportTests {
  /// The report on recorded logs, each a process.
  private func report(_ names: String..., memoryLimit: Int64? = nil) throws -> CollectorReport {
    var processes = CollectorProcesses()
    var number = 0
    for name in names {
      for log in RuntimeLogs.decode(try Fixtures.bytes("formats/gctrace/\(name)")) {
        for cycle in log.cycles { processes.add(.cycle(cycle), of: number) }
        for scavenge in log.scavenges { processes.add(.scavenge(scavenge), of: number) }
        for state in log.schedules { processes.add(.schedule(state), of: number) }
        number += 1
      }
    }
    return CollectorReport(processes, sources: names, memoryLimit: memoryLimit, toolVersion: "0.0.0")
  }

  /// Set STANCH_RECORD_SNAPSHOTS=1 to write the snapshots anew; then read what changed.
  @Test(arguments: ["leak-go1.27.3", "limit", "goroutines", "restarted"], [80, 120])
  func `a report looks as recorded`(name: String, width: Int) throws {
    let text = TerminalCollectorReport().render(try report("\(name).log"), for: Surface(width: width))
    let path = Fixtures.repository.appending(path: "Tests/ReportingTests/Snapshots/gctrace-\(name)-\(width).txt")
    if ProcessInfo.processInfo.environment["STANCH_RECORD_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: path)
    }
    #expect(text == String(decoding: try Data(contentsOf: path), as: UTF8.self))
  }

  @Test(arguments: [40, 60, 80, 100, 140])
  func `no line is wider than the surface, and ASCII is ASCII`(width: Int) throws {
    for name in ["leak-go1.27.3.log", "goroutines.log", "two-writers.log"] {
      let report = try report(name, memoryLimit: 512 << 20)
      let text = TerminalCollectorReport().render(report, for: Surface(width: width, isASCII: true))
      #expect(!text.unicodeScalars.contains { !$0.isASCII })
      for line in text.split(separator: "\n") { #expect(line.count <= width, "\(name): \(line)") }
      let chart = TerminalCollectorReport().render(report, for: Surface(width: width))
      for line in chart.split(separator: "\n") { #expect(line.count <= width, "\(name): \(line)") }
    }
  }

  @Test func `colors change no character`() throws {
    let report = try report("leak-go1.27.3.log")
    let plain = TerminalCollectorReport().render(report, for: Surface(width: 100))
    let colored = TerminalCollectorReport().render(report, for: Surface(width: 100, hasColor: true))
    #expect(colored != plain)
    #expect(colored.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func `names of files cannot act on the terminal or on markup`() throws {
    var report = try report("steady.log")
    report.sources = ["evil\u{1b}[31m`**<b>\n# x"]
    let terminal = TerminalCollectorReport().render(report, for: Surface())
    #expect(!terminal.contains("\u{1b}"))
    let markdown = MarkdownCollectorReport().render(report, for: Surface())
    #expect(!markdown.contains("\u{1b}"))
    #expect(markdown.split(separator: "\n").first == "### Go collector: `evil\u{fffd}[31m'**<b>\u{fffd}# x`")
  }

  @Test func `markdown stays short and folds chart and rows`() throws {
    let text = MarkdownCollectorReport().render(try report("leak-go1.27.3.log"), for: Surface())
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count < 60)
    #expect(text.contains("**Suspected:** the live heap grows by"))
    #expect(text.ranges(of: "<details>").count == text.ranges(of: "</details>").count)
  }

  @Test func `json holds what the terminal shows, and is read back`() throws {
    let report = try report("leak-go1.27.3.log", memoryLimit: 1 << 30)
    let text = JSONCollectorReport().render(report, for: Surface())
    let back = try JSONDecoder().decode(CollectorReport.self, from: Data(text.utf8))
    let process = try #require(back.processes.first)
    #expect(back.formatVersion == 1)
    #expect(process.collections == process.series.reduce(0) { $0 + $1.collections })
    #expect(process.finding?.kind == "heap-growth")
    #expect(process.liveHeap?.course == "rising")
    #expect(process.timeToLimitSeconds ?? 0 > 0)
  }

  @Test func `rows of a table line up, and values of csv are exact`() {
    var cycle = CollectionSketch.cycle(12, at: 3.25, live: 7, goal: 15, stacks: nil, isForced: true)
    cycle.clock = .init(sweepTermination: 0.000021, mark: 0.00086, markTermination: 0.000014)
    var line = ""
    CollectionCSV.append(CollectionRow(cycle), process: 2, to: &line)
    #expect(
      line
        == "2,12,3.25,14680064,15728640,7340032,15728640,0.000035,0.00086,1,0,0.01,0.001,,,2,1,0\n"
    )
    #expect(
      CollectionCSV.header.split(separator: ",").count
        == line.split(separator: ",", omittingEmptySubsequences: false).count
    )
    let row = CollectionTable.line(CollectionRow(cycle))
    #expect(row.hasSuffix("  forced"))
    #expect(row.count == CollectionTable.header.count + "  forced".count)
  }

  @Test func `the locale decides between alphabets`() {
    #expect(CharacterSetOfLocale.isUTF8(["LANG": "en_US.UTF-8"]))
    #expect(CharacterSetOfLocale.isUTF8(["LC_ALL": "", "LANG": "de_DE.utf8@euro"]))
    #expect(!CharacterSetOfLocale.isUTF8(["LC_ALL": "C", "LANG": "en_US.UTF-8"]))
    #expect(!CharacterSetOfLocale.isUTF8([:]))
  }
}
