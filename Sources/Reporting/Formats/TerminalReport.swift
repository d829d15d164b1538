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

  func lines() -> [String] {
    var facts = [TerminalText.safe(report.target.name)]
    if let version = report.target.goVersion { facts.append(TerminalText.safe(version)) }
    if let uptime = report.target.uptimeSeconds { facts.append("up \(Quantity.duration(uptime))") }
    if let address = report.target.address, address != report.target.name {
      facts.append((report.target.kind == .url ? "at " : "from ") + TerminalText.safe(address))
    }
    facts.append(watched)
    var lines = TerminalText.wrapped(facts.joined(separator: ", "), width: surface.width, indent: 0, hanging: 2)
    if let counts { lines = join(lines, counts) }
    lines += verdict
    return lines
  }

  private var watched: String {
    let rounds = report.capture.rounds
    if rounds == 0, report.capture.seconds > 0 { return "over \(Quantity.duration(report.capture.seconds))" }
    if rounds == 0 { return Quantity.plural(report.capture.items.count, "file") }
    if rounds == 1 { return "one snapshot" }
    return report.capture.seconds > 0
      ? "watched \(Quantity.duration(report.capture.seconds)) in \(rounds) rounds" : "\(rounds) snapshots"
  }

  private var counts: String? {
    guard let points = report.series.first(where: { $0.name == "goroutines" })?.points, let first = points.first,
      let last = points.last
    else {
      return nil
    }
    let from = Quantity.grouped(Int(first[1]))
    let to = Quantity.grouped(Int(last[1]))
    let goroutines = points.count == 1 ? "goroutines \(to)" : "goroutines \(from) -> \(to)"
    return ([goroutines] + memory).joined(separator: "   ")
  }

  /// What memory did, in two numbers each: the heap that the profiles show, and the resident set.
  private var memory: [String] {
    [("heap_in_use_sampled", "heap"), ("rss", "RSS")].compactMap { name, label in
      guard let points = report.series.first(where: { $0.name == name })?.points, let first = points.first,
        let last = points.last
      else { return nil }
      return "\(label) \(Quantity.bytes(first[1])) -> \(Quantity.bytes(last[1]))"
    }
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
    let (word, style): (String, TerminalStyle) =
      switch report.verdict {
      case .leaking: ("LEAKING", .bad)
      case .suspected: ("SUSPECTED", .doubtful)
      case .healthy: ("HEALTHY", .good)
      case .insufficientEvidence: ("NOT ENOUGH EVIDENCE", .doubtful)
      }
    if let seconds = report.timeToLimitSeconds {
      counts.append("memory limit reached in about \(Quantity.duration(seconds))")
    }
    let counted = counts.isEmpty ? "" : "   " + counts.joined(separator: ", ")
    var lines: [String] = []
    let seen =
      [
        report.detectionLimit.bytesPerSecond.map { "\(Quantity.bytes($0))/s" },
        report.detectionLimit.goroutinesPerSecond.map { "\(Quantity.rate($0)) goroutines/s" },
        report.detectionLimit.descriptorsPerSecond.map { "\(Quantity.rate($0)) descriptors/s" },
      ].compactMap { $0 }
    let limit = seen.isEmpty ? nil : "(growth below \(seen.joined(separator: ", ")) would not have been seen)"
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

  func lines() -> [String] {
    var lines: [String] = []
    if let ledger {
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
    let gaps =
      (report.capture.gaps ?? [])
      + report.capture.items.compactMap { item in
        item.gap.map { "\(item.source): \($0)" }
      }
    if !gaps.isEmpty {
      lines += ["", "Missing:"]
      for gap in gaps.prefix(10) {
        lines += TerminalText.wrapped(TerminalText.safe("- \(gap)"), width: surface.width, indent: 2, hanging: 4)
      }
      if gaps.count > 10 { lines.append("  - and \(gaps.count - 10) more (all with --format json)") }
    }
    if let cost = report.cost {
      let text = TerminalText.safe("Cost of this look: \(sentence(cost)).")
      lines.append("")
      lines += TerminalText.wrapped(text, width: surface.width, indent: 0, hanging: 2)
        .map { TerminalStyle.faint($0, surface) }
    }
    return lines
  }

  /// The parts of the resident set, the small ones together.
  private var ledger: String? {
    guard let memory = report.memory else { return nil }
    let heapObjects = memory.unsweptGarbage == nil ? "heap" : "live heap"
    let all: [(String, Int64?)] = [
      (heapObjects, memory.liveHeap), ("garbage", memory.unsweptGarbage), ("fragmentation", memory.fragmentation),
      ("idle", memory.idle), ("stacks", memory.stacks), ("runtime", memory.metadata),
      ("files", memory.fileBacked), ("freed lazily", memory.lazilyFreed), ("outside Go", memory.outsideGo),
    ]
    let parts = all.compactMap { name, bytes in bytes.map { (name, $0) } }.filter { $0.1 >= 1 << 20 }
    guard !parts.isEmpty else { return nil }
    let sum = parts.map { "\($0.0) \(Quantity.bytes(Double($0.1)))" }.joined(separator: " + ")
    let total = memory.rss.map { "RSS \(Quantity.bytes(Double($0))) = " } ?? "Go holds "
    let untouched = memory.untouched.map { $0 >= 1 << 20 ? " - never touched \(Quantity.bytes(Double($0)))" : "" } ?? ""
    return "Memory: \(total)\(sum)\(untouched)" + (memory.isOfOneMoment == false ? " (not read at one moment)" : "")
  }

  private func sentence(_ cost: CaptureCost) -> String {
    var parts = [Quantity.plural(cost.requests, "request"), Quantity.bytes(cost.bytes)]
    parts.append(cost.forcedGCs == 0 ? "no forced GC" : cost.forcedGCs == 1 ? "one GC" : "\(cost.forcedGCs) GCs")
    if let longest = cost.pauses.max(by: { $0.seconds < $1.seconds }) {
      parts.append("longest pause at most \(Quantity.duration(longest.seconds)) (\(longest.what))")
    }
    return parts.joined(separator: ", ")
  }
}
