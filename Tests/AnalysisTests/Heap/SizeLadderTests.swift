// SPDX-License-Identifier: Apache-2.0

import Analysis
import Testing

@Suite struct SizeLadderTests {
  private func series(_ rungs: [(size: Int64, allocated: [Int], inUse: [Int])]) -> HeapSeries {
    HeapSeries(
      sampling: HeapSampling(rate: 512 * 1024),
      rungs: rungs.map { HeapRung(size: $0.size, allocated: $0.allocated, inUse: $0.inUse) },
      roundCount: 3
    )
  }

  @Test func `an array that is replaced by one twice as large is a ladder, though as much is freed as made`() throws {
    let mebibyte: Int64 = 1 << 20
    let ladder = try #require(
      SizeLadder(
        series([
          (mebibyte / 8, [1, 1, 1], [0, 0, 0]),
          (mebibyte, [1, 1, 1], [0, 0, 0]), (2 * mebibyte, [1, 1, 1], [1, 0, 0]),
          (4 * mebibyte, [0, 1, 1], [0, 1, 0]), (8 * mebibyte, [0, 0, 1], [0, 0, 1]),
        ]),
        times: [0, 15, 30]
      )
    )
    #expect(ladder.largestInUse == [2 * mebibyte, 4 * mebibyte, 8 * mebibyte])
    #expect(ladder.stepsUp == 2)
    #expect(ladder.stepsDown == 0)
    #expect(ladder.bytesPerSecond == Double(6 * mebibyte) / 30)
    #expect(ladder.firstRound == 0)
    #expect(ladder.count == 1)
  }

  @Test(arguments: [
    // Buffers that every request makes larger and drops.
    [
      (1 << 20, [900, 950, 990], [1, 0, 1]), (2 << 20, [900, 950, 990], [0, 1, 0]),
      (4 << 20, [900, 950, 990], [1, 1, 2]),
    ],
    // Objects of three sizes that are all kept.
    [(1 << 20, [5, 8, 11], [5, 8, 11]), (2 << 20, [5, 8, 11], [5, 8, 11]), (4 << 20, [5, 8, 11], [5, 8, 11])],
    // A buffer that was dropped when it was full, and begun again.
    [(1 << 20, [4, 5, 6], [0, 0, 0]), (2 << 20, [4, 5, 6], [0, 0, 0]), (4 << 20, [3, 4, 5], [1, 1, 1])],
    // Two sizes that have nothing to do with each other.
    [(1 << 20, [1, 1, 1], [0, 0, 0]), (1 << 24, [0, 0, 1], [0, 0, 1])],
  ])
  func `other sizes are no ladder`(rungs: [(Int, [Int], [Int])]) {
    #expect(SizeLadder(series(rungs.map { (Int64($0.0), $0.1, $0.2) }), times: [0, 15, 30]) == nil)
  }
}
