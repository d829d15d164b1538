// SPDX-License-Identifier: Apache-2.0

import Capturing
import Testing

@Suite struct RoundScheduleTests {
  /// Runs a schedule to its end, each round taking so long; gives the schedule and when rounds began.
  private func run(_ seconds: Double, roundTakes cost: Double = 0.01) -> (schedule: RoundSchedule, times: [Double]) {
    var schedule = RoundSchedule(seconds: seconds)
    var times: [Double] = []
    var mirror: [Double] = []
    var now = 0.0
    while let due = schedule.nextRound, times.count < 100_000 {
      now = max(now, due)
      times.append(now)
      mirror.append(now)
      let dropped = schedule.taken(at: now)
      #expect(dropped == dropped.sorted())
      for index in dropped.reversed() { mirror.remove(at: index) }
      #expect(mirror == schedule.kept)
      #expect(schedule.kept.count <= RoundSchedule.limit)
      now += cost
    }
    return (schedule, times)
  }

  @Test func `half a minute has six rounds`() {
    #expect(run(30).times == [0, 6, 12, 18, 24, 30])
  }

  @Test(arguments: [1.0, 5, 20, 30, 60, 61, 300, 900, 3600, 21_600, 604_800])
  func `first and last round are kept, at most 32 in all, evenly`(seconds: Double) {
    let kept = run(seconds).schedule.kept
    #expect(kept.first == 0)
    #expect(abs((kept.last ?? 0) - seconds) < max(1, seconds * 0.02))
    #expect(kept.count >= 3)
    let gaps = zip(kept, kept.dropFirst()).map { $1 - $0 }
    // All but the last gap, which ends with the watch, are equal.
    let regular = gaps.dropLast()
    #expect((regular.max() ?? 0) <= (regular.min() ?? 0) * 1.01, "\(gaps)")
    #expect((gaps.last ?? 0) <= (regular.max() ?? .infinity) * 1.3)
  }

  @Test func `slow rounds are not made up for`() {
    let (schedule, times) = run(30, roundTakes: 14)
    #expect(times.count <= 4)
    #expect(times.first == 0)
    for (a, b) in zip(times, times.dropFirst()) { #expect(b - a >= 6) }
    #expect(schedule.nextRound == nil)
  }

  @Test func `a round slower than the watch ends it`() {
    #expect(run(10, roundTakes: 60).times.count <= 2)
  }

  @Test(arguments: [0.0, -5])
  func `a watch without length has one round`(seconds: Double) {
    #expect(run(seconds).times == [0])
  }
}
