// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Foundation
import TestSupport
import Testing

/// A site over three rounds: sampled objects allocated and in use.
private struct Course {
  var line: Int
  var size: Int64 = 64
  var allocated: [Int]
  var inUse: [Int]
  var library: [String] = []
}

private func history(_ courses: [Course], times: [Double?] = [0, 15, 30]) -> HeapHistory {
  let observations = times.indices.map { round in
    var heap = SyntheticHeap()
    for course in courses {
      heap.add(
        line: course.line,
        size: course.size,
        allocated: course.allocated[round],
        inUse: course.inUse[round],
        library: course.library
      )
    }
    return heap.observation(at: times[round], source: "round \(round + 1)")
  }
  let ownership = CodeOwnership(frames: SyntheticHeap.frames(line: 1, library: ["fmt.Sprintf"]))
  return HeapHistory(observations: observations, ownership: ownership)
}

private func behavior(_ courses: [Course], line: Int = 10, times: [Double?] = [0, 15, 30]) -> HeapGrowth.Behavior? {
  history(courses, times: times).lines.first { $0.frame.location.line == line }?.growth?.behavior
}

@Suite struct HeapHistoryTests {
  @Test func `a line that keeps half a mebibyte a second grows, with its rate inside the interval`() throws {
    let history = history([Course(line: 10, allocated: [40, 55, 70], inUse: [40, 55, 70])])
    let line = try #require(history.lines.first)
    let growth = try #require(line.growth)
    #expect(growth.behavior == .grows)
    #expect(growth.births == 30)
    #expect(growth.deaths == 0)
    #expect(growth.adjustedPValue < 1e-8)
    let interval = try #require(growth.interval)
    #expect(interval.contains(512 * 1024))
    #expect(abs(try #require(growth.bytesPerSecond) - 524_288) < 100)
    #expect(line.series.hasFreedNothing)
    #expect(line.isOwnCode)
  }

  private static let courses: [(Course, HeapGrowth.Behavior)] = [
    // Churn at 100 MB/s: what is in use is a few objects on their way.
    (Course(line: 10, allocated: [10_000, 13_000, 16_000], inUse: [4, 9, 6]), .steady),
    // A cache that filled in the first seconds, then replaces entry by entry.
    (Course(line: 10, allocated: [20, 60, 95], inUse: [20, 50, 51]), .jumped),
    // A table full since long.
    (Course(line: 10, allocated: [900, 930, 960], inUse: [50, 50, 50]), .steady),
    // A batch that runs through the whole watch; those before it were freed.
    (Course(line: 10, allocated: [900, 920, 940], inUse: [2, 22, 42]), .growsUnlikeBefore),
    // A spike that is gone at the end.
    (Course(line: 10, allocated: [10, 200, 210], inUse: [5, 190, 5]), .steady),
    // A pool that the second collection empties.
    (Course(line: 10, allocated: [300, 310, 320], inUse: [100, 60, 5]), .shrinks),
    // Too few objects for any word.
    (Course(line: 10, allocated: [3, 4, 6], inUse: [3, 4, 6]), .tooFewSamples),
    // One in ten of what a busy line allocates stays: told once what came outweighs what may have been replaced.
    (Course(line: 10, allocated: [3000, 3300, 3600], inUse: [300, 330, 360]), .steady),
    (Course(line: 10, allocated: [3000, 4500, 6000], inUse: [300, 450, 600]), .grows),
  ]

  @Test(arguments: courses)
  private func `a place is told by its four columns`(course: Course, expected: HeapGrowth.Behavior) {
    #expect(behavior([course]) == expected)
  }

