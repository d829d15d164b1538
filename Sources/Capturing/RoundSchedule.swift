// SPDX-License-Identifier: Apache-2.0

/// When the rounds of a watch take place, and which of them are kept when it is long.
///
/// A short watch has six rounds evenly apart. A long one has more, up to `limit` kept: when there are too many, every
/// second one is given up and the distance doubles, so that the kept rounds always lie evenly over the whole watch, the
/// first and the last among them, and memory stays bounded whatever the length.
package struct RoundSchedule: Sendable {
  /// Most rounds that are kept.
  package static let limit = 32

  /// Seconds between rounds now.
  package private(set) var interval: Double
  private let seconds: Double
  private var next: Double = 0
  /// Times of the kept rounds, in seconds from the start.
  package private(set) var kept: [Double] = []

  package init(seconds: Double) {
    self.seconds = max(0, seconds)
    interval = seconds <= 60 ? max(0.5, seconds / 5) : 12
  }

  /// Seconds from the start at which the next round is due; nil when the watch is over.
  package var nextRound: Double? { next <= seconds + 0.001 ? next : nil }

  /// Notes that a round was taken at `time`; returns the indices of kept rounds to give up, ascending.
  package mutating func taken(at time: Double) -> [Int] {
    kept.append(time)
    // A slow round does not make up for lost ones.
    repeat { next += interval } while next < time && next <= seconds
    var dropped: [Int] = []
    if kept.count > Self.limit {
      dropped = Array(stride(from: 1, to: kept.count - 1, by: 2))
      for index in dropped.reversed() { kept.remove(at: index) }
      next += interval
      interval *= 2
    }
    if next > seconds, time < seconds - interval / 4 { next = seconds }
    return dropped
  }
}
