// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Draws the verdict from findings and from what the evidence could have shown, and says what would settle the rest.
struct VerdictWriter {
  let caseFile: CaseFile
  let findings: [Finding]

  func diagnosis() -> Diagnosis {
    let doubts = doubts()
    let verdict: Verdict =
      if findings.contains(where: { $0.level == .leak }) {
        .leaking
      } else if findings.contains(where: { $0.level == .suspect }) {
        .suspected
      } else {
        doubts.isEmpty ? .healthy : .insufficientEvidence
      }
    return Diagnosis(
      verdict: verdict,
      summary: summary(verdict, doubts),
      detectionLimit: limit,
      timeToLimitSeconds: timeToLimit?.seconds,
      findings: findings,
      wouldSettle: (verdict == .suspected || verdict == .insufficientEvidence ? wouldSettle(doubts) : [])
        + [longerWatch].compactMap(\.self)
    )
  }

  // MARK: What could have been seen

  /// The smallest rate at which enough births would have been seen, nineteen times in twenty.
  private var limit: DetectionLimit {
    var limit = DetectionLimit()
    limit.bytesPerSecond = caseFile.heap.sensitivity?.slowestGrowth()
    let looks = caseFile.capture.processes.filter { $0.at != nil && $0.look.descriptorCount != nil }.compactMap(\.at)
    if let first = looks.min(), let last = looks.max(), last > first, looks.count >= 5 {
      limit.descriptorsPerSecond = DescriptorExamination.leastRise / (last - first)
    }
    let history = caseFile.goroutines
    guard let seconds = history.watchedSeconds else { return limit }
    if history.hasIDs {
      limit.goroutinesPerSecond = GrowthEstimate.meanDetected(atThreshold: GoroutineJudgement.leastBirths) / seconds
    } else if history.roundCount >= 3 {
      let noise = 3 * Double(history.totals.first ?? 0).squareRoot()
      limit.goroutinesPerSecond =
        max(GrowthEstimate.meanDetected(atThreshold: GoroutineJudgement.leastBirths), noise) / seconds
    }
    return limit
  }

  /// What grows in the heap and outside it, by the findings, and when that meets a limit.
  private var timeToLimit: TimeToLimit? {
    func rate(_ isMeant: (Finding) -> Bool) -> Double {
      findings.filter { $0.level != .note && isMeant($0) }.flatMap(\.growth).filter { $0.unit == .bytes }
        .reduce(0) { $0 + $1.perSecond }
    }
    let outside = NativeMemory().id
    return TimeToLimit(
      heap: rate { $0.kind != outside },
      outside: rate { $0.kind == outside },
      capture: caseFile.capture
    )
  }

  // MARK: Words

  private func summary(_ verdict: Verdict, _ doubts: [Doubt]) -> String {
    switch verdict {
    case .leaking, .suspected:
      let word = verdict == .leaking ? "leaks" : "is suspected to leak"
      guard let worst = findings.first else { return "" }
      let others = findings.dropFirst().count { $0.level != .note }
      let more = others > 0 ? ", and \(others) more" : ""
      return "\(caseFile.capture.target.name) \(word) \(worst.whatLeaks): \(worst.title)\(more)\(limitReached)."
    case .healthy:
      return
        (unexplainedRise.map(slowRiseSentence)
        ?? "No leak: the service worked while it was watched, and nothing that came stayed beyond its work.")
        + " " + (caseFile.heap.rounds.count >= 2 ? memoryLimitSentence : "Memory was not judged.")
    case .insufficientEvidence:
      return "No leak was seen, but the evidence does not carry more: \(doubts.map(sentence).joined(separator: "; "))."
    }
  }

  /// "; GOMEMLIMIT of 512 MiB is reached in about 5 min at this rate", or nothing.
  private var limitReached: String {
    guard let timeToLimit else { return "" }
    return "; \(timeToLimit.name) of \(writtenBytes(timeToLimit.limit)) is reached in about "
      + "\(writtenDuration(timeToLimit.seconds)) at this rate"
  }

  /// The live heap creeping up below what heap profiles can tell.
  var unexplainedRise: SlowRise? {
    isExplained ? nil : SlowRise(rounds: caseFile.heap.rounds, readings: caseFile.capture.memory)
  }

