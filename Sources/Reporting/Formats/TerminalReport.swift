// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence

/// The report for the one who asked, on a terminal: the verdict first, then each finding with its line, numbers, fix and
/// guard, then what the look cost and what is missing.
package struct TerminalReport: ReportFormat {
  package let name = "terminal"

  package init() {}

  package func render(_ report: Report, for surface: Surface) -> String {
    var lines = TerminalHeader(report: report, surface: surface).lines()
    let told = report.findings.filter { $0.level != .note }
    for (index, finding) in told.enumerated() {
      lines.append("")
      lines += TerminalFinding(finding: finding, number: index + 1, report: report, surface: surface).lines()
    }
    let notes = report.findings.filter { $0.level == .note }
    if !notes.isEmpty {
      lines.append("")
      for note in notes {
        lines += TerminalText.wrapped(
          TerminalText.safe("note  \(note.title)  (\(note.kind))"),
          width: surface.width,
          indent: 0,
          hanging: 6
        )
      }
    }
    lines += TerminalFooter(report: report, surface: surface).lines()
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The first lines: what was looked at, and the verdict.
private struct TerminalHeader {
  let report: Report
  let surface: Surface

  private var words: ReportWords { ReportWords(report) }

  func lines() -> [String] {
    var facts = [TerminalText.safe(report.target.name)]
    if let version = report.target.goVersion { facts.append(TerminalText.safe(version)) }
    if let uptime = report.target.uptimeSeconds { facts.append("up \(Quantity.duration(uptime))") }
    if let address = report.target.address, address != report.target.name {
      facts.append((report.target.kind == .url ? "at " : "from ") + TerminalText.safe(address))
    }
    facts.append(words.watched)
    var lines = TerminalText.wrapped(facts.joined(separator: ", "), width: surface.width, indent: 0, hanging: 2)
    let counts = words.counts.joined(separator: "   ")
    if !counts.isEmpty { lines = join(lines, counts) }
    lines += verdict
    return lines
  }

  /// The counts at the right end of the last line when they fit, else on a line of their own.
  private func join(_ lines: [String], _ text: String) -> [String] {
    guard let last = lines.last, last.count + text.count + 4 <= surface.width else { return lines + [text] }
    let space = String(repeating: " ", count: min(8, surface.width - last.count - text.count))
    return lines.dropLast() + [last + space + text]
  }

  private var verdict: [String] {
    let leaks = report.findings.count { $0.level == .leak }
    let suspects = report.findings.count { $0.level == .suspect }
    let notes = report.findings.count { $0.level == .note }
    var counts: [String] = []
    if leaks > 0 { counts.append(Quantity.plural(leaks, "leak")) }
    if suspects > 0 { counts.append(Quantity.plural(suspects, "suspect")) }
    if notes > 0 { counts.append(Quantity.plural(notes, "note")) }
    let word = words.verdict
    let style: TerminalStyle =
      switch report.verdict {
      case .leaking: .bad
      case .suspected, .insufficientEvidence: .doubtful
      case .healthy: .good
      }
    if let seconds = report.timeToLimitSeconds {
      counts.append("memory limit reached in about \(Quantity.duration(seconds))")
    }
    let counted = counts.isEmpty ? "" : "   " + counts.joined(separator: ", ")
    var lines: [String] = []
    let limit = words.detectionLimit.map { "(\($0))" }
    let plain = word + counted
    if let limit, plain.count + 3 + limit.count <= surface.width {
      lines.append(style(word, surface) + counted + "   " + TerminalStyle.faint(limit, surface))
    } else {
      lines.append(style(word, surface) + counted)
      if let limit {
        lines += TerminalText.wrapped(limit, width: surface.width, indent: 0, hanging: 1)
          .map { TerminalStyle.faint($0, surface) }
      }
    }
    if report.verdict == .healthy || report.verdict == .insufficientEvidence {
      lines += TerminalText.wrapped(TerminalText.safe(report.summary), width: surface.width, indent: 0, hanging: 0)
    }
    return lines
  }
}

/// The last lines: what would settle it, what is missing, what it cost.
private struct TerminalFooter {
  let report: Report
  let surface: Surface

  private var words: ReportWords { ReportWords(report) }

  func lines() -> [String] {
    var lines: [String] = []
    if let ledger = words.ledger {
      lines.append("")
      lines += TerminalText.wrapped(ledger, width: surface.width, indent: 0, hanging: 2)
      for explanation in report.memory?.explanations ?? [] {
        lines += TerminalText.wrapped(
          TerminalText.safe("- \(explanation)"),
          width: surface.width,
          indent: 2,
          hanging: 4
        )
      }
    }
    if !report.wouldSettle.isEmpty {
      lines += ["", "To settle it:"]
      for advice in report.wouldSettle {
        lines += TerminalText.wrapped(
          TerminalText.safe("- \(advice)"),
          width: surface.width,
          indent: 2,
          hanging: 4
        )
      }
    }
    let gaps = words.gaps
    if !gaps.isEmpty {
      lines += ["", "Missing:"]
      for gap in gaps.prefix(10) {
        lines += TerminalText.wrapped(TerminalText.safe("- \(gap)"), width: surface.width, indent: 2, hanging: 4)
      }
      if gaps.count > 10 { lines.append("  - and \(gaps.count - 10) more (all with --format json)") }
    }
    if let cost = words.cost {
      let text = TerminalText.safe("Cost of this look: \(cost).")
      lines.append("")
      lines += TerminalText.wrapped(text, width: surface.width, indent: 0, hanging: 2)
        .map { TerminalStyle.faint($0, surface) }
    }
    return lines
  }
}
