// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Foundation
import Reporting
import TestSupport
import Testing

@testable import ProfileWorkbench

@Suite struct ProfileViewTests {
  private func view(_ names: [String] = ["generated-base", "generated"]) throws -> ProfileView {
    ProfileView(
      try names.map { .init(name: $0, profile: try Fixtures.profile("formats/profile-reports/\($0).pb.gz")) },
      settings: ProfileReportSettings(),
      source: { path, function in
        path.hasSuffix(".go") ? .lines((1...80).map { "\(function) \($0)" }) : .missing("no \(path)")
      }
    )
  }

  /// The value at a path of keys and indices.
  private func object(_ answer: ProfileView.Answer) throws -> [String: Any] {
    guard case .json(let text) = answer else {
      Issue.record("\(answer)")
      return [:]
    }
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `the page learns what there is`() async throws {
    let about = try object(await view().answer("about", [:]))
    #expect(about["profiles"] as? [String] == ["generated-base", "generated"])
    #expect(about["sampleTypes"] as? [String] == ["alloc_objects", "alloc_space", "inuse_objects", "inuse_space"])
    #expect(about["unit"] as? String == "bytes")
  }

  @Test func `the flame graph has the total of the profile, whichever way up`() async throws {
    let view = try view()
    let total = try ReportedProfile(
      Fixtures.profile("formats/profile-reports/generated.pb.gz"),
      kind: .top,
      settings: ProfileReportSettings()
    ).total
    for turned in ["0", "1"] {
      let flame = try object(await view.answer("flame", ["i": turned]))
      #expect((flame["after"] as? [Int64])?.first == total)
      #expect((flame["path"] as? [[String: Any]])?.count == 1)
    }
  }

  @Test func `upside down twice is the profile itself`() throws {
    let profile = try Fixtures.profile("formats/profile-reports/generated.pb.gz")
    let settings = ProfileReportSettings()
    let twice = try ReportedProfile(profile.inverted().inverted(), kind: .tree, settings: settings)
    #expect(
      try CallReport(twice).text() == CallReport(ReportedProfile(profile, kind: .tree, settings: settings)).text()
    )
  }

