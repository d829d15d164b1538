// SPDX-License-Identifier: Apache-2.0

import GraphAlgorithms
import Testing

@Suite struct StronglyConnectedComponentsTests {
  @Test func `two locks taken in opposite order are one cycle`() {
    let graph = [[1], [0], [0]]
    #expect(StronglyConnectedComponents(successors: graph).cycles(of: graph) == [[0, 1]])
  }

  @Test func `a node that points to itself is a cycle, a chain is none`() {
    let graph = [[0], [2], [3], []]
    #expect(StronglyConnectedComponents(successors: graph).cycles(of: graph) == [[0]])
  }

  @Test func `a chain of a hundred thousand nodes does not exhaust the stack`() {
    let graph = (0..<100_000).map { $0 + 1 < 100_000 ? [$0 + 1] : [0] }
    #expect(StronglyConnectedComponents(successors: graph).cycles(of: graph).map(\.count) == [100_000])
  }
}
