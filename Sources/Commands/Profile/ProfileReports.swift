// SPDX-License-Identifier: Apache-2.0

import Analysis
import ArgumentParser
import Evidence
import RegularExpressions
import Reporting

/// The options that all reports share, and how a report is made of them.
struct ReportOptions: ParsableArguments {
  @OptionGroup(title: "Values, rows and filters")
  var options: ProfileOptions
  @OptionGroup(title: "Inputs")
  var input: ProfileInputOptions
  @OptionGroup(title: "Output")
  var output: ProfileOutputOptions
  @OptionGroup(title: "Reaching a live service")
  var reach: ReachOptions

  mutating func validate() throws {
    guard ProfileReportFormat(rawValue: output.format) != nil else {
      throw ValidationError("there is no format \"\(output.format)\"; use one of \(ProfileReportFormat.names)")
    }
  }

  /// Reads the places, makes the report and writes it; ends the program with a sentence when that fails.
  func run(
    _ kind: ProfileReportKind,
    _ places: [String],
    make: (ReportedProfile) throws -> any ProfileReport
  ) async throws {
    do {
      if let path = output.output { try OutputFile.check(path) }
      let profile = try await ProfileSources(input: input, reach: reach).profile(from: places)
      let settings = options.settings
      let report = try CommandFailure.translating { try ReportedProfile(profile, kind: kind, settings: settings) }
      for note in report.notes { StandardError.say("note: \(note)") }
      let made = try CommandFailure.translating { try make(report) }
      try write(made)
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }

  func write(_ report: any ProfileReport) throws(CommandFailure) {
    let text = (ProfileReportFormat(rawValue: output.format) ?? .text).render(report)
    if let path = output.output {
      try OutputFile.write(Array(text.utf8), to: path)
    } else {
      try StandardOutput.writeWhileRead(text)
    }
  }

  /// The regular expression of an argument.
  static func expression(_ text: String) throws -> RegularExpression {
    do {
      return try RegularExpression(text)
    } catch {
      throw CommandFailure("\"\(text)\" is no regular expression: \(error)")
    }
  }
}

/// The profiles that a report is about, and its options.
struct ProfileReportOptions: ParsableArguments {
  @Argument(help: "Profiles, bundles or live services.", completion: .file())
  var places: [String]
  @OptionGroup var report: ReportOptions

  /// Makes a report and writes it.
  func run(_ kind: ProfileReportKind, make: (ReportedProfile) throws -> any ProfileReport) async throws {
    try await report.run(kind, places, make: make)
  }
}

/// `stanch profile top`.
struct ProfileTop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "What each function has by itself and together with what it calls.",
    aliases: ["text"]
  )

  @OptionGroup var shared: ProfileReportOptions

  func run() async throws { try await shared.run(.top) { TopReport($0) } }
}

/// `stanch profile tree`.
struct ProfileTree: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Each function with its callers and callees."
  )

  @OptionGroup var shared: ProfileReportOptions

  func run() async throws { try await shared.run(.tree) { try CallReport($0) } }
}

/// `stanch profile peek`.
struct ProfilePeek: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peek",
    abstract: "The functions that match, with their callers and callees."
  )

  @Argument(help: "A regular expression of names.")
  var pattern: String
  @OptionGroup var shared: ProfileReportOptions

  func run() async throws {
    let pattern = pattern
    try await shared.run(.peek) { try CallReport($0, matching: ReportOptions.expression(pattern)) }
  }
}

/// `stanch profile list`.
struct ProfileList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "The source of the functions that match, with the values of each line."
  )

  @Argument(help: "A regular expression of names.")
  var pattern: String
  @OptionGroup var shared: ProfileReportOptions

  func run() async throws {
    let pattern = pattern
    let files = ProfileSourceFiles(settings: shared.report.options.settings)
    try await shared.run(.list) {
      try ListReport($0, matching: ReportOptions.expression(pattern)) { files.source(of: $0) }
    }
  }
}

/// `stanch profile traces`.
struct ProfileTraces: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "traces",
    abstract: "Every sample with its labels and its stack."
  )

  @OptionGroup var shared: ProfileReportOptions

  func run() async throws { try await shared.run(.traces) { TracesReport($0) } }
}

/// `stanch profile tags`.
struct ProfileTags: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags",
    abstract: "The labels with the totals of their values."
  )

  @OptionGroup var shared: ProfileReportOptions

  func run() async throws { try await shared.run(.tags) { TagsReport($0) } }
}

/// `stanch profile raw`.
struct ProfileRaw: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "raw", abstract: "The whole profile as text.")

  @OptionGroup var shared: ProfileReportOptions

  func run() async throws { try await shared.run(.raw) { RawReport($0) } }
}

/// `stanch profile comments`.
struct ProfileComments: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "comments",
    abstract: "The comments in the profile."
  )

  @OptionGroup var shared: ProfileReportOptions

  func run() async throws { try await shared.run(.comments) { CommentsReport($0) } }
}
