// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@Suite struct SourceLocationTests {
  @Test(
    arguments: [
      1: 1, 118: 118, 0: 0, -1: 0, 2_147_483_647: 2_147_483_647, 2_147_483_648: 0, .max: 0, .min: 0,
    ] as [Int64: Int]
  )
  func `a number that is no line of any file is none`(number: Int64, line: Int) {
    #expect(SourceLocation.line(numbered: number) == line)
  }
}
