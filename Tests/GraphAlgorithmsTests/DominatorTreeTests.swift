// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import GraphAlgorithms

struct DominatorTreeTests {
  @Test func `who is on every path dominates, and who is on one of two does not`() {
    // 0 -> 1 -> {2, 3} -> 4 -> 5, and 6 is not reached.
    let tree = DominatorTree([[1], [2, 3], [4], [4], [5], [], [5]])
    #expect(tree.dominators == [0, 0, 1, 1, 1, 4, 6])
    #expect(tree.retained { $0 == 6 ? 1000 : 1 } == [6, 5, 1, 1, 2, 1, 0])
  }

  @Test func `a chain of a million nodes needs no deep stack`() {
    let count = 1_000_000
    let tree = DominatorTree((0..<count).map { $0 + 1 < count ? [UInt32($0 + 1)] : [] })
    #expect(tree.dominators[count - 1] == UInt32(count - 2))
    #expect(tree.retained { _ in 8 }[0] == UInt64(8 * count))
  }

  @Test func `random graphs have the dominators that taking nodes away shows`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let count = Int.random(in: 1...14, using: &random)
      let successors = (0..<count).map { _ in
        (0..<Int.random(in: 0...3, using: &random)).map { _ in UInt32.random(in: 0..<UInt32(count), using: &random) }
      }
      let tree = DominatorTree(successors)
      let all = reached(successors, without: nil)
      for node in 1..<max(count, 1) where all.contains(node) {
        // The immediate dominator is the dominator that all other dominators dominate.
        let dominators = all.filter { $0 != node && ($0 == 0 || !reached(successors, without: $0).contains(node)) }
        let nearest = dominators.first { candidate in
          dominators.allSatisfy { other in
            other == candidate || other == 0 || !reached(successors, without: other).contains(candidate)
          }
        }
        #expect(tree.dominators[node] == nearest.map { UInt32($0) }, "node \(node) of \(successors)")
      }
      #expect(tree.retained { _ in 1 }[0] == UInt64(all.count))
    }
  }

  private func reached(_ successors: [[UInt32]], without removed: Int?) -> Set<Int> {
    var seen: Set<Int> = [0]
    var pending = [0]
    while let node = pending.popLast() {
      for target in successors[node].map({ Int($0) }) where target != removed && seen.insert(target).inserted {
        pending.append(target)
      }
    }
    return seen
  }
}

extension DominatorTree {
  fileprivate init(_ successors: [[UInt32]]) {
    var starts: [UInt32] = [0]
    for list in successors { starts.append(starts[starts.count - 1] + UInt32(list.count)) }
    let targets = successors.flatMap { $0 }
    self.init(starts: starts.span, targets: targets.span)
  }
}
