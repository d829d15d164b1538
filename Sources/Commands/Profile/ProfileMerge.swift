// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Evidence
import Intake

/// `stanch profile merge`.
struct ProfileMerge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Adds profiles up and writes the sum as profile.proto."
  )

  @Argument(help: "Profiles, bundles or live services.", completion: .file())
  var places: [String]
  @OptionGroup var input: ProfileInputOptions
  @OptionGroup var reach: ReachOptions
  @Option(name: .shortAndLong, help: "The file to write.", completion: .file(extensions: ["gz"]))
  var output: String

  func run() async throws {
    do {
      try OutputFile.check(output)
      let profile = try await ProfileSources(input: input, reach: reach).profile(from: places)
      let bytes = ProfileIntake.encoded(profile)
      try OutputFile.write(bytes, to: output)
      StandardError.say("wrote \(output): \(profile.samples.count) samples, \(bytes.count) bytes")
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }
}
