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
    if confidence == 0.95 {
      if count < smallIntervals.count { return smallIntervals[max(0, count)] }
      return approximateInterval(ofMeanFor: count)
    }
    return exactInterval(ofMeanFor: count, confidence: confidence)
  }

  /// The intervals that are asked for most, counted out once.
  private static let smallIntervals = (0..<40).map { exactInterval(ofMeanFor: $0, confidence: 0.95) }

  /// The 95 % interval by a cube root.
  ///
  /// Source: E. B. Wilson and M. M. Hilferty, "The distribution of chi-square", Proc. Natl.
  /// Acad. Sci. 17 (1931): from 40 on right to a part in ten thousand, and at once.
  private static func approximateInterval(ofMeanFor count: Int) -> ClosedRange<Double> {
    func bound(_ n: Double, _ z: Double) -> Double {
      let root = 1 - 1 / (9 * n) + z / (3 * n.squareRoot())
      return n * root * root * root
    }
    return bound(Double(count), -1.959964)...bound(Double(count) + 1, 1.959964)
  }

  private static func exactInterval(ofMeanFor count: Int, confidence: Double) -> ClosedRange<Double> {
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
