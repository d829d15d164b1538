// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence

/// One finding on a terminal: kind and confidence, what and where, the source, the numbers, the fix and the guard.
struct TerminalFinding {
  let finding: Finding
  let number: Int
  let report: Report
  let surface: Surface

  func lines() -> [String] {
    var lines = heading
    lines += wrapped(finding.title + words.inFunction, indent: 3)
    lines += excerpt
    lines += wrapped(finding.explanation, indent: 3)
    if let growth = words.growth { lines += wrapped(growth, indent: 3) }
    lines += labelled("Held by", words.heldBy)
    lines += labelled("Also", words.also)
    lines += labelled("Fix", finding.fix?.text)
    lines += labelled("Guard", guardText)
    lines += labelled("Wrong if", finding.refutedBy.isEmpty ? nil : finding.refutedBy)
    return lines
  }

  /// Kind and confidence on one line where they fit, else on two.
  private var heading: [String] {
    let style: TerminalStyle = finding.level == .leak ? .bad : .doubtful
    let kind = TerminalText.safe(finding.kind)
    let confidence = "\(finding.level.rawValue), confidence \(Quantity.confidence(finding.confidence)), \(words.proof)"
    let start = "\(number)  "
    if start.count + kind.count + 3 + confidence.count <= surface.width {
      return [start + style(kind, surface) + "   " + TerminalStyle.faint(confidence, surface)]
    }
    return [start + style(kind, surface)]
      + TerminalText.wrapped(confidence, width: surface.width, indent: 3, hanging: 3)
      .map { TerminalStyle.faint($0, surface) }
  }

  private var words: FindingWords { FindingWords(finding) }

  /// Source lines, the one that the finding points to marked.
  private var excerpt: [String] {
    guard let location = finding.location, let lines = location.excerpt, !lines.isEmpty else { return [] }
    let digits = String(lines.map(\.line).max() ?? 0).count
    let indent =
      lines.map(\.text).filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == "\t" || $0 == " " }.count }.min() ?? 0
    var previous: Int?
    var result: [String] = []
    for line in lines {
      if let before = previous, line.line > before + 1 {
        result.append(String(repeating: " ", count: 6 + digits) + TerminalStyle.faint("\u{22EE}", surface))
      }
      previous = line.line
      let isPoint = line.line == location.line
      let expanded = String(line.text.dropFirst(indent)).split(separator: "\t", omittingEmptySubsequences: false)
        .joined(separator: "    ")
      let code = TerminalText.cut(TerminalText.safe(expanded), width: surface.width - 10 - digits)
      let margin = String(repeating: " ", count: digits - String(line.line).count)
      let text = "      \(margin)\(line.line) \(isPoint ? ">" : "|") \(code)"
      result.append(isPoint ? TerminalStyle.strong(text, surface) : TerminalStyle.faint(text, surface))
    }
    return result
  }

  private var guardText: String? {
    finding.guard.map { $0.alertRule.map { "\($0)   for 15m" } ?? $0.text }
  }

  private func labelled(_ label: String, _ text: String?) -> [String] {
    guard let text else { return [] }
    let padded = label + String(repeating: " ", count: max(1, 10 - label.count))
    var lines = TerminalText.wrapped(
      TerminalText.safe(text),
      width: surface.width - 13,
      indent: 0,
      hanging: 0
    )
    for index in lines.indices {
      lines[index] = (index == 0 ? "   " + padded : String(repeating: " ", count: 13)) + lines[index]
    }
    return lines
  }

  private func wrapped(_ text: String, indent: Int) -> [String] {
    TerminalText.wrapped(TerminalText.safe(text), width: surface.width, indent: indent, hanging: indent)
  }
}
