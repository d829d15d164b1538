// SPDX-License-Identifier: Apache-2.0

import StatisticalTests

extension HeapGrowth {
  /// Probability of a false word about any place of a watch whose places are all in balance.
  package static let alpha = 0.01
  /// Largest p-value of a part of the watch that grew by itself.
  ///
  /// Not corrected: the whole watch has passed the corrected test already; this one asks whether it was one step.
  package static let segmentAlpha = 0.05
  /// Moments nearer to each other than this, in seconds, have no rate between them: it would be infinite.
  package static let leastSeconds = 1e-6

  /// Measures a place with one row for each size; nil with fewer than two rounds.
  ///
  /// `adjustedPValue` is `pValue` until the places are compared with each other.
  init?(_ series: HeapSeries, times: [Double?]) {
    self.init(series, times: times) { first, last in series.rungs.map { HeapFlow($0, from: first, to: last) } }
  }

  /// Measures a sum of rows, of which `flows` tells for each rung what came and went between two rounds, row by row.
  init?(_ series: HeapSeries, times: [Double?], flows: (_ first: Int, _ last: Int) -> [HeapFlow]) {
    guard series.roundCount >= 2, times.count == series.roundCount else { return nil }
    let last = series.roundCount - 1
    let wholeBySize = flows(0, last)
    let whole = HeapFlow(wholeBySize)
    allocated = whole.allocated
    freed = whole.freed
    births = whole.births
    deaths = whole.deaths
    pValue = Binomial.pValueOfBalance(births: whole.births, deaths: whole.deaths)
    adjustedPValue = pValue
    segments = Self.bounds(times).map { rounds in
      let flow = HeapFlow(flows(rounds.lowerBound, rounds.upperBound))
      return Segment(
        rounds: rounds,
        births: flow.births,
        deaths: flow.deaths,
        pValue: Binomial.pValueOfBalance(births: flow.births, deaths: flow.deaths),
        bytes: series.bytesInUse(rounds.upperBound) - series.bytesInUse(rounds.lowerBound)
      )
    }
    isSustained = segments.count < 2 ? nil : segments.allSatisfy { $0.pValue <= Self.segmentAlpha }
    bytes = series.bytesInUse(last) - series.bytesInUse(0)
    let difference = PoissonDifference(
      zip(series.rungs, wholeBySize).map { rung, flow in
        .init(weight: series.sampling.weight(size: rung.size), up: flow.births, down: flow.deaths)
      }
    )
    if let first = times[0], let end = times[last], end - first >= Self.leastSeconds {
      bytesPerSecond = bytes / (end - first)
      interval =
        (difference.interval.lowerBound / (end - first))...(difference.interval.upperBound / (end - first))
    } else {
      bytesPerSecond = nil
      interval = nil
    }
    isLikeBefore = Self.isLikeBefore(series, whole)
    behavior = .tooFewSamples
  }

  /// Whether what is kept of the objects allocated before the watch agrees with what is kept of those allocated since.
  ///
  /// Asks whether so few old objects in use are believable if half as large a share had been kept as is kept now.
  private static func isLikeBefore(_ series: HeapSeries, _ watch: HeapFlow) -> Bool? {
    guard watch.net > 0, watch.allocated > 0 else { return nil }
    let kept = PoissonDifference([.init(weight: 1, up: watch.births, down: watch.deaths)])
    let share = max(0, kept.interval.lowerBound) / Double(watch.allocated)
    let expected = Double(series.sampledAllocated(0)) * min(1, share) / 2
    guard expected >= 5 else { return nil }
    return Poisson.cumulative(series.sampledInUse(0), mean: expected) >= 0.01
  }

  /// The rounds at the ends of each part of the watch: halves, from seven rounds on thirds, by time as near as rounds lie.
  static func bounds(_ times: [Double?]) -> [ClosedRange<Int>] {
    let last = times.count - 1
    if last < 2 { return last < 1 ? [] : [0...last] }
    let parts = last >= 6 ? 3 : 2
    let known = times.compactMap { $0 }
    var cuts = [0]
    for part in 1..<parts {
      var cut = last * part / parts
      if known.count == times.count {
        let moment = known[0] + (known[last] - known[0]) * Double(part) / Double(parts)
        cut = (1..<last).min { abs(known[$0] - moment) < abs(known[$1] - moment) } ?? cut
      }
      cuts.append(min(max(cut, cuts[part - 1] + 1), last - (parts - part)))
    }
    cuts.append(last)
    return zip(cuts, cuts.dropFirst()).map { $0...$1 }
  }

  /// What the numbers say, once the p-value is corrected.
  func behavior(isTestable: Bool, fallPValue: Double) -> Behavior {
    if births > deaths, adjustedPValue <= Self.alpha {
      guard let isSustained else { return .grewOnce }
      if !isSustained { return .jumped }
      // Where most of what comes goes again, only the life before tells a rest that stays from requests on their way.
      let isBacked = isLikeBefore ?? (freed * 2 <= allocated)
      return isBacked ? .grows : .growsUnlikeBefore
    }
    if deaths > births, fallPValue <= Self.alpha { return .shrinks }
    return isTestable ? .steady : .tooFewSamples
  }
}
