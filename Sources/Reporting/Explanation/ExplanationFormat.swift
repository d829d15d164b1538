// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A form in which `stanch explain` answers.
package protocol ExplanationFormat: Sendable {
  /// The name after `--format`.
  var name: String { get }
  /// One kind, ending with a newline.
  func page(_ page: KindPage, for surface: Surface) -> String
  /// All kinds with a line each, family by family, ending with a newline.
  func list(_ pages: [KindPage], for surface: Surface) -> String
}

/// All of them.
package enum ExplanationFormats {
  package static let all: [any ExplanationFormat] = [TerminalExplanation(), JSONExplanation(), MarkdownExplanation()]

  /// The names as a sentence lists them.
  package static var names: String {
    let names = all.map(\.name)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}

/// Pages as JSON: one object, or a list of them.
package struct JSONExplanation: ExplanationFormat {
  package let name = "json"

  package init() {}

  package func page(_ page: KindPage, for surface: Surface) -> String { encoded(page) }

  package func list(_ pages: [KindPage], for surface: Surface) -> String { encoded(pages) }

  private func encoded(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    } catch {
      // Pages hold nothing but text of this program.
      preconditionFailure("the page could not be encoded: \(error)")
    }
  }
}
