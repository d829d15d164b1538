// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Intake
import Reporting

/// `stanch profile convert`.
struct ProfileConvert: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Writes a profile in the format of another tool, after the filters."
  )

  @Argument(help: "Profiles, bundles or live services.", completion: .file())
  var places: [String]
  @Option(help: "The format: \(ProfileExport.allCases.map(\.rawValue).joined(separator: ", ")).")
  var to: ProfileExport
  @OptionGroup(title: "Values, rows and filters") var options: ProfileOptions
  @OptionGroup(title: "Inputs") var input: ProfileInputOptions
  @OptionGroup(title: "Reaching a live service") var reach: ReachOptions
  @Option(name: .shortAndLong, help: "The file to write; without it standard output.", completion: .file())
  var output: String?

  func run() async throws {
    do {
      if let output { try OutputFile.check(output) }
      let profile = try await ProfileSources(input: input, reach: reach).profile(from: places)
      let settings = options.settings
      let format = to
      let bytes = try CommandFailure.translating { () throws in
        let report = try ReportedProfile(profile, kind: format.kind, settings: settings)
        for note in report.notes { StandardError.say("note: \(note)") }
        return format == .pprof ? ProfileIntake.encoded(report.profile) : Array(format.text(report).utf8)
      }
      if let output {
        try OutputFile.write(bytes, to: output)
        StandardError.say("wrote \(output): \(bytes.count) bytes")
      } else {
        try StandardOutput.write(bytes)
      }
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }
}

extension ProfileExport: ExpressibleByArgument {}
