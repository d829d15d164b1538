// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Draws the verdict from findings and from what the evidence could have shown, and says what would settle the rest.
struct VerdictWriter {
  let caseFile: CaseFile
  let findings: [Finding]

  /// A service that started fewer goroutines than this did not work enough to be called healthy.
  private static let leastWork: UInt64 = 100
  /// Allocating this much while watched is work; the look's own requests allocate a few MiB each.
  private static let leastAllocation: Int64 = 256 << 20
  /// A watch shorter than this cannot call a service healthy.
  private static let leastWatch = 10.0

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
      wouldSettle: verdict == .suspected || verdict == .insufficientEvidence ? wouldSettle(doubts) : []
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

  /// Why the evidence does not carry "healthy"; empty when it does.
  private enum Doubt {
    case noGoroutines
    case oneHeapProfile
    case noHeapSampling
    case oneRound
    case shortWatch(Double)
    case unknownTimes
    case noIDs
    case noWork(UInt64)
    case severalProcesses
  }

  private func doubts() -> [Doubt] {
    let history = caseFile.goroutines
    let memory = memoryDoubts()
    // Heap profiles alone carry a verdict on memory.
    if history.roundCount == 0 { return caseFile.capture.heaps.isEmpty ? memory + [.noGoroutines] : memory }
    var doubts = memory
    if caseFile.lineage.relation != .oneProcess { doubts.append(.severalProcesses) }
    if history.roundCount == 1 { return doubts + [.oneRound] }
    if let seconds = history.watchedSeconds {
      if seconds < Self.leastWatch { doubts.append(.shortWatch(seconds)) }
    } else {
      doubts.append(.unknownTimes)
    }
    if !history.hasIDs {
      doubts.append(.noIDs)
    } else if !hasAllocated {
      // The look itself makes the service start goroutines: two for each request are not its work.
      let own = UInt64(2 * (caseFile.capture.cost?.requests ?? 0))
      let work = history.startedWhileWatched > own ? history.startedWhileWatched - own : 0
      if work < Self.leastWork { doubts.append(.noWork(work)) }
    }
    return doubts
  }

  private func memoryDoubts() -> [Doubt] {
    let heap = caseFile.heap
    if caseFile.capture.heaps.isEmpty { return [] }
    if heap.hindrances.contains(where: { if case .samplingOff = $0 { true } else { false } }) {
      return [.noHeapSampling]
    }
    if heap.rounds.count < 2 { return [.oneHeapProfile] }
    return []
  }

  /// Whether the service allocated enough while watched to have worked, beyond what the look itself allocates.
  private var hasAllocated: Bool {
    let totals = caseFile.capture.memory.compactMap(\.statistics.totalAlloc)
    guard let first = totals.first, let last = totals.last else { return false }
    return last - first >= Self.leastAllocation
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
      return "No leak: the service worked while it was watched, and nothing that came stayed beyond its work. "
        + (caseFile.heap.rounds.count >= 2 ? memoryLimitSentence : "Memory was not judged.")
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

  private var memoryLimitSentence: String {
    guard let sensitivity = caseFile.heap.sensitivity else { return "The heap did not grow beyond chance." }
    let slowest = writtenBytes(Int64(saturating: sensitivity.slowestGrowth()))
    return "Growth of the heap below \(slowest)/s would not have been seen."
  }

  private func sentence(_ doubt: Doubt) -> String {
    switch doubt {
    case .oneHeapProfile: "it has a single look at the heap, and a single look cannot show growth"
    case .noHeapSampling: "the service does not sample its heap (MemProfileRate is 0), so nothing shows what allocates"
    case .noGoroutines: "there are no goroutines in it"
    case .oneRound: "it is a single moment, and a single moment cannot show growth"
    case .shortWatch(let seconds): "it covers only \(rounded(seconds)) s"
    case .unknownTimes: "the time between its rounds is not known"
    case .noIDs: "it has counts but no goroutine ids, so nobody can be followed"
    case .noWork(let started): "the service hardly worked while it was watched (\(started) goroutines started)"
    case .severalProcesses: "it comes from more than one process"
    }
  }

  private func wouldSettle(_ doubts: [Doubt]) -> [String] {
    var advice: [String] = []
    let settlingDoubts = doubts.map { doubt in
      switch doubt {
      case .oneHeapProfile:
        "for memory, a second and a third heap profile of the same process (heap?gc=1), half a minute apart"
      case .noHeapSampling:
        "heap profiles: leave runtime.MemProfileRate at its default and call runtime.MemProfile or import net/http/pprof"
      case .noGoroutines: "goroutine stacks: stanch diagnose ADDRESS, or files of /debug/pprof/goroutine?debug=2"
      case .oneRound: "a second and a third dump of the same process, some seconds apart"
      case .shortWatch, .unknownTimes: "a longer watch: stanch diagnose ADDRESS --for 60s"
      case .noIDs: "full stacks, which carry goroutine ids: --full-stacks, or files of /debug/pprof/goroutine?debug=2"
      case .noWork: "a watch while the service has its usual load"
      case .severalProcesses: "a watch of one process: its own address instead of the one they share"
      }
    }
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
    advice += settlingDoubts
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