  @Test func `what is loaded at one line and replaced at another grows nowhere`() {
    // A table loaded at the start, whose entries are replaced one by one as requests come.
    let loaded = Course(line: 20, allocated: [60, 60, 60], inUse: [50, 30, 10])
    let replaced = Course(line: 10, allocated: [900, 925, 950], inUse: [2, 22, 42])
    #expect(behavior([loaded, replaced]) == .displaces)
    // Sampled, 40 objects may as well be 26: half of that is enough.
    #expect(behavior([Course(line: 20, allocated: [60, 60, 60], inUse: [50, 41, 33]), replaced]) == .displaces)
    // What the others gave up does not make up for it.
    #expect(
      behavior([Course(line: 20, allocated: [60, 60, 60], inUse: [50, 45, 39]), replaced]) == .growsUnlikeBefore
    )
  }

  @Test func `noise at a thousand balanced sites is never growth`() {
    var generator = SplitMix(state: 7)
    let courses = (0..<1000).map { line in
      // Independent births and deaths around twenty objects in use: a random walk.
      var course = Course(line: line + 10, allocated: [400], inUse: [20])
      for round in 0..<2 {
        let (births, deaths) = (poisson(10, &generator), poisson(10, &generator))
        course.allocated.append(course.allocated[round] + births)
        course.inUse.append(max(0, course.inUse[round] + births - min(deaths, course.inUse[round])))
      }
      return course
    }
    let growing = history(courses).lines.filter { $0.growth?.behavior == .grows || $0.growth?.behavior == .jumped }
    #expect(growing.isEmpty)
  }

  @Test func `two rounds tell growth but not that it goes on`() {
    #expect(behavior([Course(line: 10, allocated: [40, 70], inUse: [40, 70])], times: [0, 30]) == .grewOnce)
  }

  @Test func `one round has sites without growth`() {
    let history = history([Course(line: 10, allocated: [40], inUse: [30])], times: [nil])
    #expect(history.sites.count == 1)
    #expect(history.sites[0].growth == nil)
    #expect(history.sensitivity == nil)
    #expect(abs(history.total.bytesInUse(0) - 30 * 524_320) < 100)
    #expect(abs((history.sites[0].series.shareFreedInLife ?? 0) - 0.25) < 1e-9)
  }

  @Test func `stacks of one line are summed, so that their noise drops`() {
    // Five objects each on six ways to the line: no site can be told, the line can.
    let courses = (0..<6).map { way in
      Course(line: 10, allocated: [5, 8, 11], inUse: [5, 8, 11], library: ["fmt.Sprintf\(way)"])
    }
    let history = history(courses)
    #expect(history.lines.count == 1)
    #expect(history.lines[0].siteCount == 6)
    #expect(history.lines[0].sites.count == 6)
    #expect(history.lines[0].growth?.behavior == .grows)
    #expect(history.sites.allSatisfy { $0.growth?.behavior == .tooFewSamples })
  }

  @Test func `sizes of one stack are rungs of one site`() {
    let history = history([
      Course(line: 10, size: 64, allocated: [1, 1, 1], inUse: [0, 0, 0]),
      Course(line: 10, size: 128, allocated: [1, 1, 1], inUse: [1, 1, 1]),
    ])
    #expect(history.sites.count == 1)
    #expect(history.sites[0].series.rungs.map(\.size) == [64, 128])
  }

  @Test func `a site with many sizes has one rung for each, in whatever order profiles list them`() {
    let numbers = Array(1...40)
    let observations = [numbers, numbers.reversed(), numbers].enumerated().map { round, order in
      var heap = SyntheticHeap()
      for number in order {
        heap.add(line: 10, size: Int64(16 * number), allocated: number + round, inUse: number)
        // A neighbour by turns before and after: sites come in another order as well.
        heap.add(line: 10 + number, size: 16, allocated: number + round, inUse: round)
      }
      return heap.observation(at: Double(round) * 10)
    }
    let history = HeapHistory(observations: observations, ownership: CodeOwnership(frames: []))
    let rungs = history.sites.first { $0.series.rungs.count > 1 }?.series.rungs
    #expect(history.siteCount == 41)
    #expect(rungs?.map(\.size) == numbers.map { Int64(16 * $0) })
    #expect(rungs?.map(\.allocated) == numbers.map { [$0, $0 + 1, $0 + 2] })
    #expect(rungs?.map(\.inUse) == numbers.map { [$0, $0, $0] })
    #expect(history.total.sampledAllocated(2) == 2 * (820 + 80))
    #expect(history.total.rungs.first?.inUse == [1, 41, 81])
  }

  @Test func `a line counts what came and went at each of its sites by itself`() throws {
    // One way keeps ten and the other loses ten: the sum stands still, births and deaths do not.
    let history = history([
      Course(line: 10, size: 64, allocated: [20, 25, 30], inUse: [10, 15, 20], library: ["fmt.Sprintf"]),
      Course(line: 10, size: 64, allocated: [30, 30, 30], inUse: [20, 15, 10], library: ["strings.Clone"]),
      Course(line: 10, size: 32, allocated: [5, 6, 7], inUse: [5, 5, 5], library: ["fmt.Sprint"]),
    ])
    let line = try #require(history.lines.first)
    #expect(line.siteCount == 3)
    #expect(line.series.rungs.map(\.size) == [32, 64])
    #expect(line.series.rungs.map(\.inUse) == [[5, 5, 5], [30, 30, 30]])
    let growth = try #require(line.growth)
    #expect((growth.births, growth.deaths) == (12, 12))
    #expect((growth.allocated, growth.freed) == (12, 12))
    #expect(growth.segments.map(\.births) == [6, 6])
  }

  @Test func `rows without a label have the size of their mean, right to one part in their objects`() throws {
    var heap = SyntheticHeap()
    heap.hasLabels = false
    heap.add(line: 10, size: 4096, allocated: 7, inUse: 5)
    let history = HeapHistory(observations: [heap.observation(at: 0)], ownership: CodeOwnership(frames: []))
    let rung = try #require(history.sites.first?.series.rungs.first)
    #expect((4096...4100).contains(rung.size))
    #expect((rung.allocated, rung.inUse) == ([7], [5]))
  }
}

