// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing

private let mebibyte = 1_048_576.0

private func points(_ values: [Double], every seconds: Double = 10) -> [MemoryPoint] {
  values.enumerated().map { MemoryPoint(at: Double($0) * seconds, bytes: $1 * mebibyte) }
}

/// A wobble of up to one in both directions that repeats only after 31 points.
private func wobble(_ index: Int) -> Double {
  let place: Int = index * 7919 % 31
  return Double(place) / 15 - 1
}

@Suite struct MemoryTrendTests {
  private static func series(_ count: Int, _ value: (Int) -> Double) -> [Double] { (0..<count).map(value) }

  private static func fill(_ index: Int) -> Double { 100 + 2 * Double(min(index, 30)) + wobble(index) }

  /// From 100 to nearly 180, ever more slowly.
  private static func bend(_ index: Int) -> Double {
    let time = Double(index)
    let missing: Double = 80 / (1 + time * time / 30)
    return 180 - missing + wobble(index) / 4
  }

  private static let courses: [([Double], MemoryTrend.Course)] = [
    (series(40) { 100 + wobble($0) }, .flat),
    (series(40) { 100 + Double($0) + wobble($0) }, .rising),
    (series(40) { 100 - Double($0) + wobble($0) }, .falling),
    // Fills for half the time and stays full.
    (series(60, fill), .plateau),
    // Bends like a cache that is hit more and more often.
    (series(60, bend), .plateau),
    // A load that begins.
    (series(40) { index in wobble(index) + (index < 20 ? 100.0 : 160.0) }, .step),
    // A single spike.
    (series(40) { index in index == 25 ? 900.0 : 100.0 + wobble(index) }, .flat),
    ([100, 110, 120, 130], .tooShort),
  ]

  @Test(arguments: courses)
  func `a series is told by its course`(values: [Double], expected: MemoryTrend.Course) throws {
    #expect(try #require(MemoryTrend(points(values))).course == expected)
  }

  @Test func `the slope of a leak and the time until the limit have intervals that hold the truth`() throws {
    let trend = try #require(MemoryTrend(points(Self.series(40) { 100 + 2 * Double($0) + wobble($0) })))
    #expect(trend.interval.contains(0.2 * mebibyte))
    // The last point is at 178 MiB; 22 MiB more at 0.2 MiB/s.
    let forecast = try #require(trend.forecast(limit: 200 * mebibyte))
    #expect(forecast.interval.contains(110))
    #expect(abs(forecast.seconds - 110) < 10)
    #expect(trend.forecast(limit: 50 * mebibyte) == nil)
  }

  @Test func `what may stand still may never reach the limit`() throws {
    let trend = try #require(MemoryTrend(points([100, 101, 99, 102, 100])))
    #expect(trend.forecast(limit: 200 * mebibyte).map { $0.interval.upperBound == .infinity } ?? true)
    #expect(trend.risePValue == nil)
  }
}

@Suite struct LiveHeapFloorTests {
  private func reading(_ at: Double, heapAlloc: Int64, numGC: Int64?, live: Int64? = nil) -> MemoryObservation {
    var statistics = MemoryStatistics()
    statistics.heapAlloc = heapAlloc
    statistics.numGC = numGC
    statistics.liveHeap = live
    return MemoryObservation(statistics: statistics, at: at, round: nil, source: "")
  }

  @Test func `a saw-tooth has the floor of its lowest readings`() throws {
    // Ten readings a collection, from 50 up to 95.
    let readings: [MemoryObservation] = (0..<200).map { index in
      let garbage = Int64(index % 10) * 5
      return reading(Double(index), heapAlloc: 50 + garbage, numGC: Int64(index / 10))
    }
    let floor = try #require(LiveHeapFloor(readings: readings))
    #expect(floor.source == .heapAllocAfterCollection)
    #expect(floor.points.map(\.bytes) == Array(repeating: 50, count: 20))
    #expect(try #require(MemoryTrend(floor.points)).course == .flat)
  }

  @Test func `a stated live heap is better than HeapAlloc, and a log of collections better than both`() throws {
    let readings = (0..<5).map { reading(Double($0), heapAlloc: 100, numGC: Int64($0), live: 40 + Int64($0)) }
    #expect(try #require(LiveHeapFloor(readings: readings)).source == .statedLiveHeap)
    var log = RuntimeLog()
    log.cycles = (1...3).map {
      RuntimeLog.GCCycle(
        number: $0,
        at: Double($0),
        cpuPercent: 1,
        clock: .init(),
        heapAtStart: 9,
        heapAtEnd: 9,
        liveHeap: Int64($0),
        goal: 9,
        stacks: nil,
        globals: nil,
        procs: 1,
        isForced: false,
        checksForLeaks: false
      )
    }
    let floor = try #require(LiveHeapFloor(readings: readings, log: log))
    #expect(floor.source == .collectionLog)
    #expect(floor.points.map(\.bytes) == [1, 2, 3])
  }

  @Test func `after a restart only the new process counts`() throws {
    let rows: [(Double, Int64, Int64)] = [(0, 500, 90), (1, 510, 91), (2, 10, 1), (3, 12, 2), (4, 13, 3)]
    let readings = rows.map { reading($0.0, heapAlloc: $0.1, numGC: $0.2) }
    let floor = try #require(LiveHeapFloor(readings: readings))
    #expect(floor.restarts == 1)
    #expect(floor.points.map(\.bytes) == [10, 12, 13])
  }

  @Test func `without times or values there is no floor`() {
    #expect(LiveHeapFloor(readings: []) == nil)
    #expect(LiveHeapFloor(readings: [reading(0, heapAlloc: 1, numGC: 1)]) == nil)
  }
}

@Suite struct CollectorActivityTests {
  private func reading(_ at: Double, _ change: (inout MemoryStatistics) -> Void) -> MemoryObservation {
    var statistics = MemoryStatistics()
    change(&statistics)
    return MemoryObservation(statistics: statistics, at: at, round: nil, source: "")
  }

  @Test func `rates are those of the counters`() throws {
    let activity = try #require(
      CollectorActivity(
        readings: (0...30).map { second in
          reading(Double(second)) {
            $0.numGC = Int64(second) * 2
            $0.pauseTotal = Double(second) * 0.002
            // Twice as fast in the second half.
            $0.totalAlloc = second <= 15 ? Int64(second) * 100 : Int64(second) * 200 - 1500
            $0.gcCPUFraction = 0.03
          }
        }
      )
    )
    #expect(activity.collectionsPerSecond == 2)
    #expect(abs(try #require(activity.meanPause) - 0.001) < 1e-9)
    #expect(activity.allocatedPerSecond == 150)
    #expect(activity.loadRatio == 2)
    #expect(activity.keptShare(bytesPerSecond: 15) == 0.1)
    #expect(activity.stall == nil)
  }

  @Test func `a heap that rises past its goal without a collection is a stall`() throws {
    let readings = (0..<10).map { second in
      reading(Double(second)) {
        $0.numGC = 7
        $0.heapAlloc = 100 + Int64(second) * 50
        $0.nextGC = 200
      }
    }
    let stall = try #require(CollectorActivity(readings: readings)?.stall)
    #expect((stall.seconds, stall.from, stall.to, stall.isOff) == (9, 100, 550, false))
  }

  @Test func `a heap that rises below its goal waits for its turn`() throws {
    let readings = (0..<10).map { second in
      reading(Double(second)) {
        $0.numGC = 7
        $0.heapAlloc = 100 + Int64(second)
        $0.nextGC = 200
      }
    }
    #expect(try #require(CollectorActivity(readings: readings)).stall == nil)
  }
}
