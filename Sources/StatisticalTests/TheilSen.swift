// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The slope of a series as the median of the slopes between all pairs of points, with an interval.
///
/// A quarter of the points may be wild without moving it far. Sources: H. Theil, "A rank-invariant method of linear and
/// polynomial regression analysis", Proc. KNAW 53 (1950); P. K. Sen, "Estimates of the regression coefficient based on
/// Kendall's tau", JASA 63 (1968), for the interval, which is that of `scipy.stats.theilslopes`.
package struct TheilSen: Hashable, Sendable {
  /// Change per unit of x.
  package let slope: Double
  /// The line's value at x = 0, through the medians of both coordinates.
  package let intercept: Double
  /// 95 % interval of the slope.
  package let interval: ClosedRange<Double>

  /// Most points that are looked at pair by pair; longer series are thinned evenly, ends kept.
  package static let pointLimit = 600

  /// The line through the points; nil with fewer than two different x.
  ///
  /// O(n^2 log n) for up to `pointLimit` points.
  package init?(_ all: [(x: Double, y: Double)]) {
    let points = Self.thinned(all.filter { $0.x.isFinite && $0.y.isFinite })
    var slopes: [Double] = []
    for later in points.indices {
      for earlier in 0..<later where points[later].x != points[earlier].x {
        slopes.append((points[later].y - points[earlier].y) / (points[later].x - points[earlier].x))
      }
    }
    guard !slopes.isEmpty else { return nil }
    slopes.sort()
    let slope = Self.median(slopes)
    self.slope = slope
    intercept = Self.median(points.map(\.y).sorted()) - slope * Self.median(points.map(\.x).sorted())

    func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
    func ties(_ values: [Double]) -> Double {
      Dictionary(grouping: values) { $0 }.values.filter { $0.count > 1 }.reduce(0) { $0 + term($1.count) }
    }
    let variance = (term(points.count) - ties(points.map(\.x)) - ties(points.map(\.y))) / 18
    let margin = 1.959964 * max(0, variance).squareRoot()
    let pairs = Double(slopes.count)
    let low = max(Int(((pairs - margin) / 2).rounded(.toNearestOrEven)) - 1, 0)
    let high = min(Int(((pairs + margin) / 2).rounded(.toNearestOrEven)), slopes.count - 1)
    interval = min(slopes[low], slope)...max(slopes[high], slope)
  }

  /// The median of ascending values, at least one.
  package static func median(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    if points.count <= pointLimit { return points }
    return (0..<pointLimit).map { points[$0 * (points.count - 1) / (pointLimit - 1)] }
  }
}
