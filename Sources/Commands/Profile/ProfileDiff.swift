// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Evidence
import Reporting

/// `stanch profile diff`.
struct ProfileDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What changed between two profiles, and whether that is more than chance.",
    discussion: """
      A heap profile is a sample: of a place that holds 2 MB a profile may show 1 or 4. So each change is shown with its \
      95 % interval, and only what chance does not explain, among all places looked at, is called growth. Numbers as \
      `go tool pprof -diff_base` prints them come from `stanch profile top AFTER --diff_base BEFORE`.

      Exit status: 0; 1 with --fail-if-grown when places grew by that much together, beyond chance; 2 when it could not run.
      """
  )

  @Argument(help: "The earlier profile.", completion: .file())
  var before: String
  @Argument(help: "The later profile.", completion: .file())
  var after: String
  @Option(help: "Exit with 1 when places grew by so much together, for example 5MB, or 100 goroutines.")
  var failIfGrown: GrownAmount?
  @OptionGroup var shared: ReportOptions

  func run() async throws {
    let comparison: ProfileComparison
    do {
      comparison = try await shared.compare([before, after], isTrend: false)
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
    guard let limit = failIfGrown, comparison.provenGrowth >= limit.amount else { return }
    let grown = MeasuredValue.text(Int64(clamping: comparison.provenGrowth), from: comparison.unit, to: "auto")
    StandardError.say("grew by \(grown), which is \(limit.text) or more")
    throw ExitCode(1)
  }
}

/// `stanch profile trend`.
struct ProfileTrend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "How places changed over several profiles of one process: slope with interval, plateau or climb."
  )

  @Argument(help: "Profiles, the earliest first, or a bundle with several.", completion: .file())
  var places: [String]
  @OptionGroup var shared: ReportOptions

  func run() async throws {
    do {
      _ = try await shared.compare(places, isTrend: true)
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }
}

extension ReportOptions {
  /// Compares the profiles of the places and writes the report.
  func compare(_ places: [String], isTrend: Bool) async throws -> ProfileComparison {
    if let path = output.output { try OutputFile.check(path) }
    let sources = ProfileSources(input: input, reach: reach)
    var profiles: [Profile] = []
    for place in places {
      let found = try await sources.profiles(from: [place])
      // Of a bundle a trend takes all profiles, a difference the last.
      profiles += isTrend || found.count == 1 ? found : Array(found.suffix(1))
    }
    if isTrend, profiles.allSatisfy({ $0.timeNanos > 0 }) { profiles.sort { $0.timeNanos < $1.timeNanos } }
    let settings = options.settings
    let compared = profiles
    let comparison = try CommandFailure.translating { try ProfileComparison(compared, settings: settings) }
    try write(ComparisonReport(comparison, isTrend: isTrend, limit: settings.nodeCount ?? 20))
    return comparison
  }
}

/// An amount of growth: bytes with a unit, or a bare number.
struct GrownAmount: ExpressibleByArgument {
  let text: String
  let amount: Double

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits) else { return nil }
    text = argument
    let unit = argument.dropFirst(digits.count)
    guard !unit.isEmpty else {
      amount = value
      return
    }
    let name = unit.hasSuffix("iB") ? unit.dropLast(2) + "B" : unit
    let factors: [String: Double] = ["B": 1, "kB": 1024, "KB": 1024, "MB": 1_048_576, "GB": 1_073_741_824]
    guard let factor = factors[String(name)] else { return nil }
    amount = value * factor
  }
}
