// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Whether a series tends upwards or downwards: the rank test of Mann and Kendall, with ties.
///
/// Asks nothing of the values but their order. Independent values are assumed; what is correlated from point to point (a
/// heap between two collections) must be thinned first. Sources: H. B. Mann, "Nonparametric tests against trend",
/// Econometrica 13 (1945); M. G. Kendall, "Rank correlation methods", 4th ed. (1970), for the variance with ties.
package struct MannKendall: Hashable, Sendable {
  /// From how many points on the normal approximation of the p-value is used by this project; with fewer the distribution
  /// is counted out.
  package static let exactLimit = 12

  /// Pairs in which the later value is larger, less pairs in which it is smaller.
  package let score: Int
  /// P(a score at least as large) without trend: small when the series rises.
  package let risePValue: Double
  /// P(a score at most as large) without trend: small when the series falls.
  package let fallPValue: Double

  /// P(a score at least as far from 0) without trend.
  package var pValue: Double { min(1, 2 * min(risePValue, fallPValue)) }

  /// The test of the values in the order of time; nil with fewer than four.
  ///
  /// O(n^2). Without ties and up to `exactLimit` values exact, else normal with correction for continuity.
  package init?(_ values: [Double]) {
    let count = values.count
    guard count >= 4, values.allSatisfy(\.isFinite) else { return nil }
    var score = 0
    for later in 1..<count {
      for earlier in 0..<later {
        if values[later] > values[earlier] { score += 1 } else if values[later] < values[earlier] { score -= 1 }
      }
    }
    self.score = score
    let ties = Self.tieSizes(values)
    if ties.isEmpty, count <= Self.exactLimit {
      (risePValue, fallPValue) = Self.exactTails(score: score, count: count)
      return
    }
    func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
    let variance = (term(count) - ties.reduce(0) { $0 + term($1) }) / 18
    guard variance > 0 else {
      (risePValue, fallPValue) = (1, 1)
      return
    }
    let deviation = variance.squareRoot()
    // The score moves by two (by one with ties); half a step of one is the correction in common use.
    risePValue = 1 - normalCumulative((Double(score) - 1) / deviation)
    fallPValue = normalCumulative((Double(score) + 1) / deviation)
  }

  /// Sizes of the groups of equal values, of two or more.
  private static func tieSizes(_ values: [Double]) -> [Int] {
    var sizes: [Int] = []
    var run = 1
    let sorted = values.sorted()
    for index in 1...sorted.count {
      if index < sorted.count, sorted[index] == sorted[index - 1] {
        run += 1
      } else {
        if run > 1 { sizes.append(run) }
        run = 1
      }
    }
    return sizes
  }

  /// Tail probabilities of the score over all orders of `count` different values, each equally likely.
  ///
  /// Permutations by number of inversions (Mahonian numbers): the i-th value adds 0 to i - 1 of them.
  private static func exactTails(score: Int, count: Int) -> (rise: Double, fall: Double) {
    var ways = [1.0]
    for value in 2...count {
      var next = [Double](repeating: 0, count: ways.count + value - 1)
      for (inversions, number) in ways.enumerated() {
        for added in 0..<value { next[inversions + added] += number / Double(value) }
      }
      ways = next
    }
    // score = pairs - 2 * inversions
    let inversions = (count * (count - 1) / 2 - score) / 2
    return (ways[...inversions].reduce(0, +), ways[inversions...].reduce(0, +))
  }
}
