// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Evidence
import Reporting

/// `stanch profile flame`.
struct ProfileFlame: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flame",
    abstract: "A flame graph as one HTML file that opens anywhere, offline; with --diff_base what changed."
  )

  @Argument(help: "Profiles, bundles or live services.", completion: .file())
  var places: [String]
  @OptionGroup(title: "Values, rows and filters") var options: ProfileOptions
  @OptionGroup(title: "Inputs") var input: ProfileInputOptions
  @OptionGroup(title: "Reaching a live service") var reach: ReachOptions
  @Option(name: .shortAndLong, help: "The file to write.", completion: .file(extensions: ["html"]))
  var output: String

  func run() async throws {
    do {
      try OutputFile.check(output)
      let sources = ProfileSources(input: input, reach: reach)
      let settings = options.settings
      let profile = try await sources.added(places)
      let bases = input.diffBase + input.base
      let base = bases.isEmpty ? nil : try await sources.added(bases)
      let page = try CommandFailure.translating {
        let report = try ReportedProfile(profile, kind: .top, settings: settings)
        for note in report.notes { StandardError.say("note: \(note)") }
        return FlamePage(report, base: try base.map { try ReportedProfile($0, kind: .top, settings: settings) }).html()
      }
      try OutputFile.write(Array(page.utf8), to: output)
      StandardError.say("wrote \(output): \(page.utf8.count / 1024) KB")
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }
}
