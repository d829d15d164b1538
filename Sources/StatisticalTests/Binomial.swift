// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Counts of successes in independent trials.
package enum Binomial {
  /// P(X <= successes) in `trials` trials of the given probability.
  ///
  /// O(successes) and at most a hundred thousand steps: beyond, the normal approximation with continuity correction.
  package static func cumulative(_ successes: Int, trials: Int, probability: Double) -> Double {
    if successes < 0 { return 0 }
    if successes >= trials { return 1 }
    if probability <= 0 { return 1 }
    if probability >= 1 { return 0 }
    if successes > 100_000 {
      let mean = Double(trials) * probability
      return normalCumulative((Double(successes) + 0.5 - mean) / (mean * (1 - probability)).squareRoot())
    }
    var logTerm = Double(trials) * log1p(-probability)
    let logOdds = log(probability) - log1p(-probability)
    var sum = exp(logTerm)
    if successes == 0 { return sum }
    for k in 1...successes {
      logTerm += log(Double(trials - k + 1)) - log(Double(k)) + logOdds
      sum += exp(logTerm)
    }
    return min(1, sum)
  }

  /// How surprising so few deaths are if the group were in balance, where a birth and a death are equally likely.
  ///
  /// The p-value of "at most `deaths` of `births + deaths` changes were deaths" at probability one half: small when the
  /// group only grows. 1 when nothing changed.
  package static func pValueOfBalance(births: Int, deaths: Int) -> Double {
    births + deaths == 0 ? 1 : cumulative(deaths, trials: births + deaths, probability: 0.5)
  }
}
