// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence

/// The report for an issue tracker or a pull request: the verdict, what to do about the worst finding, and the rest folded.
///
/// Fewer than 60 lines and 60,000 characters, whatever the input: a description on GitHub holds 65,536. What does not fit
/// is counted. Renders on GitHub and GitLab; nothing of the target's names acts there.
package struct MarkdownReport: ReportFormat {
  package let name = "markdown"

  /// Lines that a report has at most.
  static let lineLimit = 59
  /// Findings that are told, and those that are listed by title after them.
  private static let toldLimit = 3
  private static let listedLimit = 4

  package init() {}

  package func render(_ report: Report, for surface: Surface) -> String {
    let findings = report.findings.filter { $0.level != .note }
    let head = head(report)
    let tail = listed(Array(findings.dropFirst(Self.toldLimit))) + MarkdownTail(report: report).lines()
    var told = findings.prefix(Self.toldLimit).enumerated().map { MarkdownFinding(finding: $1, number: $0 + 1) }
    // The worst finding is told whole before the next gets more than its title and its fix.
    for part in MarkdownFinding.Part.inOrder(for: told.count) {
      told[part.index].parts.insert(part.part)
      let count = head.count + tail.count + told.reduce(0) { $0 + $1.lines().count }
      if count > Self.lineLimit { told[part.index].parts.remove(part.part) }
    }
    return (head + told.flatMap { $0.lines() } + tail).joined(separator: "\n") + "\n"
  }

  /// The sentence of the verdict, and what was looked at.
  private func head(_ report: Report) -> [String] {
    let words = ReportWords(report)
    var facts = [MarkdownText.code(report.target.name)]
    if let version = report.target.goVersion { facts.append(MarkdownText.prose(version, limit: 80)) }
    if let uptime = report.target.uptimeSeconds { facts.append("up \(Quantity.duration(uptime))") }
    if let address = report.target.address, address != report.target.name {
      facts.append((report.target.kind == .url ? "at " : "from ") + MarkdownText.code(address))
    }
    facts.append(words.watched)
    facts += words.counts.map { MarkdownText.prose($0.replacing("->", with: "to")) }
    if let limit = words.detectionLimit { facts.append(MarkdownText.prose(limit)) }
    return [
      "**\(words.verdict):** \(MarkdownText.prose(report.summary, limit: 1000))", "",
      "<sub>\(facts.filter { !$0.isEmpty }.joined(separator: ", "))</sub>",
    ]
  }

  private func listed(_ findings: [Finding]) -> [String] {
    guard !findings.isEmpty else { return [] }
    var lines = findings.prefix(Self.listedLimit).map { finding in
      "- \(finding.level.rawValue) \(MarkdownText.code(finding.kind)): \(MarkdownText.prose(finding.title, limit: 300))"
    }
    let rest = findings.count - lines.count
    if rest > 0 { lines.append("- and \(Quantity.plural(rest, "more finding"))") }
    return [""] + lines
  }
}

/// The folded end: notes, what would settle it, what is missing, what it cost.
private struct MarkdownTail {
  let report: Report

  private static let listLimit = 3

  func lines() -> [String] {
    let words = ReportWords(report)
    let notes = report.findings.filter { $0.level == .note }
    var body = list("Not a leak", notes.map { "\($0.title) (`\($0.kind)`)" })
    body += list("To settle it", report.wouldSettle)
    body += list("Missing", words.gaps)
    let numbers = [words.ledger, words.cost.map { "Cost of this look: \($0)." }].compactMap { $0 }
    body += numbers.map { "- \(MarkdownText.prose($0))" }
    guard !body.isEmpty else { return [] }
    let settling = report.wouldSettle.isEmpty ? "" : "What would settle it, "
    let summary = settling.isEmpty ? "Notes, gaps and cost of the look" : settling + "notes, gaps and cost of the look"
    return ["", "<details><summary>\(summary)</summary>", ""] + body + ["", "</details>"]
  }

  private func list(_ label: String, _ texts: [String]) -> [String] {
    let more = texts.count > Self.listLimit ? ["- \(label): and \(texts.count - Self.listLimit) more"] : []
    return texts.prefix(Self.listLimit).map { "- \(label): \(MarkdownText.prose($0, limit: 400))" } + more
  }
}
