// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Foundation
import Reporting
import TestSupport
import Testing

@testable import ProfileWorkbench

/// What the interactive `go tool pprof` printed for a session of lines.
struct PprofSession: Decodable, CustomTestStringConvertible {
  var profile: String
  var lines: [String]
  var output: String

  var testDescription: String { lines.joined(separator: "; ") }
}

/// Sessions print what `go tool pprof` prints for the same lines.
@Suite struct PprofShellTests {
  private struct Recorded: Decodable {
    var sessions: [PprofSession]
    var options: [String]
  }

  private static let recorded: Recorded = {
    do {
      let bytes = try Fixtures.bytes("formats/profile-reports/shell.json")
      return try JSONDecoder().decode(Recorded.self, from: Data(bytes))
    } catch {
      Issue.record("the recorded sessions cannot be read: \(error)")
      return Recorded(sessions: [], options: [])
    }
  }()

  static var sessions: [PprofSession] { recorded.sessions }

  @Test func `there are sessions`() { #expect(Self.sessions.count > 20) }

  @Test(arguments: sessions)
  func `a session prints what pprof prints`(_ session: PprofSession) throws {
    var shell = try Shell.of("formats/\(session.profile)")
    var printed = ""
    for line in session.lines {
      for case .text(let text) in shell.run(line) { printed += text }
    }
    let expected = Self.comparable(session.output)
    let actual = Self.comparable(printed)
    for (line, pair) in zip(expected, actual).enumerated() where pair.0 != pair.1 {
      Issue.record("line \(line + 1):\n\(pair.0)\n\(pair.1)")
      return
    }
    #expect(expected.count == actual.count)
  }

  @Test func `options are listed as pprof lists them`() throws {
    var shell = try Shell.of("formats/profile-reports/generated.pb.gz")
    guard case .text(let text) = shell.run("o").first else {
      Issue.record("no text")
      return
    }
    let actual = text.split(separator: "\n").map { Self.squeezed($0) }
    // Not there: Intel's syntax, and a base that is chosen while the shell runs.
    let expected = Self.recorded.options.map { Self.squeezed($0[...]) }.filter {
      !$0.hasPrefix("intel_syntax") && !$0.hasPrefix("normalize")
    }
    #expect(actual.filter { !$0.hasPrefix("source_path") } == expected)
  }

  private static func squeezed(_ line: Substring) -> String {
    line.split(separator: " ").joined(separator: " ")
  }

  /// Lines without what pprof gets wrong (Documentation/Pprof-differences.md): what it says it dropped below.
  private static func comparable(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("Dropped ") ? String(line.prefix { $0 != "(" }) : String(line)
    }
  }
}

enum Shell {
  /// A shell on a recorded profile, with a source file for everything.
  static func of(_ path: String) throws -> ProfileShell {
    ProfileShell(
      try Fixtures.profile(path),
      settings: ProfileReportSettings(),
      source: { path, _ in .lines((1...80).map { "line \($0) of \(path)" }) },
      encode: { Array("\($0.samples.count) samples".utf8) }
    )
  }
}
