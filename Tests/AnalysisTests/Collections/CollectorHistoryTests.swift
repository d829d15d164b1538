// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import TestSupport
import Testing

@Suite struct CollectorHistoryTests {
  private func history(_ cycles: [RuntimeLog.GCCycle]) -> CollectorHistory {
    var history = CollectorHistory()
    for cycle in cycles { history.add(.cycle(cycle)) }
    return history
  }

  @Test(arguments: [1, 5, 1024, 1025, 5000, 40_000])
  func `counts and extremes are exact however long the log is, and spans are few`(count: Int) throws {
    let history = history(
      (1...count).map {
        CollectionSketch.cycle($0, at: Double($0), live: Int64(10 + $0 % 50), isForced: $0.isMultiple(of: 10))
      }
    )
    #expect(history.cycleCount == count)
    #expect(history.forcedCount == count / 10)
    #expect(history.spans.count <= CollectorHistory.spanLimit)
    #expect(history.spans.reduce(0) { $0 + $1.count } == count)
    #expect(history.spans.reduce(0) { $0 + $1.forcedCount } == count / 10)
    #expect(history.missingCount == 0)
    #expect(history.spans.map(\.highestLiveHeap).max() == Int64(10 + min(count, 49)) << 20)
    #expect(zip(history.spans, history.spans.dropFirst()).allSatisfy { $0.end == $1.start })
    #expect(Array(history.latest.suffix(3).map(\.number)) == Array((1...count).suffix(3)))
  }

  @Test func `a span that is joined keeps the least live heap and all of the work`() throws {
    let cycles = (1...3000).map { CollectionSketch.cycle($0, at: Double($0), live: $0 == 1234 ? 3 : 20, taken: 0.02) }
    let history = history(cycles)
    #expect(history.spans.map(\.lowest.liveHeap).min() == 3 << 20)
    let work = try #require(CollectorWork(history.spans[...]))
    #expect(work.seconds == 2999)
    #expect(work.collections == 3000)
    // 0.02 s of each second on two processors.
    #expect(abs(work.processorShare - 0.01) < 0.0001)
  }

  @Test func `the longest pauses are kept, the longest first`() {
    let history = history(
      (1...100).map { CollectionSketch.cycle($0, at: Double($0), live: 5, pause: Double($0 * 37 % 101) / 1000) }
    )
    let seconds = history.longestPauses.map(\.clock.pause)
    #expect(seconds.count == 5)
    #expect(seconds == seconds.sorted(by: >))
    #expect(abs((seconds.first ?? 0) - 0.1) < 1e-9)
  }

  @Test func `collections that are missing are counted, and no allocation is told across them`() {
    let history = history([1, 2, 5, 6].map { CollectionSketch.cycle($0, at: Double($0), live: 5) })
    #expect(history.missingCount == 2)
    #expect(history.spans[2].allocated == nil)
    // From 5 MiB to the goal of 10.
    #expect(history.spans[1].allocated == 5 << 20)
  }

  @Test func `goals tell GOGC, and a limit that holds them`() throws {
    let free = history((1...60).map { CollectionSketch.cycle($0, at: Double($0), live: 32, goal: 48) })
    #expect(abs(try #require(GoalPolicy(free)).headroom - 50) < 1)
    let held = history(
      (1...90).map {
        CollectionSketch.cycle($0, at: Double($0), live: Int64(20 + $0), goal: min(Int64(2 * (20 + $0)), 112))
      }
    )
    let policy = try #require(GoalPolicy(held))
    #expect(policy.heldAt == 112 << 20)
    let small = history((1...60).map { CollectionSketch.cycle($0, at: Double($0), live: 3, goal: 4) })
    #expect(GoalPolicy(small) == nil)
    let rising = history((1...90).map { CollectionSketch.cycle($0, at: Double($0), live: Int64(20 + $0)) })
    #expect(try #require(GoalPolicy(rising)).heldAt == nil)
  }

  @Test func `threads of a long log keep their course in few points`() {
    var history = CollectorHistory()
    for index in 0..<10_000 {
      history.add(
        .schedule(
          .init(
            at: Double(index),
            goMaxProcs: 4,
            idleProcs: 1,
            threads: 10 + index / 100,
            idleThreads: 2,
            runQueue: index % 9
          )
        )
      )
    }
    #expect(history.scheduler.threads.count <= 256)
    #expect(MemoryTrend(history.scheduler.threads)?.course == .rising)
    #expect(history.scheduler.mostThreads == 109)
    #expect(history.scheduler.longestQueue == 8)
    #expect(history.scheduler.meanIdleShare == 0.25)
  }
}

@Suite struct DurationDistributionTests {
  @Test func `quantiles are right to the width of a class`() throws {
    var distribution = DurationDistribution()
    for index in 1...1000 { distribution.add(Double(index) / 1000) }
    #expect(abs(try #require(distribution.quantile(0.5)) - 0.5) < 0.04)
    #expect(abs(try #require(distribution.quantile(0.99)) - 0.99) < 0.07)
    #expect(distribution.quantile(1) == 1)
    #expect(distribution.longest == 1)
    #expect(abs(distribution.count(above: 0.9) - 100) < 60)
  }

  @Test(arguments: [0, -1, 1e-9, 1e12, .infinity, .nan])
  func `any number is taken`(seconds: Double) {
    var distribution = DurationDistribution()
    distribution.add(seconds)
    #expect(distribution.count == 1)
    #expect(distribution.quantile(0.5) != nil)
  }
}

@Suite struct CollectorProcessesTests {
  @Test func `a crash loop keeps the longest lives and the present one`() throws {
    var processes = CollectorProcesses()
    for process in 0..<100 {
      for number in 1...(process == 7 ? 50 : 3) {
        processes.add(.cycle(CollectionSketch.cycle(number, at: Double(number), live: 5)), of: process)
      }
    }
    #expect(processes.histories.count == CollectorProcesses.limit)
    #expect(processes.leftOut == 100 - CollectorProcesses.limit)
    #expect(processes.histories.contains { $0.number == 7 })
    #expect(processes.histories.last?.number == 99)
  }
}
