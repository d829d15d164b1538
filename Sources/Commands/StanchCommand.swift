// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

/// The command line: one subcommand per file.
package struct StanchCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "stanch",
    abstract: "Finds, proves and stops leaks in Go services.",
    discussion: """
      A verdict on a live service, with the line that leaks, why, and how to fix it:
        stanch diagnose :6060
      """,
    version: Version.current,
    subcommands: [DiagnoseCommand.self, CaptureCommand.self]
  )

  package init() {}

  /// Parses the command line and runs the command it names; exits with its status.
  ///
  /// Bad arguments exit with 2, as everything that keeps a command from running does.
  package static func run() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      StandardError.write(fullMessage(for: error) + "\n")
      exit(withError: ExitCode(2))
    }
  }
}

/// The version of this program.
package enum Version {
  package static let current = "0.1.0"
}
