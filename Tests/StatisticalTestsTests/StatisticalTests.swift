// SPDX-License-Identifier: Apache-2.0

import StatisticalTests
import Testing

@Suite struct CountTests {
  /// Intervals of Garwood's table.
  @Test(arguments: [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39), (100, 81.36, 121.63)])
  func `poisson intervals agree with the published table`(count: Int, low: Double, high: Double) {
    let interval = Poisson.interval(ofMeanFor: count)
    #expect(abs(interval.lowerBound - low) < 0.01)
    #expect(abs(interval.upperBound - high) < 0.01)
  }

  @Test func `a large count has an interval close to the normal one`() {
    let interval = Poisson.interval(ofMeanFor: 1_000_000)
    #expect(abs(interval.lowerBound - 998_041) < 5)
    #expect(abs(interval.upperBound - 1_001_962) < 5)
  }

  @Test func `six events are seen nineteen times in twenty from a mean of 10.51 on`() {
    // P(X >= 6 | mean 10.513) = 0.95
    #expect(abs(Poisson.meanDetected(atThreshold: 6) - 10.513) < 0.001)
  }

  @Test func `balance is refuted by births without deaths and by nothing else`() {
    #expect(Binomial.pValueOfBalance(births: 10, deaths: 0) == 1.0 / 1024)
    #expect(Binomial.pValueOfBalance(births: 0, deaths: 0) == 1)
    #expect(Binomial.pValueOfBalance(births: 10, deaths: 10) > 0.5)
    #expect(abs(Binomial.cumulative(3, trials: 10, probability: 0.5) - 0.171875) < 1e-9)
  }

  @Test(.timeLimit(.minutes(1))) func `counts of any size are compared at once`() {
    #expect(Binomial.pValueOfBalance(births: 0, deaths: 1 << 52) == 1)
    #expect(Binomial.pValueOfBalance(births: 1 << 52, deaths: 1 << 51) < 1e-12)
    #expect(abs(Binomial.pValueOfBalance(births: 1 << 40, deaths: 1 << 40) - 0.5) < 0.001)
    // The last that is summed up and the first that is not.
    let summed = Binomial.cumulative(100_000, trials: 200_500, probability: 0.5)
    let near = Binomial.cumulative(100_001, trials: 200_502, probability: 0.5)
    #expect(abs(summed - near) < 1e-4 && summed > 0.1 && summed < 0.2)
  }
}

@Suite struct TrendTests {
  @Test func `an exact line has its slope and no width`() throws {
    let trend = try #require(LinearTrend((0..<6).map { (Double($0), 3 + 2 * Double($0)) }))
    #expect(abs(trend.slope - 2) < 1e-9)
    #expect(trend.interval.upperBound - trend.interval.lowerBound < 1e-6)
  }

  @Test func `two points or a single instant make no trend`() {
    #expect(LinearTrend([(0, 1), (1, 2)]) == nil)
    #expect(LinearTrend([(1, 1), (1, 2), (1, 3)]) == nil)
  }

  @Test func `noise around a level has an interval that contains zero`() throws {
    let trend = try #require(LinearTrend([(0, 10), (1, 12), (2, 9), (3, 11), (4, 10), (5, 11)]))
    #expect(trend.interval.contains(0))
  }
}

@Suite struct UniformityTests {
  @Test func `evenly spread values are uniform and recent ones are not`() throws {
    let even = try #require(UniformityTest(sorted: (0..<100).map { Double($0) * 10 + 5 }, in: 0...1000))
    #expect(even.pValue > 0.99)
    let recent = try #require(UniformityTest(sorted: (0..<100).map { 900 + Double($0) }, in: 0...1000))
    #expect(recent.pValue < 1e-6)
  }
}
