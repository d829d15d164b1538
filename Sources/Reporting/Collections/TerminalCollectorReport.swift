// SPDX-License-Identifier: Apache-2.0

import Diagnosis

/// The report for the one who asked: of each process the judgement, the chart, what the numbers say, the last rows.
package struct TerminalCollectorReport: CollectorReportFormat {
  package let name = "terminal"
  /// Processes shown whole; of the others one line each, up to `listLimit`.
  private static let detailLimit = 3
  private static let listLimit = 20

  package init() {}

  package func render(_ report: CollectorReport, for surface: Surface) -> String {
    var lines = TerminalText.wrapped(TerminalText.safe(heading(report)), width: surface.width, indent: 0, hanging: 2)
    let detailed = Set(
      report.processes.sorted { $0.collections > $1.collections }.prefix(Self.detailLimit).map(\.number)
    )
    for process in report.processes where detailed.contains(process.number) {
      if report.processes.count > 1 { lines.append("") }
      lines += CollectorProcessText(process: process, isAlone: report.processes.count == 1, surface: surface).lines()
    }
    let others = report.processes.filter { !detailed.contains($0.number) }
    if !others.isEmpty {
      lines += ["", "Other processes:"]
      for process in others.prefix(Self.listLimit) {
        lines += TerminalText.wrapped(summary(process), width: surface.width, indent: 2, hanging: 4)
      }
      let more = others.count - min(others.count, Self.listLimit) + (report.processesLeftOut ?? 0)
      if more > 0 { lines.append("  and \(Quantity.grouped(more)) more") }
    }
    if let gaps = report.gaps {
      lines += ["", "Missing:"]
      for gap in gaps {
        lines += TerminalText.wrapped(TerminalText.safe("- \(gap)"), width: surface.width, indent: 2, hanging: 4)
      }
    }
    let text = lines.joined(separator: "\n") + "\n"
    return surface.isASCII ? text.inASCII : text
  }

  private func heading(_ report: CollectorReport) -> String {
    let count = report.processes.count + (report.processesLeftOut ?? 0)
    let collections = report.processes.reduce(0) { $0 + $1.collections }
    let sources = report.sources.joined(separator: ", ")
    return count == 1
      ? "\(sources):"
      : "\(sources): \(Quantity.grouped(count)) processes, \(Quantity.plural(collections, "collection"))"
  }

  private func summary(_ process: CollectorReport.Process) -> String {
    var text = "process \(process.number): \(Quantity.plural(process.collections, "collection"))"
    if let first = process.firstAt, let last = process.lastAt {
      text += " from \(Quantity.moment(first)) to \(Quantity.moment(last))"
    }
    if let heap = process.liveHeap {
      text += ", live heap \(Quantity.bytes(Double(heap.first))) -> \(Quantity.bytes(Double(heap.last)))"
    }
    return text
  }
}

/// One process on a terminal.
private struct CollectorProcessText {
  let process: CollectorReport.Process
  let isAlone: Bool
  let surface: Surface

  func lines() -> [String] {
    var lines = TerminalText.wrapped(heading, width: surface.width, indent: 0, hanging: 2)
    lines += judgement
    let chart = HeapChart(points: process.series, surface: surface).lines()
    if !chart.isEmpty { lines += [""] + chart }
    lines.append("")
    lines += statements
    if !process.latest.isEmpty, surface.width >= 108 {
      lines += ["", TerminalStyle.faint(CollectionTable.header, surface)]
      lines += process.latest.suffix(10).map { CollectionTable.line($0) }
    }
    return lines
  }

  private var heading: String {
    var parts: [String] = []
    if !isAlone { parts.append("Process \(process.number)") }
    if let first = process.firstAt, let last = process.lastAt {
      parts.append(
        "\(Quantity.plural(process.collections, "collection")) from \(Quantity.moment(first)) to \(Quantity.moment(last))"
      )
    }
    if let procs = process.goMaxProcs { parts.append("GOMAXPROCS \(procs)") }
    if let heap = process.liveHeap {
      parts.append("live heap \(Quantity.bytes(Double(heap.first))) -> \(Quantity.bytes(Double(heap.last)))")
      parts.append("largest heap \(Quantity.bytes(Double(heap.peakHeap)))")
    }
    return parts.joined(separator: ", ")
  }

  private var judgement: [String] {
    guard let finding = process.finding else { return [] }
    let isSuspect = finding.level != .note
    let word = isSuspect ? "SUSPECTED" : "note"
    var lines = TerminalText.wrapped(
      "\(word): \(finding.title) (\(finding.kind))",
      width: surface.width,
      indent: 0,
      hanging: 2
    )
    if isSuspect, let first = lines.first {
      lines[0] = TerminalStyle.doubtful(word, surface) + first.dropFirst(word.count)
    }
    lines += TerminalText.wrapped(finding.explanation, width: surface.width, indent: 2, hanging: 2)
    if isSuspect {
      lines += TerminalText.wrapped("Wrong if \(finding.refutedBy).", width: surface.width, indent: 2, hanging: 2)
    }
    return lines
  }

  /// What the numbers say, a label in front of each; what asks for a look has a mark.
  private var statements: [String] {
    let labelWidth = 14
    return process.statements.flatMap { statement -> [String] in
      let mark = statement.isNotable ? "! " : "  "
      let label = statement.topic.rawValue
      let padded = label + String(repeating: " ", count: max(1, labelWidth - label.count))
      var lines = TerminalText.wrapped(
        statement.text,
        width: surface.width - labelWidth - 2,
        indent: 0,
        hanging: 0
      )
      for index in lines.indices {
        lines[index] = (index == 0 ? mark + padded : String(repeating: " ", count: labelWidth + 2)) + lines[index]
      }
      if statement.isNotable, let first = lines.first {
        lines[0] = TerminalStyle.doubtful(String(first.prefix(1)), surface) + first.dropFirst()
      }
      return lines
    }
  }
}

extension String {
  /// The text with what ASCII does not have replaced: the micro sign by "u", the rest by "?".
  package var inASCII: String {
    String(unicodeScalars.map { $0.isASCII ? Character($0) : $0 == "\u{b5}" ? "u" : "?" })
  }
}
