// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import TestSupport
import Testing

/// Every line of every report equals what `go tool pprof` prints for the same options.
@Suite struct PprofOracleTests {
  static let runs: [PprofRun] = {
    do {
      let packed = try Fixtures.bytes("formats/profile-reports/pprof.jsonl.gz")
      let text = try GzipInflater.inflate(packed.rawBytes).bytes
      return try text.split(separator: UInt8(ascii: "\n")).map {
        try JSONDecoder().decode(PprofRun.self, from: Data($0))
      }
    } catch {
      Issue.record("the recorded reports cannot be read: \(error)")
      return []
    }
  }()

  @Test func thereAreManyRuns() { #expect(Self.runs.count > 150) }

  @Test(arguments: runs) func printsWhatPprofPrints(_ run: PprofRun) throws {
    let printed: String
    do {
      printed = try ReportUnderTest.text(run)
    } catch {
      #expect(run.status != 0, "\(error)")
      return
    }
    #expect(run.status == 0)
    let expected = Self.lines(run.output)
    let actual = Self.lines(printed)
    if expected == actual { return }
    for (line, pair) in zip(expected, actual).enumerated() where pair.0 != pair.1 {
      Issue.record("line \(line + 1):\n\(pair.0)\n\(pair.1)")
      return
    }
    Issue.record("pprof prints \(expected.count) lines, not \(actual.count)")
  }

  /// The lines without what pprof gets wrong, which is what it says it dropped below, and with calls of equal weight and
  /// different sign, whose order is chance, in one order.
  private static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var calls: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.contains("% |   ") {
        calls.append(String(line).replacing("-", with: " "))
        continue
      }
      lines += calls.sorted()
      calls = []
      lines.append(line.hasPrefix("Dropped ") ? String(line.prefix { $0 != "(" }) : String(line))
    }
    return lines + calls.sorted()
  }
}
