// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence

/// One finding in Markdown: what, how much and how sure, the source line, what to do; the reasons folded.
struct MarkdownFinding {
  /// What is told when there is room.
  enum Part: Hashable, CaseIterable {
    case excerpt, reasons, code

    /// What to add to `count` findings, the most useful first.
    static func inOrder(for count: Int) -> [(index: Int, part: Part)] {
      guard count > 0 else { return [] }
      let first: [(index: Int, part: Part)] = [(0, .excerpt), (0, .reasons), (0, .code)]
      return first + (1..<count).flatMap { index in [(index, Part.excerpt), (index, .reasons), (index, .code)] }
    }
  }

  let finding: Finding
  let number: Int
  var parts: Set<Part> = []

  private static let excerptLimit = 7
  private static let codeLimit = 20
  private static let evidenceLimit = 4
  private static let retainerLimit = 2
  private static let valueLimit = 12

  init(finding: Finding, number: Int) {
    self.finding = finding
    self.number = number
  }

  func lines() -> [String] {
    let words = FindingWords(finding)
    let title = MarkdownText.prose(finding.title + words.inFunction, limit: 300)
    let growth = words.growth.map { ", " + MarkdownText.prose($0) } ?? "."
    var lines = [
      "", "### \(number). \(finding.level == .leak ? "Leak" : "Suspect"): \(title)", "",
      "\(MarkdownText.code(finding.kind)), confidence \(Quantity.confidence(finding.confidence)), \(words.proof)\(growth)"
        + " \(MarkdownText.prose(finding.explanation, limit: 800))",
    ]
    let excerpt = parts.contains(.excerpt) ? excerpt : []
    if !excerpt.isEmpty { lines += [""] + MarkdownText.fence(excerpt) }
    if let fix = finding.fix { lines += ["", "**Fix:** \(MarkdownText.prose(fix.text))"] }
    if parts.contains(.reasons) { lines += reasons(words) }
    return lines
  }

  /// The source lines nearest to the one that the finding points to, which is marked by a comment.
  private var excerpt: [String] {
    guard let location = finding.location, let all = location.excerpt, !all.isEmpty else { return [] }
    let point = all.firstIndex { $0.line == location.line } ?? all.count / 2
    let start = max(0, min(point - Self.excerptLimit / 2, all.count - Self.excerptLimit))
    let lines = all[start..<min(all.count, start + Self.excerptLimit)]
    let indent =
      lines.map(\.text).filter { !$0.allSatisfy(\.isWhitespace) }
      .map { $0.prefix { $0 == "\t" || $0 == " " }.count }.min() ?? 0
    return lines.map { line in
      let code = MarkdownText.cleaned(String(line.text.dropFirst(indent)), tab: "    ")
      return line.line == location.line ? "\(code.prefix(240))  // <-- line \(line.line)" : String(code)
    }
  }

  private func reasons(_ words: FindingWords) -> [String] {
    var body: [String] = []
    if parts.contains(.code) { body += change }
    body += finding.retainers.prefix(Self.retainerLimit).map { retainer in
      "- Held by: \(MarkdownText.code(retainer.path)) (\(Quantity.bytes(Double(retainer.retainedBytes))))"
    }
    if let also = words.also { body.append("- Also: \(MarkdownText.prose(also))") }
    body += finding.evidence.prefix(Self.evidenceLimit).map(evidence)
    if finding.evidence.count > Self.evidenceLimit {
      body.append("- Evidence: \(finding.evidence.count - Self.evidenceLimit) more in the JSON report")
    }
    if let safeguard = finding.guard {
      let rule = safeguard.alertRule.map { "; alert on \(MarkdownText.code($0)) for 15 min" } ?? ""
      body.append("- Guard: \(MarkdownText.prose(safeguard.text))\(rule)")
    }
    if !finding.refutedBy.isEmpty {
      body.append("- What would change this: \(MarkdownText.prose(finding.refutedBy))")
    }
    guard !body.isEmpty else { return [] }
    return ["", "<details><summary>Evidence, guard, and what would change this</summary>", ""] + body
      + ["", "</details>"]
  }

  private func evidence(_ line: Finding.EvidenceLine) -> String {
    var text = "- Evidence: \(MarkdownText.prose(line.statement))"
    if let numbers = line.numbers(at: Self.valueLimit) { text += ": " + numbers }
    return text + " (\(MarkdownText.prose(line.source, limit: 200)))"
  }

  /// The mistake and its mending side by side, where they are short.
  private var change: [String] {
    guard let before = finding.fix?.before, let after = finding.fix?.after else { return [] }
    let lines =
      ["// before"] + before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + ["// after"]
      + after.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.count <= Self.codeLimit ? MarkdownText.fence(lines) + [""] : []
  }
}
