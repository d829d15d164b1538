// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Capturing

@Suite struct HeapPlanTests {
  private func statistics(heap: Int64, share: Double = 0.01) -> MemoryStatistics {
    var statistics = MemoryStatistics()
    statistics.heapAlloc = heap
    statistics.gcCPUFraction = share
    return statistics
  }

  /// The requests of the six rounds of a watch of 30 s.
  private func requests(_ plan: HeapPlan) -> [HeapPlan.Request?] {
    var plan = plan
    return [0.0, 6, 12, 18, 24, 30].map { plan.request(at: $0, isLast: $0 == 30) }
  }

  @Test func `a collection is forced in the first, a middle and the last round`() {
    var plan = HeapPlan(.whereCheap, seconds: 30)
    plan.learn(statistics(heap: 100 << 20))
    #expect(plan.refusal == nil)
    #expect(requests(plan) == [.afterCollection, nil, .afterCollection, nil, nil, .afterCollection])
  }

  @Test(arguments: [
    (heap: Int64(3) << 30, share: 0.01, says: "above 2048 MiB"),
    (heap: 1 << 20, share: 0.3, says: "30 % of the processors"),
  ])
  func `none is forced where it would be expensive, and every round takes what there is`(
    heap: Int64,
    share: Double,
    says: String
  ) {
    var plan = HeapPlan(.whereCheap, seconds: 30)
    plan.learn(statistics(heap: heap, share: share))
    #expect(plan.refusal?.contains(says) == true)
    #expect(requests(plan) == Array(repeating: .asItIs, count: 6))
    var forced = HeapPlan(.always, seconds: 30)
    forced.learn(statistics(heap: heap, share: share))
    #expect(forced.refusal == nil)
  }

  @Test func `without statistics nothing is forced, and asking for none is respected`() {
    var plan = HeapPlan(.whereCheap, seconds: 30)
    plan.learn(nil)
    #expect(plan.refusal?.contains("nothing tells how large the heap is") == true)
    var never = HeapPlan(.never, seconds: 30)
    never.learn(statistics(heap: 1))
    #expect(requests(never) == Array(repeating: .asItIs, count: 6))
  }
}

@Suite struct SeriesRecorderTests {
  @Test func `a long series is thinned evenly, and the first reading stays`() {
    var recorder = SeriesRecorder<Int>(limit: 10)
    for reading in 0..<100 { recorder.offer(reading) }
    #expect(recorder.readings.count <= 11)
    #expect(recorder.readings.first == 0)
    let distances = Set(zip(recorder.readings, recorder.readings.dropFirst()).map { $1 - $0 })
    #expect(distances.count == 1)
  }

  @Test func `a short series is kept whole`() {
    var recorder = SeriesRecorder<Int>(limit: 10)
    for reading in 0..<10 { recorder.offer(reading) }
    #expect(recorder.readings == Array(0..<10))
  }
}

@Suite struct TracePlanTests {
  @Test(arguments: [
    (goroutines: 60_000, version: "go1.27.3", says: "above 50000"),
    (goroutines: 10, version: "go1.21.13", says: "older form"),
  ])
  func `no trace is taken where it would cost too much or cannot be read`(
    goroutines: Int,
    version: String,
    says: String
  ) {
    #expect(TracePlan.refusal(goroutines: goroutines, goVersion: version, index: nil)?.contains(says) == true)
  }

  @Test func `a trace is taken of an ordinary service, and of one whose version is not known`() {
    #expect(TracePlan.refusal(goroutines: 800, goVersion: "go1.22.10", index: nil) == nil)
    #expect(TracePlan.refusal(goroutines: nil, goVersion: nil, index: nil) == nil)
    #expect(TracePlan.minor(of: "devel go1.28-abc") == nil)
  }

  @Test(
    arguments: [
      (asked: nil, watch: 30.0, seconds: 2.0), (asked: nil, watch: 3, seconds: 1), (asked: 5, watch: 30, seconds: 5),
      (asked: 0, watch: 30, seconds: 0),
    ] as [(asked: Double?, watch: Double, seconds: Double)]
  )
  func `a trace lasts two seconds, less in a short watch, or what was asked for`(
    asked: Double?,
    watch: Double,
    seconds: Double
  ) {
    #expect(TracePlan.seconds(asked: asked, watch: watch) == seconds)
  }
}
