// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A straight line through a short series, with an interval on its slope.
///
/// Ordinary least squares with Student's t on n - 2 degrees of freedom. Meant for counts without identities (no goroutine
/// ids), where births and deaths cannot be told apart; with identities use `Poisson` on the births.
package struct LinearTrend: Sendable {
  /// Change per unit of x.
  package let slope: Double
  /// 95 % interval of the slope.
  package let interval: ClosedRange<Double>

  /// The trend through the points; nil with fewer than three distinct x.
  package init?(_ points: [(x: Double, y: Double)]) {
    let count = Double(points.count)
    guard points.count >= 3 else { return nil }
    let meanX = points.reduce(0) { $0 + $1.x } / count
    let meanY = points.reduce(0) { $0 + $1.y } / count
    let squares = points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
    guard squares > 0 else { return nil }
    let slope = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) } / squares
    let residual = points.reduce(0) { sum, point in
      let error = point.y - meanY - slope * (point.x - meanX)
      return sum + error * error
    }
    let standardError = (residual / (count - 2) / squares).squareRoot()
    let margin = standardError * Self.studentQuantile(degreesOfFreedom: points.count - 2)
    self.slope = slope
    self.interval = (slope - margin)...(slope + margin)
  }

  /// The 97.5 % quantile of Student's t.
  ///
  /// Tabulated to 10 degrees of freedom, beyond that the expansion of Cornish and Fisher (error below 0.001).
  static func studentQuantile(degreesOfFreedom n: Int) -> Double {
    let table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]
    if n < 1 { return .infinity }
    if n <= table.count { return table[n - 1] }
    let z = 1.959964
    let degrees = Double(n)
    let first = (z * z * z + z) / 4
    let second = (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / 96
    return z + first / degrees + second / (degrees * degrees)
  }
}
