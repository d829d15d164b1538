// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// The pages of `stanch explain` in Markdown, to be linked from a wiki or a ticket.
///
/// All of their text is this program's own, so nothing is escaped.
package struct MarkdownExplanation: ExplanationFormat {
  package let name = "markdown"

  package init() {}

  package func page(_ page: KindPage, for surface: Surface) -> String {
    var lines = ["# `\(page.kind)`", "", sentence(page.summary), "", page.mechanism]
    if let example = page.example {
      lines += code("Leaky", example.leaky) + code("Mended", example.fixed)
    }
    lines += ["", "## How it is found", "", page.detection, "", page.claim, "", "**Wrong if** \(page.refutedBy)."]
    lines += ["", "## Fix", "", sentence(page.fix.text)]
    if page.example == nil, let before = page.fix.before, let after = page.fix.after {
      lines += [""] + MarkdownText.fence(["// before", before, "", "// after", after].flatMap(split))
    }
    lines += ["", "## Guard", "", sentence(page.guard.text)]
    if let rule = page.guard.alertRule { lines += [""] + MarkdownText.fence([rule], language: "promql") }
    if let test = page.guard.test { lines += [""] + MarkdownText.fence(split(test)) }
    return lines.joined(separator: "\n") + "\n"
  }

  package func list(_ pages: [KindPage], for surface: Surface) -> String {
    LeakKindFamily.allCases.map { family in
      let rows = pages.filter { $0.family == family }.map { "| `\($0.kind)` | \($0.summary) |\n" }
      return "## \(family.title)\n\n| kind | what happened |\n|---|---|\n" + rows.joined()
    }.joined(separator: "\n")
  }

  private func code(_ title: String, _ parts: [ExampleProgram.Part]) -> [String] {
    ["", "## \(title)"]
      + parts.flatMap { part in
        ["", "`\(part.path)`", ""] + MarkdownText.fence(split(part.code))
      }
  }

  private func split(_ code: String) -> [String] {
    code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
