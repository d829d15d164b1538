// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@Suite struct ProfileTableTests {
  /// Runs of 0 to 5 locations, many of them equal.
  private static let runs: [[UInt32]] = (0..<5000).map { number in
    (0..<UInt32(number % 6)).map { UInt32(number) &* 2_654_435_761 % 97 / ($0 + 1) }
  }

  @Test func `equal location stacks share an index and distinct ones do not`() {
    var table = LocationStackTable()
    var expected: [[UInt32]: UInt32] = [:]
    for run in Self.runs {
      let index = table.intern(run[...])
      #expect(expected[run, default: index] == index)
      expected[run] = index
      #expect(Array(table[Int(index)]) == run)
    }
    #expect(table.count == expected.count)
    #expect(Set(expected.values).count == expected.count)
  }

  @Test func `a batch gives the same indices as one by one`() {
    var single = LocationStackTable()
    let expected = Self.runs.map { single.intern($0[...]) }
    var batched = LocationStackTable()
    var indices: [UInt32] = []
    for start in stride(from: 0, to: Self.runs.count, by: 64) {
      var run: [UInt32] = []
      var ends: [Int] = []
      for stack in Self.runs[start..<min(start + 64, Self.runs.count)] {
        run += stack
        ends.append(run.count)
      }
      // What stands behind the last end is not part of any stack.
      batched.intern(run + [7, 7], ends: ends, into: &indices)
    }
    #expect(indices == expected)
    #expect(batched.locations == single.locations)
  }

  @Test func `label sets are told apart by every part and by order, and 0 is the empty set`() {
    var strings = StringTable()
    let (a, b) = (strings.intern("a"), strings.intern("b"))
    let sets: [[ProfileLabel]] = [
      [], [.init(key: a, text: b)], [.init(key: b, text: a)], [.init(key: a, number: 1)], [.init(key: a, number: -1)],
      [.init(key: a, number: 1, unit: b)], [.init(key: a, text: b), .init(key: b, text: a)],
      [.init(key: b, text: a), .init(key: a, text: b)],
    ]
    var table = LabelSetTable()
    #expect(sets.map { table.intern($0) } == Array(0..<UInt32(sets.count)))
    #expect(sets.map { table.intern($0) } == Array(0..<UInt32(sets.count)))
    for (index, set) in sets.enumerated() { #expect(Array(table[index]) == set) }
  }
}
