// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

/// The command line: one subcommand per file.
package struct StanchCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "stanch",
    abstract: "Finds, proves and stops leaks in Go services."
  )

  package init() {}
}
