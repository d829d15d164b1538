// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Where the level of a series changes most: Pettitt's rank test for one change point.
///
/// Asks nothing of the values but their order. Source: A. N. Pettitt, "A non-parametric approach to the change-point
/// problem", Appl. Statist. 28 (1979).
package struct ChangePoint: Hashable, Sendable {
  /// Index of the first point after the change.
  package let index: Int
  /// P(a change at least this sharp) in a series without one; the approximation is good below 0.5 and errs on the quiet
  /// side above.
  package let pValue: Double
  /// Median before and after the change.
  package let before: Double
  package let after: Double

  /// The sharpest change; nil with fewer than six values.
  ///
  /// O(n^2).
  package init?(_ values: [Double]) {
    let count = values.count
    guard count >= 6, values.allSatisfy(\.isFinite) else { return nil }
    // U(t) = U(t-1) + sum over j of sign(x_t - x_j): pairs across the cut that rise, less those that fall, negated.
    var statistic = 0
    var largest = 0
    var cut = 1
    for time in 0..<(count - 1) {
      for other in values {
        statistic += values[time] > other ? 1 : values[time] < other ? -1 : 0
      }
      if abs(statistic) > largest {
        largest = abs(statistic)
        cut = time + 1
      }
    }
    index = cut
    let n = Double(count)
    pValue = min(1, 2 * exp(-6 * Double(largest) * Double(largest) / (n * n * n + n * n)))
    before = TheilSen.median(values[..<cut].sorted())
    after = TheilSen.median(values[cut...].sorted())
  }
}
