// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// All goroutines of one process over a watch, by place.
///
/// Built from the observations of one instance. Rounds are the snapshots with full stacks when there are any two, else the
/// profiles (which have counts but no ids), so that counts of different forms are never compared with each other.
package struct GoroutineHistory: Sendable {
  /// Seconds from the start of the capture per round; nil where unknown.
  package let times: [Double?]
  /// Goroutines in all, per round.
  package let totals: [Int]
  /// Whether the rounds carry ids.
  package let hasIDs: Bool
  /// The largest id in the first and in the last round; 0 without ids.
  package let firstLargestID: UInt64
  package let lastLargestID: UInt64
  /// Places, those with most goroutines in the last round first.
  package let series: [GoroutineSeries]
  /// The same goroutines by the `go` statement that started them, whatever they do.
  package let families: [GoroutineFamily]
  /// Whether Go's own leak profile was taken.
  package let hasLeakProfile: Bool
  /// Longest wait of any goroutine, in minutes: the process is at least about that old.
  package let longestWaitMinutes: Int?
  package let crash: CrashCause?

  /// How many rounds there are.
  package var roundCount: Int { times.count }

  /// Seconds between the first and the last round; nil when unknown.
  package var watchedSeconds: Double? {
    guard let first = times.first ?? nil, let last = times.last ?? nil, last > first else { return nil }
    return last - first
  }

  /// How many goroutines were started while the service was watched, at most; 0 without ids.
  package var startedWhileWatched: UInt64 { lastLargestID > firstLargestID ? lastLargestID - firstLargestID : 0 }

  package init(observations: [GoroutineObservation], ownership: CodeOwnership) {
    let rounds = Self.comparableRounds(observations)
    let idCount = rounds.reduce(0) { sum, round in round.snapshot.groups.reduce(sum) { $0 + $1.ids.count } }
    var builder = SeriesBuilder(rounds: rounds.count, idCount: idCount, ownership: ownership)
    for (index, observation) in rounds.enumerated() {
      builder.add(observation.snapshot, round: index, isLast: index == rounds.count - 1)
    }
    let leakProfiles = observations.map(\.snapshot).filter { $0.form == .leakProfile }
    if let last = leakProfiles.last { builder.addProof(last) }
    hasIDs = builder.hasIDs
    firstLargestID = builder.largestID(inRound: 0)
    lastLargestID = builder.largestID(inRound: rounds.count - 1)
    let flows = builder.flows()
    times = rounds.map(\.at)
    totals = rounds.map { $0.snapshot.count }
    series = flows.series.sorted { ($0.count, $0.proven) > ($1.count, $1.proven) }
    families = flows.families
    hasLeakProfile = !leakProfiles.isEmpty
    longestWaitMinutes = series.compactMap(\.longestWaitMinutes).max()
    crash = rounds.last?.snapshot.crash
  }

  /// The snapshots that may be compared with each other, in the order of time.
  private static func comparableRounds(_ observations: [GoroutineObservation]) -> [GoroutineObservation] {
    let full = observations.filter { $0.snapshot.form == .fullStacks }
    let profiles = observations.filter { $0.snapshot.form == .profile }
    if full.isEmpty && profiles.isEmpty { return [] }
    return full.count >= 2 || full.count >= profiles.count ? full : profiles
  }
}

/// Goroutines that one `go` statement (or, without it, one entry function) started.
package struct GoroutineFamily: Sendable {
  package let origin: SourceLocation
  /// Indices into `GoroutineHistory.series` before sorting are not kept; places are.
  package var places: [GoroutinePlace]
  package var counts: [Int]
  package var flow: GoroutineFlow?

  /// How many goroutines it had in the last round.
  package var count: Int { counts.last ?? 0 }
}
