// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Counts of independent events: exact intervals and the power of a threshold.
///
/// Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936): the exact central interval of
/// the mean of a count is given by quantiles of the gamma distribution, found here by bisection on the distribution itself.
package enum Poisson {
  /// P(X <= count) for a Poisson variable of the given mean.
  ///
  /// Sums the terms in log space; O(count). A mean of 0 gives 1.
  package static func cumulative(_ count: Int, mean: Double) -> Double {
    if count < 0 { return 0 }
    if mean <= 0 { return 1 }
    // Beyond this the normal approximation with continuity correction is exact to well below a part in a thousand.
    if count > 100_000 { return normalCumulative((Double(count) + 0.5 - mean) / mean.squareRoot()) }
    var sum = 0.0
    var logTerm = -mean
    for k in 0...count {
      if k > 0 { logTerm += log(mean) - log(Double(k)) }
      sum += exp(logTerm)
    }
    return min(1, sum)
  }

  /// The exact central interval of the mean, given an observed count.
  ///
  /// `confidence` is the coverage, 0.95 by default. The lower bound of a count of 0 is 0.
  package static func interval(ofMeanFor count: Int, confidence: Double = 0.95) -> ClosedRange<Double> {
    let tail = (1 - confidence) / 2
    let low = count == 0 ? 0 : solve { 1 - cumulative(count - 1, mean: $0) > tail }
    let high = solve { cumulative(count, mean: $0) < tail }
    return low...max(low, high)
  }

  /// The smallest mean at which at least `threshold` events are seen with probability `power`.
  ///
  /// Divided by the length of the watch it is the rate below which growth might have been missed.
  package static func meanDetected(atThreshold threshold: Int, power: Double = 0.95) -> Double {
    solve { 1 - cumulative(threshold - 1, mean: $0) >= power }
  }

  /// The smallest positive mean for which a condition that is false for small means becomes true.
  private static func solve(_ holds: (Double) -> Bool) -> Double {
    var high = 1.0
    while !holds(high), high < 1e12 { high *= 2 }
    var low = 0.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}

/// P(Z <= z) of the standard normal distribution.
package func normalCumulative(_ z: Double) -> Double {
  0.5 * erfc(-z / 2.0.squareRoot())
}
