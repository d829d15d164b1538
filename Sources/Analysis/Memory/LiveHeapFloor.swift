// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// The live heap over time: what was left after each collection, as well as the evidence tells it.
///
/// Between two collections the heap is a saw-tooth of garbage, twice its floor at GOGC=100; only the floor can leak. Read
/// from the log of collections (gctrace prints what was marked), from readings that state the live heap, or else from
/// HeapAlloc, as the lowest reading after each collection.
package struct LiveHeapFloor: Hashable, Sendable {
  /// Where the points come from, the most exact first.
  package enum Source: String, Hashable, Sendable {
    /// The third number of gctrace: exact, one point a collection.
    case collectionLog
    /// Readings that state what the last collection marked: exact.
    case statedLiveHeap
    /// The lowest HeapAlloc between two collections: above the floor by what was allocated since.
    case heapAllocAfterCollection
    /// HeapAlloc without a count of collections: lowest values of spans.
    case heapAlloc
  }

  /// Most points that a trend is made from: spans of many collections are one point, their lowest.
  package static let pointLimit = 60

  package let source: Source
  /// In the order of time.
  package let points: [MemoryPoint]
  /// How often counters fell: the process was another one then; only what came after the last time is kept.
  package let restarts: Int

  /// The floor by the most exact source with at least two points; nil when there is none.
  package init?(readings: [MemoryObservation], log: RuntimeLog? = nil) {
    if let log, log.cycles.count >= 2 {
      let lives = Self.lastLife(log.cycles) { $1.number < $0.number || $1.at < $0.at }
      source = .collectionLog
      restarts = lives.restarts
      points = lives.kept.map { MemoryPoint(at: $0.at, bytes: Double($0.liveHeap)) }.lowerEnvelope(Self.pointLimit)
      return
    }
    let timed = readings.filter { $0.at != nil }.sorted { ($0.at ?? 0) < ($1.at ?? 0) }
    let lives = Self.lastLife(timed) {
      Self.falls($0.statistics.numGC, $1.statistics.numGC)
        || Self.falls($0.statistics.totalAlloc, $1.statistics.totalAlloc)
    }
    restarts = lives.restarts
    let stated = Self.points(lives.kept, \.liveHeap)
    let hasCount = lives.kept.contains { $0.statistics.numGC != nil }
    if stated.count >= 2 {
      source = .statedLiveHeap
      points = stated.lowerEnvelope(Self.pointLimit)
    } else if hasCount {
      source = .heapAllocAfterCollection
      points = Self.points(lives.kept, \.heapAlloc).lowerEnvelope(Self.pointLimit)
    } else {
      source = .heapAlloc
      // A third as many spans as readings, so that each has a chance to hold one near the floor.
      let all = Self.points(lives.kept, \.heapAlloc)
      points = all.lowerEnvelope(Swift.min(Self.pointLimit, Swift.max(2, all.count / 3)))
    }
    if points.count < 2 { return nil }
  }

  /// One point for each collection: the lowest value read after it.
  private static func points(
    _ readings: [MemoryObservation],
    _ value: KeyPath<MemoryStatistics, Int64?>
  ) -> [MemoryPoint] {
    var points: [MemoryPoint] = []
    var cycle: Int64?
    for reading in readings {
      guard let at = reading.at, let bytes = reading.statistics[keyPath: value] else { continue }
      let point = MemoryPoint(at: at, bytes: Double(bytes))
      if let number = reading.statistics.numGC, number == cycle, let last = points.last {
        if point.bytes < last.bytes { points[points.count - 1] = point }
      } else {
        points.append(point)
      }
      cycle = reading.statistics.numGC
    }
    return points
  }

  /// The elements after the last one that belongs to another process, and how many such there were.
  private static func lastLife<Element>(
    _ elements: [Element],
    isRestart: (Element, Element) -> Bool
  ) -> (kept: [Element], restarts: Int) {
    let starts = elements.indices.dropFirst().filter { isRestart(elements[$0 - 1], elements[$0]) }
    return (Array(elements[(starts.last ?? 0)...]), starts.count)
  }

  private static func falls(_ a: Int64?, _ b: Int64?) -> Bool {
    guard let a, let b else { return false }
    return b < a
  }
}
