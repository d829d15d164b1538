// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// All that is known about one service, in the form in which leak kinds ask their questions.
package struct CaseFile: Sendable {
  package let capture: Capture
  package let ownership: CodeOwnership
  package let lineage: ProcessLineage
  package let goroutines: GoroutineHistory
  package let heap: HeapHistory

  package init(_ capture: Capture) {
    self.capture = capture
    let stacks = AnySequence(capture.goroutines.lazy.flatMap { $0.snapshot.stacks.allCodeFrames })
    let heap = AnySequence(capture.heaps.last?.profile.codeFrames ?? [])
    ownership = CodeOwnership(frames: [stacks, heap].lazy.joined(), module: capture.target.module)
    lineage = ProcessLineage(capture.goroutines, ownership: ownership)
    goroutines = GoroutineHistory(observations: lineage.observations, ownership: ownership)
    self.heap = HeapHistory(observations: Self.comparable(capture), ownership: ownership)
  }

  /// The heap profiles between which the collector ran twice, by force or by itself.
  ///
  /// What a profile shows without a forced collection is up to two cycles old: those nearer to each other show the same
  /// moment, or objects of which nobody has asked yet whether they live (src/runtime/mprof.go).
  private static func comparable(_ capture: Capture) -> [HeapObservation] {
    func collections(_ observation: HeapObservation) -> Int64? {
      guard let at = observation.at else { return nil }
      let near = capture.memory.filter { abs(($0.at ?? .infinity) - at) <= 2 && $0.statistics.numGC != nil }
      return near.min { abs(($0.at ?? 0) - at) < abs(($1.at ?? 0) - at) }?.statistics.numGC
    }
    var kept: [(observation: HeapObservation, collections: Int64?)] = []
    for observation in capture.heaps {
      let count = collections(observation)
      if !observation.isAfterCollection, let last = kept.last, let before = last.collections, let count,
        count < before + 2
      {
        continue
      }
      kept.append((observation, count))
    }
    return kept.map(\.observation)
  }

  /// What a name of a source for evidence lines is: the forms that were compared.
  package var roundsSource: String {
    goroutines.hasIDs
      ? "goroutine stacks, \(goroutines.roundCount) rounds" : "goroutine profiles, \(goroutines.roundCount) rounds"
  }

  /// How old the process is at least, in seconds; nil when nothing tells.
  ///
  /// The minutes of a wait are right to one collection interval, at most two minutes, so two are taken off.
  package var leastUptime: Double? {
    if let uptime = capture.target.uptimeSeconds { return uptime }
    guard let minutes = goroutines.longestWaitMinutes, minutes > 2 else { return nil }
    return Double(minutes - 2) * 60
  }
}
