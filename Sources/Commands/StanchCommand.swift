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
  package static func run() async {
    await main()
  }
}

/// The version of this program.
package enum Version {
  package static let current = "0.1.0"
}
