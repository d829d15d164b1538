// SPDX-License-Identifier: Apache-2.0

import StatisticalTests
import Testing

@Suite struct TheilSenTests {
  /// The line through values at 0, 1, 2 and so on.
  private func fit(_ count: Int, _ value: (Int) -> Double) -> TheilSen? {
    TheilSen((0..<count).map { (x: Double($0), y: value($0)) })
  }

  // Expected values: scipy.stats.theilslopes 1.17.1.
  @Test func `slope and interval agree with scipy`() throws {
    let x: [Double] = [0, 1, 2, 3, 5, 8, 9, 11, 12, 15]
    let y: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 8]
    let line = try #require(TheilSen(zip(x, y).map { (x: $0, y: $1) }))
    #expect(abs(line.slope - 1.0 / 3) < 1e-12)
    #expect(abs(line.intercept - 7.0 / 3) < 1e-12)
    #expect(abs(line.interval.lowerBound) < 1e-12)
    #expect(abs(line.interval.upperBound - 0.75) < 1e-12)
  }

  @Test func `a longer wild series agrees with scipy`() throws {
    let line = try #require(fit(24) { index in Double(index * 7919 % 31) + 0.5 * Double(index) })
    #expect(abs(line.slope - 0.4090909090909091) < 1e-12)
    #expect(abs(line.interval.lowerBound + 1) < 1e-12)
    #expect(abs(line.interval.upperBound - 1.2142857142857142) < 1e-12)
  }

  @Test func `a fifth of wild points does not move the slope`() throws {
    let line = try #require(fit(50) { index in index % 5 == 0 ? 1e9 : 3 * Double(index) })
    #expect(abs(line.slope - 3) < 0.5)
  }

  @Test func `thousands of points are thinned and keep their slope`() throws {
    let line = try #require(fit(20_000) { index in 2 * Double(index) + Double(index % 7) })
    #expect(abs(line.slope - 2) < 0.001)
  }

  @Test func `points at one instant and infinite values make no line`() {
    #expect(TheilSen([(1, 2), (1, 3)]) == nil)
    #expect(TheilSen([(1, .nan), (2, .infinity), (3, 1)]) == nil)
    #expect(TheilSen([]) == nil)
  }
}

@Suite struct MannKendallTests {
  @Test func `few different values are counted out over all orders`() throws {
    // 20 of 720 orders of six values have a score of 11 or more.
    let test = try #require(MannKendall([1, 3, 2, 5, 4, 6]))
    #expect(test.score == 11)
    #expect(abs(test.risePValue - 20.0 / 720) < 1e-12)
    #expect(abs(test.fallPValue - 0.9916666666666667) < 1e-12)
  }

  @Test func `ties have less variance`() throws {
    // Score 105, variance 1451/3: 1 - Phi(104 / 21.99).
    let test = try #require(MannKendall([1, 1, 2, 2, 3, 3, 3, 4, 5, 4, 6, 6, 5, 7, 7, 8]))
    #expect(test.score == 105)
    #expect(abs(test.risePValue - 1.1286897572126975e-06) < 1e-10)
  }

  @Test func `reversing the series exchanges rise and fall`() throws {
    let values = (0..<40).map { Double(($0 * 37) % 23) }
    let there = try #require(MannKendall(values))
    let back = try #require(MannKendall(values.reversed()))
    #expect(there.score == -back.score)
    #expect(abs(there.risePValue - back.fallPValue) < 1e-12)
  }

  @Test func `equal values and too few of them tell nothing`() throws {
    #expect(try #require(MannKendall([4, 4, 4, 4, 4])).pValue == 1)
    #expect(MannKendall([1, 2, 3]) == nil)
    #expect(MannKendall([1, 2, .nan, 4, 5]) == nil)
  }
}

@Suite struct ChangePointTests {
  @Test func `the sharpest change is found with Pettitt's p-value`() throws {
    let change = try #require(ChangePoint([1, 2, 1, 2, 1, 5, 6, 5, 7, 6, 5, 6]))
    #expect(change.index == 5)
    // K = 35: 2 exp(-6 * 35^2 / (12^3 + 12^2))
    #expect(abs(change.pValue - 0.03943368531462139) < 1e-12)
    #expect((change.before, change.after) == (1, 6))
  }

  @Test func `a level series has no change and short ones no answer`() throws {
    #expect(try #require(ChangePoint([3, 3, 3, 3, 3, 3])).pValue == 1)
    #expect(ChangePoint([1, 1, 9, 9]) == nil)
  }
}

@Suite struct MultipleTestingTests {
  private static let pValues = [0.01, 0.04, 0.03, 0.005, 0.2]

  @Test func `Holm's and Hochberg's adjustments agree with the published procedures`() {
    #expect(near(MultipleTesting.holm(Self.pValues), [0.04, 0.09, 0.09, 0.025, 0.2]))
    // scipy.stats.false_discovery_control
    #expect(near(MultipleTesting.benjaminiHochberg(Self.pValues), [0.025, 0.05, 0.05, 0.025, 0.2]))
    #expect(MultipleTesting.holm([]).isEmpty)
  }

  private func near(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).allSatisfy { abs($0 - $1) < 1e-12 } && a.count == b.count
  }

  @Test func `an adjusted value is never below the raw one, and order is kept`() {
    let pValues = (1...200).map { Double(($0 * 7919) % 1009) / 1009 }
    for adjusted in [MultipleTesting.holm(pValues), MultipleTesting.benjaminiHochberg(pValues)] {
      #expect(zip(pValues, adjusted).allSatisfy { $0 <= $1 + 1e-15 && $1 <= 1 })
      for i in pValues.indices {
        for j in pValues.indices where pValues[i] < pValues[j] { #expect(adjusted[i] <= adjusted[j]) }
      }
    }
  }

  @Test func `tests that cannot reach the level do not count`() {
    // A thousand tests whose least p-value is 1/8, three with 2^-12: the three pay for three.
    let smallest = Array(repeating: 0.125, count: 1000) + Array(repeating: 1.0 / 4096, count: 3)
    #expect(MultipleTesting.testableCount(smallestPValues: smallest, alpha: 0.01) == 3)
    #expect(MultipleTesting.testableCount(smallestPValues: [], alpha: 0.01) == 1)
  }
}

@Suite struct PoissonDifferenceTests {
  @Test func `what has not been seen to go widens the lower end`() {
    let difference = PoissonDifference([.init(weight: 1, up: 10, down: 0)])
    #expect(difference.estimate == 10)
    // Margins of Garwood's intervals of 10 (4.795 to 18.39) and 0 (0 to 3.689).
    #expect(abs(difference.interval.lowerBound - (10 - (5.205 * 5.205 + 3.689 * 3.689).squareRoot())) < 0.01)
    #expect(abs(difference.interval.upperBound - 18.39) < 0.01)
  }

  @Test func `exchanging the directions mirrors the interval`() {
    let there = PoissonDifference([.init(weight: 2, up: 30, down: 12), .init(weight: 5, up: 0, down: 3)])
    let back = PoissonDifference([.init(weight: 2, up: 12, down: 30), .init(weight: 5, up: 3, down: 0)])
    #expect(abs(there.interval.lowerBound + back.interval.upperBound) < 1e-9)
    #expect(there.interval.contains(there.estimate))
  }

  @Test func `no counts give zero with an interval around it`() {
    #expect(PoissonDifference([]).interval == 0...0)
    #expect(PoissonDifference([.init(weight: 1, up: 0, down: 0)]).interval.contains(0))
  }
}
