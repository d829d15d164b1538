// SPDX-License-Identifier: Apache-2.0

import Analysis
import Testing

@Suite struct AscendingIDsTests {
  @Test(arguments: [[], [7], [1, 2, 2, 9], Array(stride(from: 3, through: 3000, by: 3))] as [[UInt64]])
  func `an id is found where it is and nowhere else`(ids: [UInt64]) {
    let set = Set(ids)
    for id in 0...3010 { #expect(ids.containsAscending(UInt64(id)) == set.contains(UInt64(id))) }
    #expect(!ids.containsAscending(.max))
  }
}
