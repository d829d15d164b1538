// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// The report for an issue or a pull request: the judgement in the open, chart and rows folded.
package struct MarkdownCollectorReport: CollectorReportFormat {
  package let name = "markdown"
  /// More processes than these make no page that somebody reads.
  private static let processLimit = 3

  package init() {}

  package func render(_ report: CollectorReport, for surface: Surface) -> String {
    let names = report.sources.map { Self.code($0) }.joined(separator: ", ")
    var lines = ["### Go collector: \(names)"]
    let shown = Set(report.processes.sorted { $0.collections > $1.collections }.prefix(Self.processLimit).map(\.number))
    for process in report.processes where shown.contains(process.number) {
      lines += [""] + section(process, of: report)
    }
    let others = report.processes.count - shown.count + (report.processesLeftOut ?? 0)
    if others > 0 {
      lines += [
        "",
        others == 1
          ? "One process with fewer collections is left out."
          : "\(others) processes with fewer collections are left out.",
      ]
    }
    if let gaps = report.gaps { lines += [""] + gaps.map { "- missing: \(Self.escaped($0))" } }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ process: CollectorReport.Process, of report: CollectorReport) -> [String] {
    var lines: [String] = []
    if report.processes.count > 1 { lines += ["#### Process \(process.number)", ""] }
    if let finding = process.finding {
      lines += [
        "**\(finding.level == .note ? "Note" : "Suspected"):** \(Self.escaped(finding.title)) (`\(finding.kind)`)", "",
      ]
    }
    for statement in process.statements {
      let label = statement.isNotable ? "**\(statement.topic.rawValue)**" : statement.topic.rawValue
      lines.append("- \(label): \(Self.escaped(statement.text))")
    }
    let chart = HeapChart(points: process.series, surface: Surface(width: 90)).lines()
    if !chart.isEmpty {
      lines +=
        ["", "<details><summary>Live heap against goal</summary>", "", "```text"] + chart + ["```", "", "</details>"]
    }
    if !process.latest.isEmpty {
      lines += ["", "<details><summary>The last collections</summary>", "", "```text", CollectionTable.header]
      lines += process.latest.map { CollectionTable.line($0) }
      lines += ["```", "", "</details>"]
    }
    return lines
  }

  /// Text in which nothing is markup.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in TerminalText.safe(text) {
      if "\\`*_[]<>|#&".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  /// Text as code, whatever it holds.
  private static func code(_ text: String) -> String {
    let safe = TerminalText.safe(text).replacing("`", with: "'")
    return "`\(safe)`"
  }
}