  @Test func `upside down, roots are the functions with values of their own`() async throws {
    let top = TopReport(
      try ReportedProfile(
        Fixtures.profile("formats/profile-reports/generated.pb.gz"),
        kind: .top,
        settings: ProfileReportSettings()
      )
    )
    let names = try roots(of: object(await view().answer("flame", ["i": "1"])))
    for row in top.rows where row.flat > 0 { #expect(names[row.name] == row.flat, "\(row.name)") }
  }

  /// Values of the nodes directly below the root, by name.
  private func roots(of flame: [String: Any]) throws -> [String: Int64] {
    let shared = try #require(flame["shared"] as? [Int])
    let rest = try #require(flame["rest"] as? [String])
    var names: [String] = []
    for (count, tail) in zip(shared, rest) {
      names.append(String(decoding: (names.last ?? "").utf16.prefix(count), as: UTF16.self) + tail)
    }
    let depths = try #require(flame["depth"] as? [Int])
    let numbers = try #require(flame["name"] as? [Int])
    let values = try #require(flame["after"] as? [Int64])
    var result: [String: Int64] = [:]
    for (index, depth) in depths.enumerated() where depth == 1 && numbers[index] >= 0 {
      result[names[numbers[index]]] = values[index]
    }
    return result
  }

  @Test func `zooming asks for the tree below a path`() async throws {
    let view = try view()
    let whole = try roots(of: object(await view.answer("flame", [:])))
    let (name, value) = try #require(whole.max { $0.value < $1.value })
    let below = try object(await view.answer("flame", ["z": name]))
    #expect((below["after"] as? [Int64])?.first == value)
    #expect((below["path"] as? [[String: Any]])?.last?["name"] as? String == name)
    let lost = try object(await view.answer("flame", ["z": "\(name)\nno such function"]))
    #expect((lost["path"] as? [[String: Any]])?.count == 2)
  }

  @Test func `both halves of a sandwich have the value of their function`() async throws {
    let view = try view()
    let table = try object(await view.answer("table", [:]))
    let rows = try #require(table["rows"] as? [[String: Any]])
    for row in rows.prefix(6) {
      let name = try #require(row["name"] as? String)
      let cumulative = try #require((row["numbers"] as? [Any])?[1] as? Int64)
      let sandwich = try object(await view.answer("sandwich", ["f": name]))
      for half in ["callers", "callees"] {
        let tree = try #require(sandwich[half] as? [String: Any])
        #expect((tree["after"] as? [Int64])?.first == cumulative, "\(half) of \(name)")
        #expect((tree["path"] as? [[String: Any]])?.last?["name"] as? String == name)
      }
    }
  }

  @Test func `a base makes it a comparison`() async throws {
    let view = try view()
    #expect(try object(await view.answer("flame", ["b": "0"]))["before"] != nil)
    #expect(try object(await view.answer("flame", [:]))["before"] == nil)
    let difference = try object(await view.answer("diff", [:]))
    #expect((difference["columns"] as? [[String: Any]])?.contains { $0["name"] as? String == "verdict" } == true)
    let trend = try object(await view.answer("trend", [:]))
    #expect((trend["rows"] as? [[String: Any]])?.first?["values"] as? [Int64] != nil)
  }

  @Test func `source comes with values, for the chosen function alone`() async throws {
    let listing = try object(await view().answer("source", ["f": "main.serve"]))
    let functions = try #require(listing["functions"] as? [[String: Any]])
    #expect(functions.allSatisfy { $0["name"] as? String == "main.serve" } && !functions.isEmpty)
  }

  @Test func `hiding the runtime leaves none of its frames`() async throws {
    let view = try view()
    #expect(try roots(of: object(await view.answer("flame", [:]))).keys.contains { $0.hasPrefix("runtime.") })
    #expect(try !roots(of: object(await view.answer("flame", ["h": "1"]))).keys.contains { $0.hasPrefix("runtime.") })
  }

  @Test(arguments: [
    ("flame", ["p": "2"], "there is no profile"), ("flame", ["b": "-1"], "there is no profile"),
    ("flame", ["focus": "("], ""),
    ("flame", ["t": "nothing"], "there is no sample type"), ("sandwich", [:], "choose a function first"),
    ("sandwich", ["f": "nobody"], "no stack has nobody"), ("source", ["f": "nobody"], "no function matches"),
    ("source", [:], "choose a function"),
  ])
  func `what cannot be answered has a sentence`(question: String, query: [String: String], sentence: String)
    async throws
  {
    guard case .failure(let text) = try await view().answer(question, query) else {
      Issue.record("an answer")
      return
    }
    #expect(text.hasPrefix(sentence) && !text.isEmpty)
  }

  @Test(arguments: ["", "..", "etc", "flame.html"])
  func `other questions are unknown`(question: String) async throws {
    #expect(try await view().answer(question, [:]) == .unknown)
  }

  @Test func `one profile has no difference and no trend, and says so`() async throws {
    let view = try view(["generated"])
    for question in ["diff", "trend"] {
      guard case .failure(let text) = await view.answer(question, [:]) else {
        Issue.record("an answer")
        continue
      }
      #expect(text.contains("two profiles"))
    }
  }

  @Test func `a long table is cut and says by how much`() {
    let rows = (0..<1500).map { [ReportTable.Cell.number(Int64($0), shown: "\($0)"), .text("n\u{1b}[2J")] }
    let table = ViewTable(
      ReportTable(columns: [.init("flat", isNumber: true), .init("name")], rows: rows),
      lines: [],
      unit: "bytes",
      names: []
    )
    #expect(table.rows.count == 1000 && table.more == 500)
    #expect(!table.rows[0].cells[1].contains("\u{1b}"))
  }

  @Test func `the page holds no name, and its policy allows its own style and script alone`() {
    let page = ViewPage.html()
    #expect(page.components(separatedBy: "<script").count == 2 && page.components(separatedBy: "<style").count == 2)
    #expect(
      !page.contains("innerHTML") && !page.contains("outerHTML") && !page.contains("insertAdjacentHTML")
        && !page.contains("eval(")
    )
    #expect(ViewPage.policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
    #expect(page.utf8.count < 60_000)
  }
}
