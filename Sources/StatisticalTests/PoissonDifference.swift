// SPDX-License-Identifier: Apache-2.0

/// A weighted sum of differences of independent Poisson counts, with an interval.
///
/// The interval joins the exact intervals of the single counts by the method of variance estimates recovery: G. Y. Zou and
/// A. Donner, "Construction of confidence limits about effect measures", Statist. Med. 27 (2008). A count of 0 has an upper
/// bound too: what was not seen to go may yet go.
package struct PoissonDifference: Sendable {
  /// Counts of one weight that go into the sum as `weight * (up - down)`.
  package struct Term: Hashable, Sendable {
    package var weight: Double
    package var up: Int
    package var down: Int

    package init(weight: Double, up: Int, down: Int) {
      self.weight = weight
      self.up = up
      self.down = down
    }
  }

  /// The sum as counted.
  package let estimate: Double
  package let interval: ClosedRange<Double>

  /// The sum over the terms; O(terms and counts).
  ///
  /// Each of many empty cells would add an upper bound of its own, so where no term counts anything in a direction, the
  /// heaviest term with events (without events the lightest) stands for all.
  package init(_ terms: [Term], confidence: Double = 0.95) {
    var estimate = 0.0
    var below = 0.0
    var above = 0.0
    for term in terms {
      estimate += term.weight * Double(term.up - term.down)
      let up = Self.margins(of: term.up, weight: term.weight, confidence: confidence)
      let down = Self.margins(of: term.down, weight: term.weight, confidence: confidence)
      below += up.below * up.below + down.above * down.above
      above += up.above * up.above + down.below * down.below
    }
    let heaviest = terms.filter { $0.up + $0.down > 0 }.map(\.weight).max() ?? terms.map(\.weight).min() ?? 0
    let unseen = heaviest * Poisson.interval(ofMeanFor: 0, confidence: confidence).upperBound
    if terms.allSatisfy({ $0.up == 0 }) { above += unseen * unseen }
    if terms.allSatisfy({ $0.down == 0 }) { below += unseen * unseen }
    self.estimate = estimate
    interval = (estimate - below.squareRoot())...(estimate + above.squareRoot())
  }

  private static func margins(of count: Int, weight: Double, confidence: Double) -> (below: Double, above: Double) {
    if count == 0 { return (0, 0) }
    let interval = Poisson.interval(ofMeanFor: count, confidence: confidence)
    return (weight * (Double(count) - interval.lowerBound), weight * (interval.upperBound - Double(count)))
  }
}