@Suite struct HeapHindranceTests {
  private func rounds(_ heaps: [SyntheticHeap]) -> HeapHistory {
    HeapHistory(
      observations: heaps.enumerated().map { $1.observation(at: Double($0) * 10, source: "\($0)") },
      ownership: CodeOwnership(frames: [])
    )
  }

  private func heap(_ allocated: Int, rate: Int64 = 512 * 1024) -> SyntheticHeap {
    var heap = SyntheticHeap(rate: rate)
    for line in 10..<20 { heap.add(line: line, size: 64, allocated: allocated, inUse: allocated) }
    return heap
  }

  @Test func `counters that fall belong to another process`() {
    let history = rounds([heap(50), heap(60), heap(5), heap(9), heap(12)])
    #expect(history.hindrances == [.otherProcess(profilesLeftOut: 2)])
    #expect(history.rounds.map(\.source) == ["2", "3", "4"])
  }

  @Test func `two processes that answer by turns are taken apart`() {
    let history = rounds([heap(500), heap(5), heap(510), heap(9), heap(520)])
    #expect(history.rounds.map(\.source) == ["0", "2", "4"])
    #expect(history.hindrances == [.otherProcess(profilesLeftOut: 2)])
  }

  @Test func `profiles of one collection are one round`() {
    let history = HeapHistory(
      observations: [heap(5), heap(5), heap(9)].enumerated().map { index, heap in
        var observation = heap.observation(at: Double(index) * 10, source: "\(index)")
        observation.isAfterCollection = false
        return observation
      },
      ownership: CodeOwnership(frames: [])
    )
    #expect(history.rounds.map(\.source) == ["0", "2"])
    #expect(history.hindrances == [.noCollection(source: "1")])
  }

  @Test func `equal profiles are rounds of their own when a collection was forced for each`() {
    let history = rounds([heap(5), heap(9), heap(9)])
    #expect(history.rounds.map(\.source) == ["0", "1", "2"])
    #expect(history.hindrances == [])
  }

  @Test func `a changed rate, a rate of 0 and a difference are said`() {
    var difference = heap(7)
    difference.durationNanos = 1_000_000_000
    let history = rounds([heap(5), heap(6, rate: 4096), heap(7, rate: 0), difference])
    #expect(
      history.hindrances == [
        .samplingOff(source: "2"), .isDifference(source: "3"), .rateChanged(from: 524_288, to: 4096),
      ]
    )
    #expect(history.rounds.count == 2)
  }

  @Test func `nothing to read gives an empty history`() {
    let history = HeapHistory(observations: [], ownership: CodeOwnership(frames: []))
    #expect(history.rounds.isEmpty && history.sites.isEmpty && history.lines.isEmpty && history.totalGrowth == nil)
  }
}

@Suite struct HeapSensitivityTests {
  @Test func `the slowest growth that would be seen is seen nineteen times in twenty`() throws {
    let sampling = HeapSampling(rate: 512 * 1024)
    let sensitivity = try #require(
      HeapSensitivity(sampling: sampling, seconds: 30, segmentShares: [0.5, 0.5], testedCount: 50)
    )
    // 2^-13 < 0.01 / 50 < 2^-12, and 2^-5 < 0.05 < 2^-4.
    #expect(sensitivity.threshold == 13)
    #expect(sensitivity.segmentThreshold == 5)
    var generator = SplitMix(state: 3)
    var seen = 0
    for _ in 0..<20_000 {
      let halves = [
        poisson(sensitivity.expectedSamples / 2, &generator), poisson(sensitivity.expectedSamples / 2, &generator),
      ]
      if halves[0] + halves[1] >= 13, halves[0] >= 5, halves[1] >= 5 { seen += 1 }
    }
    #expect(abs(Double(seen) / 20_000 - 0.95) < 0.006)
    #expect(sensitivity.slowestGrowth() < 512 * 1024)
  }

  @Test func `many places, few seconds and large objects raise the limit`() throws {
    func limit(_ count: Int, _ seconds: Double, _ size: Int64) -> Double {
      HeapSensitivity(
        sampling: HeapSampling(rate: 512 * 1024),
        seconds: seconds,
        segmentShares: [0.5, 0.5],
        testedCount: count
      )?.slowestGrowth(objectSize: size) ?? 0
    }
    #expect(limit(1, 30, 64) < limit(1000, 30, 64))
    #expect(limit(1000, 30, 64) < limit(1000, 10, 64))
    #expect(limit(1000, 10, 64) < limit(1000, 10, 64 << 20))
  }
}

/// A small generator with a fixed seed, so that a test fails always or never.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A Poisson variable, by counting uniform arrivals.
func poisson(_ mean: Double, _ generator: inout some RandomNumberGenerator) -> Int {
  var count = 0
  var product = Double.random(in: 0..<1, using: &generator)
  let limit = exp(-mean)
  while product > limit {
    count += 1
    product *= Double.random(in: 0..<1, using: &generator)
  }
  return count
}
