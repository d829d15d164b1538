// SPDX-License-Identifier: Apache-2.0

import Analysis
import Testing

@Suite struct SizeLadderTests {
  private static func rung(_ size: Int64, _ allocated: [Int], _ inUse: [Int]) -> HeapRung {
    HeapRung(size: size, allocated: allocated, inUse: inUse)
  }

  private func ladder(_ rungs: [HeapRung]) -> SizeLadder? {
    let series = HeapSeries(sampling: HeapSampling(rate: 512 * 1024), rungs: rungs, roundCount: 3)
    return SizeLadder(series, times: [0, 15, 30])
  }

  @Test func `an array that is replaced by one twice as large is a ladder, though as much is freed as made`() throws {
    let rungs: [HeapRung] = [
      Self.rung(131_072, [1, 1, 1], [0, 0, 0]),
      Self.rung(1 << 20, [1, 1, 1], [0, 0, 0]),
      Self.rung(2 << 20, [1, 1, 1], [1, 0, 0]),
      Self.rung(4 << 20, [0, 1, 1], [0, 1, 0]),
      Self.rung(8 << 20, [0, 0, 1], [0, 0, 1]),
    ]
    let ladder = try #require(self.ladder(rungs))
    #expect(ladder.largestInUse == [2 << 20, 4 << 20, 8 << 20])
    #expect(ladder.stepsUp == 2)
    #expect(ladder.stepsDown == 0)
    #expect(ladder.bytesPerSecond == 6_291_456.0 / 30)
    #expect(ladder.firstRound == 0)
    #expect(ladder.count == 1)
  }

  private static let others: [[HeapRung]] = [
    // Buffers that every request makes larger and drops.
    [
      rung(1 << 20, [900, 950, 990], [1, 0, 1]), rung(2 << 20, [900, 950, 990], [0, 1, 0]),
      rung(4 << 20, [900, 950, 990], [1, 1, 2]),
    ],
    // Objects of three sizes that are all kept.
    [
      rung(1 << 20, [5, 8, 11], [5, 8, 11]), rung(2 << 20, [5, 8, 11], [5, 8, 11]),
      rung(4 << 20, [5, 8, 11], [5, 8, 11]),
    ],
    // A buffer that was dropped when it was full, and begun again.
    [
      rung(1 << 20, [4, 5, 6], [0, 0, 0]), rung(2 << 20, [4, 5, 6], [0, 0, 0]), rung(4 << 20, [3, 4, 5], [1, 1, 1]),
    ],
    // Two sizes that have nothing to do with each other.
    [rung(1 << 20, [1, 1, 1], [0, 0, 0]), rung(1 << 24, [0, 0, 1], [0, 0, 1])],
  ]

  @Test(arguments: others)
  func `other sizes are no ladder`(rungs: [HeapRung]) {
    #expect(ladder(rungs) == nil)
  }
}
