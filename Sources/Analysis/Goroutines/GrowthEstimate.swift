// SPDX-License-Identifier: Apache-2.0

import StatisticalTests

/// How fast a place fills, with an interval, and how sure it is that it fills at all.
package struct GrowthEstimate: Hashable, Sendable {
  /// Goroutines a second; nil when the time between the rounds is not known.
  package var perSecond: Double?
  /// 95 % interval of `perSecond`.
  package var interval: ClosedRange<Double>?
  /// P(growth at least this one-sided) if the place were in balance.
  package var pValue: Double
  /// How many came and stayed.
  package var births: Int
  /// How many that had stayed went.
  package var deaths: Int

  /// With ids: births and deaths are counted one by one.
  ///
  /// The interval is that of a Poisson count of births, less the deaths seen. Nil without flow.
  package init?(flow: GoroutineFlow?, seconds: Double?) {
    guard let flow else { return nil }
    births = flow.births
    deaths = flow.deaths
    pValue = Binomial.pValueOfBalance(births: births, deaths: deaths)
    if let seconds, seconds > 0 {
      let interval = Poisson.interval(ofMeanFor: births)
      perSecond = Double(births - deaths) / seconds
      self.interval =
        ((interval.lowerBound - Double(deaths)) / seconds)...((interval.upperBound - Double(deaths)) / seconds)
    }
  }

  /// Without ids: a line through the counts.
  ///
  /// Nil with fewer than three rounds or unknown times.
  package init?(counts: [Int], times: [Double?]) {
    let points = zip(times, counts).compactMap { time, count in time.map { (x: $0, y: Double(count)) } }
    guard points.count == counts.count, let trend = LinearTrend(points) else { return nil }
    perSecond = trend.slope
    interval = trend.interval
    births = max(0, (counts.last ?? 0) - (counts.first ?? 0))
    deaths = 0
    // One-sided: half of the two-sided tail that the interval leaves at zero, bounded below by sign changes of the steps.
    let rises = zip(counts, counts.dropFirst()).count { $0 < $1 }
    let falls = zip(counts, counts.dropFirst()).count { $0 > $1 }
    pValue = trend.interval.lowerBound > 0 ? min(0.025, Binomial.pValueOfBalance(births: rises, deaths: falls)) : 0.5
  }

  /// P(as few deaths as this) if births and deaths were equally likely.
  package static func pValueOfBalance(births: Int, deaths: Int) -> Double {
    Binomial.pValueOfBalance(births: births, deaths: deaths)
  }

  /// The smallest expected number of births at which `threshold` of them are seen nineteen times in twenty.
  package static func meanDetected(atThreshold threshold: Int) -> Double {
    Poisson.meanDetected(atThreshold: threshold)
  }
}
