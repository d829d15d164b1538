// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import TestSupport
import Testing

@Suite struct HeapSamplingTests {
  @Test(arguments: [1, 4096, 512 * 1024, 1 << 30] as [Int64])
  func `the sampled count comes back exactly for every size and count`(rate: Int64) {
    let sampling = HeapSampling(rate: rate)
    for size in [8, 16, 48, 1024, 8192, 131_072, 524_288, 1_048_576, 700_000_000] as [Int64] {
      let probability = sampling.probability(size: size)
      for count in Array(0...300) + [4095, 99_999, 12_345_678] {
        let scaled = Int64(Double(count) * (1 / probability))
        #expect(sampling.sampledCount(scaled: scaled, size: size) == count, "size \(size), rate \(rate)")
      }
    }
  }

  @Test func `a small object stands for about the rate and a large one for itself`() {
    let sampling = HeapSampling(rate: 512 * 1024)
    #expect(abs(sampling.weight(size: 16) - 524_296) < 1)
    #expect(abs(sampling.weight(size: 64 << 20) - Double(64 << 20)) < 1)
    #expect(HeapSampling(rate: 1).weight(size: 16) == 16)
  }

  @Test func `hostile numbers do not trap`() {
    for value in [Int64.min, -1, .max] {
      for size in [Int64.min, 0, 1, .max] {
        _ = HeapSampling(rate: 512 * 1024).sampledCount(scaled: value, size: size)
        _ = HeapSampling(rate: .max).sampledCount(scaled: value, size: size)
      }
    }
  }
}