  /// Whether a finding says why the live heap rises.
  private var isExplained: Bool {
    let notes: Set = [WarmUp().id, LoadDriven().id]
    return findings.contains { $0.level != .note || notes.contains($0.kind) }
  }

  private func slowRiseSentence(_ rise: SlowRise) -> String {
    "No leak was told, but the live heap rose \(course(rise)): too slowly for this watch to tell a leak from a cache "
      + "that fills."
  }

  /// "from 5.4 MiB to 24.7 MiB, at last by 1.0 MiB/s".
  func course(_ rise: SlowRise) -> String {
    "from \(writtenBytes(Int64(saturating: rise.from))) to \(writtenBytes(Int64(saturating: rise.to))), "
      + "at last by \(pace(rise))"
  }

  /// In the unit of the limit that stands beside it.
  func pace(_ rise: SlowRise) -> String { "\(writtenBytes(Int64(saturating: rise.bytesPerSecond)))/s" }

  /// How long to watch so that a rise as slow as this one is told.
  private var longerWatch: String? {
    guard let rise = unexplainedRise, let sensitivity = caseFile.heap.sensitivity,
      rise.bytesPerSecond < sensitivity.slowestGrowth()
    else { return nil }
    // A watch of twice the length tells half the rate, and a margin makes it likely.
    let needed = 1.5 * sensitivity.seconds * sensitivity.slowestGrowth() / rise.bytesPerSecond
    let minutes = Self.watchMinutes.first { Double($0 * 60) >= needed } ?? 360
    let time = minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h"
    return "a longer watch, which tells growth of \(pace(rise)) and its line: "
      + "stanch diagnose ADDRESS --for \(time)"
  }

  /// Lengths of a watch that people type.
  private static let watchMinutes = [1, 2, 3, 5, 10, 15, 30, 60, 120, 180, 360]

  private var memoryLimitSentence: String {
    guard let sensitivity = caseFile.heap.sensitivity else { return "The heap did not grow beyond chance." }
    let slowest = writtenBytes(Int64(saturating: sensitivity.slowestGrowth()))
    return "Growth of the heap below \(slowest)/s would not have been seen."
  }

  private func wouldSettle(_ doubts: [Doubt]) -> [String] {
    var advice: [String] = []
    if findings.contains(where: { $0.level == .suspect }) {
      let suspects = findings.filter { $0.level == .suspect && ($0.proof == .statistical || $0.proof == .pattern) }
      if suspects.contains(where: { $0.size.goroutines != nil }) {
        advice.append(
          "a watch of ten minutes or more (--for 15m): members that never end show over the life of the process"
        )
      }
      let heapKinds = Set(LeakKinds.heapKinds.map(\.id))
      if suspects.contains(where: { heapKinds.contains($0.kind) && $0.size.goroutines == nil }) {
        advice.append(
          "a look when the process is older than ten minutes and 20 collections: a place that never freed anything shows then"
        )
        if caseFile.heap.rounds.count == 2 {
          advice.append("a third heap profile, which tells growth from a single step")
        }
      }
      let provable: Set = [
        "goroutine-blocked-send", "goroutine-blocked-receive", "goroutine-blocked-select", "goroutine-blocked-lock",
        "goroutine-blocked-waitgroup", "goroutine-blocked-cond",
      ]
      let couldBeProven = findings.contains { $0.level == .suspect && provable.contains($0.kind) }
      if !caseFile.goroutines.hasLeakProfile && couldBeProven {
        advice.append("Go 1.27's own leak profile, which proves most blocked goroutines")
      }
    }
    // What settles a suspect comes first; what the look lacked besides comes behind it.
    advice += doubts.map(self.advice)
    var seen: Set<String> = []
    return advice.filter { seen.insert($0).inserted }
  }
}

extension Finding {
  /// What there is more and more of.
  fileprivate var whatLeaks: String {
    if size.goroutines != nil { return "goroutines" }
    if size.descriptors != nil { return "descriptors" }
    if size.threads != nil { return "threads" }
    return "memory"
  }
}
