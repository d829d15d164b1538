// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

extension VerdictWriter {
  /// A service that started fewer goroutines than this did not work enough to be called healthy.
  private static let leastWork: UInt64 = 100
  /// Allocating this much while watched is work; the look's own requests allocate a few MiB each.
  private static let leastAllocation: Int64 = 256 << 20
  /// A watch shorter than this cannot call a service healthy; the rounds of one of ten seconds lie a little less apart.
  private static let leastWatch = 9.5

  /// Why the evidence does not carry "healthy"; empty when it does.
  enum Doubt {
    case noGoroutines
    case oneHeapProfile
    case noHeapSampling
    case unexplainedRise(SlowRise)
    case oneRound
    case shortWatch(Double)
    case unknownTimes
    case noIDs
    case noWork(UInt64)
    case severalProcesses
  }

  func doubts() -> [Doubt] {
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
    // Above the limit that is claimed, something must have told it.
    if let unexplainedRise, unexplainedRise.bytesPerSecond >= heap.sensitivity?.slowestGrowth() ?? .infinity {
      return [.unexplainedRise(unexplainedRise)]
    }
    return []
  }

  /// Whether the service allocated enough while watched to have worked, beyond what the look itself allocates.
  private var hasAllocated: Bool {
    let totals = caseFile.capture.memory.compactMap(\.statistics.totalAlloc)
    guard let first = totals.first, let last = totals.last else { return false }
    return last - first >= Self.leastAllocation
  }

  // MARK: Words

  func sentence(_ doubt: Doubt) -> String {
    switch doubt {
    case .oneHeapProfile: "it has a single look at the heap, and a single look cannot show growth"
    case .unexplainedRise(let rise): "the live heap rose \(course(rise)), and no line of it grew beyond chance"
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

  /// What would end the doubt.
  func advice(_ doubt: Doubt) -> String {
    switch doubt {
    case .oneHeapProfile:
      "for memory, a second and a third heap profile of the same process (heap?gc=1), half a minute apart"
    case .unexplainedRise: "a longer watch, for which samples of the heap suffice: stanch diagnose ADDRESS --for 2m"
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
}
