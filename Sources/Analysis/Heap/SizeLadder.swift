// SPDX-License-Identifier: Apache-2.0

/// One object, or a few, that a stack replaced by larger ones again and again: a slice or buffer that only grows.
///
/// `append`, bytes.Buffer and strings.Builder cannot lengthen what they have: they allocate about twice as much (a quarter
/// more for large slices), copy, and leave the old array to the collector. In counts that looks like churn, as many freed
/// as allocated; in sizes it is growth: each size is made once and freed once, and only the largest is in use.
package struct SizeLadder: Hashable, Sendable {
  /// Sizes seen to be allocated, ascending.
  package let sizes: [Int64]
  /// Bytes of the largest object in use, round by round; 0 where none was.
  package let largestInUse: [Int64]
  /// Sampled objects of the largest size in use at the last round: how many grow side by side.
  package let count: Int
  /// How often the largest object in use was larger than in the round before, and how often smaller.
  package let stepsUp: Int
  package let stepsDown: Int
  /// Change of the largest object in use over the watch, in bytes a second; nil when times are unknown or there are fewer
  /// than two rounds.
  package let bytesPerSecond: Double?
  /// The first round in which an object of the ladder was in use.
  package let firstRound: Int

  /// Bytes of the largest object in use at the last round.
  package var currentSize: Int64 { largestInUse.last ?? 0 }

  /// Factor between two neighbouring sizes, from the least of append's to a doubling with what is written on top.
  private static let factors = 1.15...2.3

  /// Smaller arrays are begun too often, and share blocks with other tiny objects.
  private static let leastSize: Int64 = 4096

  /// The ladder of a series; nil when its sizes show none.
  ///
  /// Wants at least three sizes in a row that are sampled nearly always, of which the largest was never freed, is in use as often as it was allocated, and
  /// was made no more often than the one below it could have been replaced; smaller ones are gone but for as many as grow
  /// side by side. Buffers that are written at once have any sizes; growing ones have
  /// the factors of append. Sizes that are seldom sampled may be missing, so nothing is asked of them.
  package init?(_ series: HeapSeries, times: [Double?]) {
    let last = series.roundCount - 1
    guard last >= 0 else { return nil }
    let made = series.rungs.filter { $0.allocated[last] > 0 }.sorted { $0.size < $1.size }
    guard made.count >= 3, let top = made.last else { return nil }
    let held = top.inUse[last]
    guard held > 0, top.freed(last) == 0 else { return nil }
    // The large ones, each of which was sampled: their numbers are numbers of objects.
    let sure = made.filter { $0.size >= Self.leastSize && series.sampling.probability(size: $0.size) >= 0.6 }
    guard sure.count >= 3, sure.contains(where: { $0.freed(last) > 0 }) else { return nil }
    for (lower, upper) in zip(sure, sure.dropFirst()) {
      guard Self.factors.contains(Double(upper.size) / Double(lower.size)) else { return nil }
      // Whatever became larger was this size before; what was made more often than that did not all grow on.
      guard upper.allocated[last] <= lower.allocated[last] + held else { return nil }
    }
    let lowerHeld = made.dropLast().reduce(0) { $0 + $1.inUse[last] }
    let lowerMade = made.dropLast().reduce(0) { $0 + $1.allocated[last] }
    guard lowerHeld <= held + lowerMade / 4 else { return nil }
    // A ladder that is climbed by every request has many at the bottom and few at the top; one container climbs it once.
    guard let bottom = sure.first, bottom.allocated[last] <= 2 * held + 1 else { return nil }

    sizes = made.map(\.size)
    let largest = (0...last).map { round in made.last { $0.inUse[round] > 0 }?.size ?? 0 }
    largestInUse = largest
    count = held
    stepsUp = zip(largest, largest.dropFirst()).count { $0 < $1 }
    stepsDown = zip(largest, largest.dropFirst()).count { $0 > $1 }
    firstRound = largest.firstIndex { $0 > 0 } ?? last
    if last > 0, let first = times[0], let end = times[last], end - first >= HeapGrowth.leastSeconds {
      bytesPerSecond = Double(largest[last] - largest[0]) * Double(held) / (end - first)
    } else {
      bytesPerSecond = nil
    }
  }
}
