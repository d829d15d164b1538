// SPDX-License-Identifier: Apache-2.0

import Analysis
import Testing

@Suite struct WholeLifeTests {
  private static func ids(_ from: UInt64, _ through: UInt64, by step: UInt64) -> [UInt64] {
    Array(stride(from: from, through: through, by: Int(step)))
  }

  private static let spreads: [(name: String, ids: [UInt64], isEven: Bool)] = [
    ("evenly over all ids", ids(50, 9950, by: 100), true),
    ("only recent", ids(9000, 9990, by: 10), false),
    ("only at the start", ids(10, 1000, by: 10), false),
    ("two bursts", ids(100, 150, by: 1) + ids(9900, 9950, by: 1), false),
    ("from a third of the life on", ids(3400, 9990, by: 60), false),
  ]

  @Test(arguments: spreads)
  func `only an even spread over the whole life is even`(name: String, ids: [UInt64], isEven: Bool) throws {
    let life = try #require(WholeLife(ids: ids, largestID: 10_000), "\(name)")
    #expect(life.isEven == isEven, "\(name): \(life)")
  }

  @Test func `thousands of members may swing with the load of the day`() throws {
    // A tenth more in the second half: refuted at any level, and still nobody ended.
    let ids = (0..<4500).map { UInt64($0) * 10 } + (0..<5500).map { 45_000 + UInt64($0) * 9 }
    let life = try #require(WholeLife(ids: ids, largestID: 94_500))
    #expect(life.isEven)
  }

  @Test(arguments: [0, 600_000] as [UInt64])
  func `a sample of a million members tells what all of them would`(first: UInt64) throws {
    let ids = (0..<1_000_000).map { first + UInt64($0) * (1_600_000 - first) / 1_000_000 }
    let life = try #require(WholeLife(ids: ids, largestID: 1_600_000))
    #expect(life.members == 1_000_000)
    #expect(life.isEven == (first == 0))
    #expect(abs(life.distance - Double(first) / 1_600_000) < 0.001)
  }

  @Test func `few members or few ids tell nothing`() {
    #expect(WholeLife(ids: Array(1...19), largestID: 10_000) == nil)
    #expect(WholeLife(ids: Array(1...100), largestID: 999) == nil)
    #expect(WholeLife(ids: [], largestID: 0) == nil)
  }
}

@Suite struct GrowthEstimateTests {
  @Test func `births and deaths give a rate, an interval around it and a probability`() throws {
    var flow = GoroutineFlow(intervals: 5)
    flow.residentArrivals = 90
    flow.arrivalsInLastRound = 10
    let estimate = try #require(GrowthEstimate(flow: flow, seconds: 20))
    #expect(estimate.perSecond == 5)
    // Garwood: 100 events, 81.36 to 121.63.
    let interval = try #require(estimate.interval)
    #expect(abs(interval.lowerBound - 4.068) < 0.001)
    #expect(abs(interval.upperBound - 6.081) < 0.001)
    #expect(estimate.pValue < 1e-29)
  }

  @Test func `a balance has no growth and no surprise`() throws {
    var flow = GoroutineFlow(intervals: 5)
    flow.residentArrivals = 50
    flow.residentsGone = 50
    let estimate = try #require(GrowthEstimate(flow: flow, seconds: 10))
    #expect(estimate.perSecond == 0)
    #expect(estimate.pValue > 0.5)
  }

  @Test func `without the time between rounds there is no rate`() throws {
    var flow = GoroutineFlow(intervals: 1)
    flow.arrivalsInLastRound = 10
    let estimate = try #require(GrowthEstimate(flow: flow, seconds: nil))
    #expect(estimate.perSecond == nil)
    #expect(estimate.interval == nil)
    #expect(GrowthEstimate(flow: nil, seconds: 10) == nil)
  }

  @Test func `counts without ids give a line`() throws {
    let estimate = try #require(GrowthEstimate(counts: [10, 20, 30, 40], times: [0, 5, 10, 15]))
    #expect(abs((estimate.perSecond ?? 0) - 2) < 1e-9)
    #expect(estimate.births == 30)
    #expect(estimate.pValue <= 0.125)
    let falling = try #require(GrowthEstimate(counts: [40, 30, 20, 10], times: [0, 5, 10, 15]))
    #expect(falling.pValue >= 0.5)
  }

  @Test(arguments: [([10, 20], [0.0, 5.0]), ([10, 20, 30], [0.0, nil, 10.0]), ([10, 20, 30], [5.0, 5.0, 5.0])])
  func `a line needs three rounds at known and different times`(counts: [Int], times: [Double?]) {
    #expect(GrowthEstimate(counts: counts, times: times) == nil)
  }
}
