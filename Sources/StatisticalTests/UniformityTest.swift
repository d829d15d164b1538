// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Whether values lie evenly between two bounds: the Kolmogorov-Smirnov test against the uniform distribution.
///
/// Source: M. A. Stephens, "EDF statistics for goodness of fit", JASA 69 (1974): the modified statistic that makes the
/// asymptotic distribution usable from about five values on.
package struct UniformityTest: Sendable {
  /// Largest distance between the empirical and the uniform distribution, 0 to 1.
  package let distance: Double
  /// P(a distance at least this large) if the values were uniform.
  package let pValue: Double

  /// Tests ascending values against the uniform distribution on `bounds`; nil without values or with empty bounds.
  package init?(sorted values: [Double], in bounds: ClosedRange<Double>) {
    let width = bounds.upperBound - bounds.lowerBound
    guard !values.isEmpty, width > 0 else { return nil }
    let count = Double(values.count)
    var largest = 0.0
    for (index, value) in values.enumerated() {
      let expected = min(1, max(0, (value - bounds.lowerBound) / width))
      largest = max(largest, abs(expected - Double(index) / count), abs(Double(index + 1) / count - expected))
    }
    distance = largest
    let root = count.squareRoot()
    let statistic = (root + 0.12 + 0.11 / root) * largest
    var sum = 0.0
    for term in 1...100 {
      let k = Double(term)
      sum += (term.isMultiple(of: 2) ? -1 : 1) * exp(-2 * k * k * statistic * statistic)
    }
    pValue = statistic < 0.2 ? 1 : min(1, max(0, 2 * sum))
  }
}
