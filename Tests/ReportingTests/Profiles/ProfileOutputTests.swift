// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Foundation
import RegularExpressions
import Reporting
import TestSupport
import Testing

@Suite struct ProfileOutputTests {
  private func report(
    _ kind: ProfileReportKind = .top,
    _ change: (inout ProfileReportSettings) -> Void = { _ in }
  ) throws -> ReportedProfile {
    var settings = ProfileReportSettings()
    change(&settings)
    return try ReportedProfile(
      Fixtures.profile("formats/profile-reports/generated.pb.gz"),
      kind: kind,
      settings: settings
    )
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func jsonOfTopHoldsWholeNumbersInTheOrderOfTheText() throws {
    let top = try TopReport(report())
    let json = try object(ProfileReportFormat.json.render(top))
    #expect(json["sampleType"] as? String == "inuse_space")
    #expect(json["unit"] as? String == "bytes")
    let rows = try #require(json["rows"] as? [[String: Any]])
    #expect(rows.compactMap { $0["name"] as? String } == top.rows.map(\.name))
    #expect(rows.compactMap { $0["flat"] as? Int } == top.rows.map { Int($0.flat) })
    #expect(rows.allSatisfy { $0["file"] == nil })
  }

  @Test func jsonOfTopByLinesHasFilesAndLines() throws {
    let json = try object(ProfileReportFormat.json.render(TopReport(report { $0.granularity = .lines })))
    let rows = try #require(json["rows"] as? [[String: Any]])
    #expect(rows.contains { $0["file"] is String && $0["line"] is Int })
  }

  @Test(arguments: ProfileReportFormat.allCases)
  func hostileNamesAreHarmless(format: ProfileReportFormat) throws {
    let hostile = "main.\u{1b}[31m\u{202e}|,\"<script>alert(1)</script>\n#\u{7}"
    let profile = Profile.heap([HeapRow("\(hostile) /src/\u{1b}x.go:1", size: 64, allocated: 9, inUse: 9)])
    func render(_ kind: ProfileReportKind, _ make: (ReportedProfile) throws -> any ProfileReport) throws -> String {
      format.render(try make(ReportedProfile(profile, kind: kind, settings: ProfileReportSettings())))
    }
    let texts = [
      try render(.top) { TopReport($0) }, try render(.tree) { try CallReport($0) },
      try render(.traces) { TracesReport($0) }, try render(.raw) { RawReport($0) },
      try render(.list) { try ListReport($0, matching: RegularExpression("main")) { _ in .lines(["\u{1b}[2J"]) } },
    ]
    for text in texts {
      #expect(!text.unicodeScalars.contains { $0.value == 0x1b || $0.value == 0x202e || $0.value == 7 })
    }
  }

  @Test func hostileNamesStayTextInTheFlamePage() throws {
    let hostile = "main.</script><img src=x onerror=alert(1)>\u{202e}"
    let profile = Profile.heap([HeapRow("\(hostile) /src/x.go:1", size: 64, allocated: 9, inUse: 9)])
    let page = FlamePage(try ReportedProfile(profile, kind: .top, settings: ProfileReportSettings())).html()
    #expect(!page.contains("<img"))
    #expect(page.components(separatedBy: "</script>").count == 3)
    #expect(page.contains("Content-Security-Policy"))
  }

  @Test func theFlamePageIsSmallHoweverLongNamesAre() throws {
    let rows = (0..<3000).map { number in
      HeapRow(
        "\(number)\(String(repeating: "x", count: 390)).f /f.go:1",
        "main.main /m.go:1",
        size: 1 << 20,
        allocated: 9,
        inUse: 9
      )
    }
    let page = FlamePage(try ReportedProfile(.heap(rows), kind: .top, settings: ProfileReportSettings())).html()
    #expect(page.utf8.count < 300 << 10)
  }

  @Test func theFlamePageIsSmall() throws {
    let page = FlamePage(try report(), base: try report { $0.focus = "main" }).html()
    #expect(page.utf8.count < 300 << 10)
  }

  @Test func foldedStacksKeepTheTotal() throws {
    let report = try report(.traces)
    let sum = ProfileExport.folded.text(report).split(separator: "\n").compactMap { line in
      line.split(separator: " ").last.flatMap { Int64($0) }
    }.reduce(0, +)
    #expect(sum == report.total)
  }

  @Test func speedscopeHasAProfileForEachSampleTypeWithMatchingWeights() throws {
    let json = try object(ProfileExport.speedscope.text(try report(.traces)))
    #expect(json["$schema"] as? String == "https://www.speedscope.app/file-format-schema.json")
    let frames = try #require((json["shared"] as? [String: Any])?["frames"] as? [[String: Any]])
    #expect(frames.allSatisfy { $0["name"] is String })
    let profiles = try #require(json["profiles"] as? [[String: Any]])
    #expect(profiles.count == 4)
    for profile in profiles {
      let samples = try #require(profile["samples"] as? [[Int]])
      let weights = try #require(profile["weights"] as? [Int])
      #expect(profile["type"] as? String == "sampled")
      #expect(samples.count == weights.count)
      #expect(weights.reduce(0, +) == profile["endValue"] as? Int)
      #expect(samples.allSatisfy { $0.allSatisfy(frames.indices.contains) })
    }
  }

  @Test func firefoxTablesHaveEqualColumns() throws {
    let json = try object(ProfileExport.firefox.text(try report(.traces)))
    let thread = try #require((json["threads"] as? [[String: Any]])?.first)
    for name in ["frameTable", "funcTable", "stackTable", "samples"] {
      let table = try #require(thread[name] as? [String: Any])
      let length = try #require(table["length"] as? Int)
      for (column, values) in table {
        if let values = values as? [Any] { #expect(values.count == length, "\(name).\(column)") }
      }
    }
  }

  @Test func filtersSayWhoTookTheLastSample() throws {
    #expect(
      try report { $0.focus = "nobody is called so" }.notes == [
        "focus matched no samples", "the filters by name left none of 110 samples",
      ]
    )
  }

  @Test func wrongSettingsAreSentences() {
    #expect(throws: ProfileReportError("focus is no regular expression: a ( without its ) at character 1")) {
      try report { $0.focus = "(" }
    }
    #expect(throws: ProfileReportError.self) { try report { $0.sampleIndex = "cpu" } }
    #expect(throws: ProfileReportError.self) { try report { $0.divideBy = 0 } }
  }

  @Test func listShowsSourceAroundTheLines() throws {
    let profile = Profile.heap([HeapRow("main.alloc /src/main.go:12", size: 1 << 20, allocated: 3, inUse: 3)])
    let lines = (1...40).map { "line \($0)" }
    let report = try ReportedProfile(profile, kind: .list, settings: ProfileReportSettings())
    let listing = try ListReport(report, matching: RegularExpression("alloc")) { _ in .lines(lines) }
    let function = try #require(listing.functions.first)
    #expect(function.lines.map(\.line) == Array(7...17))
    #expect(function.lines.first { $0.line == 12 }?.text == "line 12")
    #expect(function.lines.first { $0.line == 12 }?.flat == function.flat)
    #expect(throws: ProfileReportError.self) {
      try ListReport(report, matching: RegularExpression("nobody")) { _ in .lines([]) }
    }
  }
}
