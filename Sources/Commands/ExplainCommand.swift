// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import Reporting

/// `stanch explain`: what a kind of leak is, with the smallest programs that show it.
package struct ExplainCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a kind of leak: how it happens, how it is found, how it is mended.",
    discussion: """
      Without a name it lists all kinds and notes. With one it shows what happens, a program that leaks and the same one \
      mended, which evidence shows it and what that may claim, what would refute it, the fix and the guard.

      Examples:
        stanch explain
        stanch explain goroutine-blocked-send
        stanch explain unbounded-map --format markdown

      Exit status: 0, or 2 when there is no such kind.
      """
  )

  @Argument(help: "The name of a kind, as findings have it.", completion: .list(KindPage.all.map(\.kind)))
  var kind: String?

  @Option(help: "How to print it: \(ExplanationFormats.names).")
  var format = "terminal"

  package init() {}

  package mutating func validate() throws {
    guard ExplanationFormats.all.contains(where: { $0.name == format }) else {
      throw ValidationError("there is no format \"\(format)\"; use \(ExplanationFormats.names)")
    }
  }

  package mutating func run() throws {
    do {
      guard let chosen = ExplanationFormats.all.first(where: { $0.name == format }) else { return }
      let surface = StandardOutput.surface
      guard let kind else { return try StandardOutput.write(chosen.list(KindPage.all, for: surface)) }
      guard let page = KindPage.of(kind) else { throw CommandFailure(KindPage.missing(kind)) }
      try StandardOutput.write(chosen.page(page, for: surface))
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }
}
