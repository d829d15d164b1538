// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence

/// What several outputs say of a whole report in the same words.
struct ReportWords {
  let report: Report

  init(_ report: Report) {
    self.report = report
  }

  /// How long and how often the service was looked at.
  var watched: String {
    let rounds = report.capture.rounds
    if rounds == 0, report.capture.seconds > 0 { return "over \(Quantity.duration(report.capture.seconds))" }
    if rounds == 0 { return Quantity.plural(report.capture.items.count, "file") }
    if rounds == 1 { return "one snapshot" }
    return report.capture.seconds > 0
      ? "watched \(Quantity.duration(report.capture.seconds)) in \(rounds) rounds" : "\(rounds) snapshots"
  }

  /// The first and the last number of goroutines, of the heap that the profiles show, and of the resident set; empty
  /// without goroutines.
  var counts: [String] {
    guard let points = series("goroutines"), let first = points.first, let last = points.last else { return [] }
    let from = Quantity.grouped(Int(first[1]))
    let to = Quantity.grouped(Int(last[1]))
    let memory = [("heap_in_use_sampled", "heap"), ("rss", "RSS")].compactMap { name, label -> String? in
      guard let points = series(name), let first = points.first, let last = points.last else { return nil }
      return "\(label) \(Quantity.bytes(first[1])) -> \(Quantity.bytes(last[1]))"
    }
    return [points.count == 1 ? "goroutines \(to)" : "goroutines \(from) -> \(to)"] + memory
  }

  private func series(_ name: String) -> [[Double]]? {
    report.series.first { $0.name == name }?.points
  }

  /// The verdict as one word or three.
  var verdict: String {
    switch report.verdict {
    case .leaking: "LEAKING"
    case .suspected: "SUSPECTED"
    case .healthy: "HEALTHY"
    case .insufficientEvidence: "NOT ENOUGH EVIDENCE"
    }
  }

  /// The growth that would have been missed; nil when nothing was looked at that could show any.
  var detectionLimit: String? {
    let seen =
      [
        report.detectionLimit.bytesPerSecond.map { "\(Quantity.bytes($0))/s" },
        report.detectionLimit.goroutinesPerSecond.map { "\(Quantity.rate($0)) goroutines/s" },
        report.detectionLimit.descriptorsPerSecond.map { "\(Quantity.rate($0)) descriptors/s" },
      ].compactMap { $0 }
    return seen.isEmpty ? nil : "growth below \(seen.joined(separator: ", ")) would not have been seen"
  }

  /// What is missing, of the whole and of single items.
  var gaps: [String] {
    (report.capture.gaps ?? []) + report.capture.items.compactMap { item in item.gap.map { "\(item.source): \($0)" } }
  }

  /// What the look cost the service, without a full stop; nil when it was not asked for anything.
  var cost: String? {
    guard let cost = report.cost else { return nil }
    var parts = [Quantity.plural(cost.requests, "request"), Quantity.bytes(cost.bytes)]
    parts.append(cost.forcedGCs == 0 ? "no forced GC" : cost.forcedGCs == 1 ? "one GC" : "\(cost.forcedGCs) GCs")
    if let longest = cost.pauses.max(by: { $0.seconds < $1.seconds }) {
      parts.append("longest pause at most \(Quantity.duration(longest.seconds)) (\(longest.what))")
    }
    return parts.joined(separator: ", ")
  }

  /// The parts of the resident set, the small ones left out; nil when nothing told them.
  var ledger: String? {
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
}
