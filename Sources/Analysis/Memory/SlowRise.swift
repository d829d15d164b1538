// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// A live heap that rose from collection to collection, too slowly for samples to tell at which line.
///
/// What is left after a forced collection is known to the byte, while a heap profile sees one allocation in 512 KiB: a
/// leak of a hundred kilobytes a second shows here minutes before any line of it is significant. It is no finding, since a
/// cache that fills shows the same; it is the reason to watch longer.
package struct SlowRise: Hashable, Sendable {
  /// The live heap after the first and the last collection.
  package let from: Double
  package let to: Double
  /// Bytes a second over the last part of the watch, when warming up is over sooner than before.
  package let bytesPerSecond: Double

  /// A rise below this is what any service's first seconds bring.
  private static let leastBytes = 256.0 * 1024
  /// The same as a share of the live heap.
  private static let leastShare = 0.05
  /// How much of the mean pace the last part must keep, so that what came to rest is no rise.
  private static let leastPace = 1.0 / 3
  /// A reading belongs to a collection that ended at most so many seconds before it.
  private static let nearness = 0.25
  /// Seconds between a collection and the counters being read by the same request.
  private static let readingSeconds = 0.02

  /// The rise over the rounds after forced collections; nil with fewer than three of them, or when one part did not rise.
  package init?(rounds: [HeapRound], readings: [MemoryObservation]) {
    let points = rounds.compactMap { round in
      round.isAfterCollection ? round.at.flatMap { Self.exact(after: $0, in: readings) } : nil
    }
    guard points.count >= 3, let first = points.first, let last = points.last else { return nil }
    let parts = zip(points, points.dropFirst())
    guard parts.allSatisfy({ Self.rises(from: $0, to: $1) }), let before = points.dropLast().last else { return nil }
    from = first.bytes
    to = last.bytes
    bytesPerSecond = (last.bytes - before.bytes) / (last.at - before.at)
    guard to - from >= max(Self.leastBytes, Self.leastShare * to),
      bytesPerSecond >= Self.leastPace * (to - from) / (last.at - first.at)
    else { return nil }
  }

  /// What a collection left, and what had been allocated in all by then.
  private struct Point {
    let at: Double
    let bytes: Double
    let allocated: Double
    /// Seconds in which garbage came on top.
    let lag: Double
  }

  private static func exact(after at: Double, in readings: [MemoryObservation]) -> Point? {
    let next = readings.filter { ($0.at ?? -1) >= at }.min { ($0.at ?? 0) < ($1.at ?? 0) }
    guard let next, let read = next.at, read - at <= nearness, let bytes = next.statistics.heapAlloc,
      let allocated = next.statistics.totalAlloc
    else { return nil }
    return Point(at: read, bytes: Double(bytes), allocated: Double(allocated), lag: read - at + readingSeconds)
  }

  /// Whether there is more than what is allocated anew between a collection and its reading.
  private static func rises(from before: Point, to after: Point) -> Bool {
    guard after.at > before.at else { return false }
    let pace = (after.allocated - before.allocated) / (after.at - before.at)
    return after.bytes - before.bytes > max(leastBytes / 8, pace * max(before.lag, after.lag))
  }
}
