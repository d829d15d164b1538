// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What the trace lines of one process say over its life, in memory that does not grow with the log.
///
/// Exact in all counts, sums and extremes; the course over time is kept as at most `spanLimit` spans of equally many
/// collections (the last one may hold fewer), which are joined in pairs when there are too many.
package struct CollectorHistory: Hashable, Sendable {
  package static let spanLimit = 1024
  package static let latestLimit = 20
  private static let longestLimit = 5

  package private(set) var cycleCount = 0
  package private(set) var forcedCount = 0
  package private(set) var leakCheckCount = 0
  package private(set) var first: RuntimeLog.GCCycle?
  package private(set) var last: RuntimeLog.GCCycle?
  package private(set) var spans: [CollectionSpan] = []
  private var spanLength = 1
  /// Times for which a collection stopped the program, and for which it marked beside it.
  package private(set) var pauses = DurationDistribution()
  package private(set) var marks = DurationDistribution()
  /// The collections with the longest pauses, the longest first.
  package private(set) var longestPauses: [RuntimeLog.GCCycle] = []
  /// The last collections, in the order of the log; up to twice `latestLimit`.
  package private(set) var latest: [RuntimeLog.GCCycle] = []
  /// Lines that could not be put together, by the GODEBUG setting that asks for them.
  package private(set) var lost: [String: Int] = [:]
  package private(set) var scavenger = ScavengerHistory()
  package private(set) var scheduler = SchedulerHistory()

  package init() {}

  /// Whether it holds a line that was read.
  package var isEmpty: Bool { cycleCount == 0 && scavenger.count == 0 && scheduler.count == 0 }

  /// Collections between the first and the last that the log does not show.
  package var missingCount: Int {
    guard let first, let last else { return 0 }
    return max(0, last.number &- first.number &+ 1 &- cycleCount)
  }

  /// Seconds between the first and the last collection.
  package var seconds: Double { (last?.at ?? 0) - (first?.at ?? 0) }

  /// Adds the next line of the log.
  package mutating func add(_ record: RuntimeLogRecord) {
    switch record {
    case .cycle(let cycle): add(cycle)
    case .scavenge(let scavenge): scavenger.add(scavenge)
    case .schedule(let state): scheduler.add(state)
    case .lost(let setting): lost[setting, default: 0] += 1
    }
  }

  private mutating func add(_ cycle: RuntimeLog.GCCycle) {
    let span = CollectionSpan(cycle, after: last)
    if let count = spans.last?.count, count < spanLength {
      spans[spans.count - 1].append(span)
    } else {
      if spans.count == Self.spanLimit { joinPairs() }
      // Joining made room, and perhaps the last span is no longer full; a fresh one begins all the same.
      spans.append(span)
    }
    cycleCount += 1
    if cycle.isForced { forcedCount += 1 }
    if cycle.checksForLeaks { leakCheckCount += 1 }
    if first == nil { first = cycle }
    last = cycle
    if latest.count == 2 * Self.latestLimit { latest.removeFirst(Self.latestLimit) }
    latest.append(cycle)
    pauses.add(cycle.clock.pause)
    marks.add(cycle.clock.mark)
    if longestPauses.count < Self.longestLimit || cycle.clock.pause > longestPauses[Self.longestLimit - 1].clock.pause {
      let place = longestPauses.firstIndex { $0.clock.pause < cycle.clock.pause } ?? longestPauses.count
      longestPauses.insert(cycle, at: place)
      if longestPauses.count > Self.longestLimit { longestPauses.removeLast() }
    }
  }

  private mutating func joinPairs() {
    var joined: [CollectionSpan] = []
    joined.reserveCapacity(Self.spanLimit)
    for index in stride(from: 0, to: spans.count, by: 2) {
      var span = spans[index]
      if index + 1 < spans.count { span.append(spans[index + 1]) }
      joined.append(span)
    }
    spans = joined
    spanLength *= 2
  }
}

extension CollectorHistory {
  /// The spans of the last third of the time; all of them when there are few.
  package var lastThird: ArraySlice<CollectionSpan> {
    guard let first, let last, spans.count >= 6 else { return spans[...] }
    let border = last.at - (last.at - first.at) / 3
    return spans[(spans.firstIndex { $0.end > border } ?? 0)...]
  }

  /// The spans of the first third of the time.
  package var firstThird: ArraySlice<CollectionSpan> {
    guard let first, let last else { return spans[...] }
    let border = first.at + (last.at - first.at) / 3
    return spans.prefix { $0.end <= border }
  }

  /// The live heap over time: what collections left, the least of each span.
  package var floor: LiveHeapFloor? {
    var log = RuntimeLog()
    log.cycles = spans.map(\.lowest)
    return LiveHeapFloor(readings: [], log: log)
  }
}
