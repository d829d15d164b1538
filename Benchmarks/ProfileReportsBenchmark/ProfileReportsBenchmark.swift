// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
import CMemoryReuse
import Evidence
import Foundation
import Intake
import Reporting

/// Makes one report of the profiles given and prints what `Benchmarks/profile.py` tabulates.
///
/// Usage: `ProfileReportsBenchmark top|tree|traces|flame|merge|diff|difference FILE...`. Line: bytes of the report, CPU
/// seconds of reading and of the report, peak resident memory in MB.
@main struct ProfileReportsBenchmark {
  static func main() throws {
    stanch_reuse_memory()
    let words = Array(CommandLine.arguments.dropFirst())
    guard let command = words.first else { return }
    let profiles = try words.dropFirst().flatMap { try ProfileIntake.profiles(at: $0) }
    let read = cpuSeconds()
    let settings = ProfileReportSettings()
    let text: String
    switch command {
    case "diff":
      text = ComparisonReport(try ProfileComparison(profiles, settings: settings), isTrend: false, limit: 20).text()
    case "difference":
      let difference = try ProfileMerging.difference(profiles[1], base: profiles[0], marksBase: true)
      text = TopReport(try ReportedProfile(difference, kind: .top, settings: settings)).text()
    default:
      let merged = try ProfileMerging.merge(profiles)
      let kind: ProfileReportKind = command == "tree" ? .tree : command == "traces" ? .traces : .top
      let report = try ReportedProfile(merged, kind: kind, settings: settings)
      switch command {
      case "tree": text = try CallReport(report).text()
      case "traces": text = TracesReport(report).text()
      case "flame": text = FlamePage(report).html()
      default: text = TopReport(report).text()
      }
    }
    let made = cpuSeconds()
    print(text.utf8.count, seconds(read), seconds(made - read), peakMemory() / 1024, separator: " ")
  }

  private static func seconds(_ value: Double) -> String { String(format: "%.3f", value) }

  private static func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  /// The largest resident set so far, the mapped file included, in KiB.
  private static func peakMemory() -> Int {
    guard let status = try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8) else { return 0 }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "0") } ?? 0
  }
}
