// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// The pages of `stanch explain` for reading on a terminal: sentences wrapped, code as it is.
package struct TerminalExplanation: ExplanationFormat {
  package let name = "terminal"

  /// Lines of text are easier to read when they are not as long as a terminal is wide.
  private static let widest = 100

  package init() {}

  package func page(_ page: KindPage, for surface: Surface) -> String {
    var lines = [TerminalStyle.strong(page.kind, surface)] + wrapped(page.summary, surface)
    lines += section("What happens", wrapped(page.mechanism, surface), surface)
    if let example = page.example {
      lines += section("Leaky", code(example.leaky, surface), surface)
      lines += section("Mended", code(example.fixed, surface), surface)
    }
    lines += section("How it is found", wrapped(page.detection, surface) + [""] + wrapped(page.claim, surface), surface)
    lines += section("Wrong if", wrapped(page.refutedBy, surface), surface)
    // The programs show the mistake already.
    let change = page.example == nil ? [page.fix.before, page.fix.after] : []
    let changed = zip(["before", "after"], change).flatMap { label, text in
      text.map { ["", TerminalStyle.faint("  // \(label)", surface)] + indented($0, surface) } ?? []
    }
    lines += section("Fix", wrapped(page.fix.text, surface) + changed, surface)
    var guards = wrapped(page.guard.text, surface)
    if let rule = page.guard.alertRule {
      guards += ["", TerminalStyle.faint("  alert, for 15m:", surface), "    " + rule]
    }
    if let test = page.guard.test { guards += ["", TerminalStyle.faint("  test:", surface)] + indented(test, surface) }
    lines += section("Guard", guards, surface)
    return lines.joined(separator: "\n") + "\n"
  }

  package func list(_ pages: [KindPage], for surface: Surface) -> String {
    var lines: [String] = []
    let column = (pages.map(\.kind.count).max() ?? 0) + 4
    let width = min(surface.width, 120)
    for family in LeakKindFamily.allCases {
      let own = pages.filter { $0.family == family }
      if own.isEmpty { continue }
      if !lines.isEmpty { lines.append("") }
      lines.append(TerminalStyle.strong(family.title, surface))
      for page in own {
        let text = TerminalText.wrapped(page.summary, width: width, indent: column, hanging: column)
        let name = "  " + page.kind + String(repeating: " ", count: column - 2 - page.kind.count)
        lines.append(name + (text.first.map { String($0.dropFirst(column)) } ?? ""))
        lines += text.dropFirst()
      }
    }
    lines += ["", "stanch explain KIND shows how it happens, how it is found, and how it is mended."]
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ title: String, _ body: [String], _ surface: Surface) -> [String] {
    ["", TerminalStyle.strong(title, surface)] + body
  }

  private func wrapped(_ text: String, _ surface: Surface) -> [String] {
    // Backticks are for renderers; a reader of a terminal needs none.
    TerminalText.wrapped(text.replacing("`", with: ""), width: min(surface.width, Self.widest), indent: 2, hanging: 2)
  }

  private func code(_ parts: [ExampleProgram.Part], _ surface: Surface) -> [String] {
    parts.enumerated().flatMap { index, part in
      (index > 0 ? [""] : []) + [TerminalStyle.faint("  // \(part.path)", surface)] + indented(part.code, surface)
    }
  }

  private func indented(_ code: String, _ surface: Surface) -> [String] {
    code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? "" : line.contains("// leak: here") ? TerminalStyle.bad("    \(line)", surface) : "    \(line)"
    }
  }
}
