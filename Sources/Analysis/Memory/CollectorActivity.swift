// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// How the collector works and how fast the service allocates, over a series of readings of one process.
package struct CollectorActivity: Hashable, Sendable {
  /// A time in which the heap rose and no collection ran.
  package struct Stall: Hashable, Sendable {
    package let seconds: Double
    /// HeapAlloc at its start and end.
    package let from: Int64
    package let to: Int64
    /// Whether the readings say that collection is off.
    package let isOff: Bool
  }

  /// The runtime collects at least so often, whatever the heap does (src/runtime/proc.go `forcegcperiod`).
  package static let forcedPeriod = 120.0

  /// Seconds between the first and the last reading.
  package let seconds: Double
  /// Collections in that time, those that somebody forced among them; nil when not counted.
  package let collections: Int64?
  package let forcedCollections: Int64?
  /// Seconds for which one collection stopped the program, on average over that time.
  package let meanPause: Double?
  /// Share of the processors' time that collection took, 0...1: since the start of the process.
  package let cpuShare: Double?
  /// Bytes allocated a second: over the whole time, and over its first and last third.
  package let allocatedPerSecond: Double?
  package let allocatedPerSecondAtStart: Double?
  package let allocatedPerSecondAtEnd: Double?
  /// The longest stall; nil when there was none.
  package let stall: Stall?

  package var collectionsPerSecond: Double? { collections.map { Double($0) / seconds } }

  /// How much faster the service allocates at the end than at the start: what grows with it may be the load's.
  package var loadRatio: Double? {
    guard let start = allocatedPerSecondAtStart, let end = allocatedPerSecondAtEnd, start > 0 else { return nil }
    return end / start
  }

  /// Share of what is allocated that stays, given the growth of the live heap; nil without counters.
  package func keptShare(bytesPerSecond: Double) -> Double? {
    allocatedPerSecond.flatMap { $0 > 0 ? bytesPerSecond / $0 : nil }
  }

  /// The activity over readings with known times; nil with fewer than two or when counters fall.
  package init?(readings all: [MemoryObservation]) {
    let readings = all.filter { $0.at != nil }.sorted { ($0.at ?? 0) < ($1.at ?? 0) }
    guard let first = readings.first, let last = readings.last, let start = first.at, let end = last.at, end > start
    else { return nil }
    seconds = end - start
    collections = Self.rise(first, last, \.numGC)
    forcedCollections = Self.rise(first, last, \.numForcedGC)
    if let count = collections, count > 0, let before = first.statistics.pauseTotal,
      let after = last.statistics.pauseTotal, after >= before
    {
      meanPause = (after - before) / Double(count)
    } else {
      meanPause = nil
    }
    cpuShare = readings.compactMap(\.statistics.gcCPUFraction).last
    allocatedPerSecond = Self.rise(first, last, \.totalAlloc).map { Double($0) / (end - start) }
    allocatedPerSecondAtStart = Self.rate(readings.filter { ($0.at ?? 0) <= start + (end - start) / 3 })
    allocatedPerSecondAtEnd = Self.rate(readings.filter { ($0.at ?? 0) >= end - (end - start) / 3 })
    stall = Self.longestStall(readings)
  }

  private static func rise(
    _ first: MemoryObservation,
    _ last: MemoryObservation,
    _ counter: KeyPath<MemoryStatistics, Int64?>
  ) -> Int64? {
    guard let before = first.statistics[keyPath: counter], let after = last.statistics[keyPath: counter],
      after >= before
    else { return nil }
    return after &- before
  }

  private static func rate(_ readings: [MemoryObservation]) -> Double? {
    guard let first = readings.first, let last = readings.last, let start = first.at, let end = last.at, end > start
    else { return nil }
    return rise(first, last, \.totalAlloc).map { Double($0) / (end - start) }
  }

  /// The longest time without a collection in which the heap passed its goal, or longer than the runtime ever waits.
  private static func longestStall(_ readings: [MemoryObservation]) -> Stall? {
    var longest: Stall?
    var begin = 0
    for index in readings.indices {
      if readings[index].statistics.numGC != readings[begin].statistics.numGC { begin = index }
      guard readings[begin].statistics.numGC != nil, let start = readings[begin].at, let end = readings[index].at,
        let from = readings[begin].statistics.heapAlloc, let to = readings[index].statistics.heapAlloc, to > from
      else { continue }
      let isOff = readings[index].statistics.isCollectionOff == true || readings[index].statistics.gogc == -1
      // A concurrent cycle may let the heap pass its goal a little.
      let isPastGoal = readings[index].statistics.nextGC.map { Double(to) > Double($0) * 1.25 } ?? false
      guard isOff || isPastGoal || end - start > forcedPeriod * 1.25 else { continue }
      if end - start > longest?.seconds ?? 0 { longest = Stall(seconds: end - start, from: from, to: to, isOff: isOff) }
    }
    return longest
  }
}
