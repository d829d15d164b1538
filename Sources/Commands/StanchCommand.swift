// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import CMemoryReuse

/// The command line: one subcommand per file.
package struct StanchCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "stanch",
    abstract: "Finds, proves and stops leaks in Go services.",
    discussion: """
      A verdict on a live service, with the line that leaks, why, and how to fix it:
        stanch diagnose :6060
      What a kind of leak is, and how it is mended:
        stanch explain goroutine-blocked-send
      """,
    version: Version.current,
    subcommands: [
      DiagnoseCommand.self, CaptureCommand.self, RetainersCommand.self, GoroutinesCommand.self, ProfileCommand.self,
      ExplainCommand.self,
      GCTraceCommand.self,
    ]
  )

  package init() {}

  /// What has to come before any thread starts.
  package static func prepare() { stanch_share_memory_among_threads() }

  /// Parses the command line and runs the command it names; exits with its status.
  ///
  /// Bad arguments have status 2 and one line that says why, as everything else that could not run.
  package static func run() async {
    do {
      var command = try parseAsRoot(PprofCommandLine.rewritten(Array(CommandLine.arguments.dropFirst())))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      StandardError.say("stanch: \(reason(error)); see \(help)")
      exit(withError: ExitCode(2))
    }
  }

  /// What is wrong with the arguments, on one line and without a full stop.
  private static func reason(_ error: any Error) -> String {
    let line = message(for: error).split(whereSeparator: \.isNewline).first.map(String.init) ?? "bad arguments"
    return line.hasSuffix(".") ? String(line.dropLast()) : line
  }

  /// The help that fits the command line.
  private static var help: String {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let name = CommandLine.arguments.dropFirst().first(where: { names.contains($0) }) else {
      return "stanch --help"
    }
    return "stanch \(name) --help"
  }
}

/// The version of this program.
package enum Version {
  package static let current = "0.1.0"
}
