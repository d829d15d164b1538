// SPDX-License-Identifier: Apache-2.0

import Analysis
import Testing

/// What Go's fmt prints for the same numbers.
@Suite struct MeasuredValueTests {
  @Test(arguments: [
    (0, "bytes", "minimum", "0"), (1, "bytes", "minimum", "1B"), (1536, "bytes", "minimum", "1.50kB"),
    (1 << 20, "bytes", "minimum", "1MB"), (-1536, "bytes", "auto", "-1.50kB"), (1000, "bytes", "MB", "0"),
    (10_486, "bytes", "MB", "0.01MB"), (1_500_000, "nanoseconds", "auto", "1.50ms"), (90, "seconds", "auto", "90s"),
    (7_200_000_000_000, "nanoseconds", "hours", "2hrs"), (5, "count", "minimum", "5"), (5, "widgets", "minimum", "5"),
    (5, "widgets", "furlongs", "5furlongs"), (1, "bytes", "ms", "1B"),
  ])
  func writesValuesAsPprofDoes(_ value: Int64, _ from: String, _ to: String, _ expected: String) {
    #expect(MeasuredValue.text(value, from: from, to: to) == expected)
  }

  @Test(arguments: [
    (0, 0, "    0%"), (1, 1, "  100%"), (-1, 1, "  100%"), (9994, 10_000, "99.94%"), (99_951, 100_000, "  100%"),
    (1, 3, "33.33%"), (1, 8, "12.50%"), (1, 100, " 1.00%"), (99, 10_000, " 0.99%"), (999, 100_000, "    1%"),
    (1, 1000, "  0.1%"), (125, 100_000, " 0.12%"), (375, 100_000, " 0.38%"), (1, 1_000_000, "0.0001%"),
    (1, 10_000_000, "1e-05%"), (12, 100_000_000, "1.2e-05%"), (3, 2, "150.00%"),
  ])
  func writesPercentagesAsPprofDoes(_ value: Int64, _ total: Int64, _ expected: String) {
    #expect(MeasuredValue.percentage(value, of: total) == expected)
  }

  @Test func extremesDoNotTrap() {
    for value in [Int64.min, .max, -1, 0] {
      for unit in ["bytes", "nanoseconds", "count", ""] {
        for to in ["minimum", "auto", "PB", "ns"] { _ = MeasuredValue.text(value, from: unit, to: to) }
      }
      for total in [Int64.min, .max, -1, 0, 1] { _ = MeasuredValue.percentage(value, of: total) }
    }
  }
}
