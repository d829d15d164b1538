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

  @Test func `appended stacks read back as given, and one equal to its predecessor shares its index`() {
    var table = LocationStackTable()
    // What stands behind the count is not part of the stack.
    let indices = Self.runs.map { table.append($0 + [7, 7], count: $0.count) }
    for (index, run) in zip(indices, Self.runs) { #expect(Array(table[Int(index)]) == run) }
    for (number, pair) in zip(indices, indices.dropFirst()).enumerated() {
      #expect((pair.0 == pair.1) == (Self.runs[number] == Self.runs[number + 1]))
    }
    let last = [UInt32](repeating: 3, count: 5)
    #expect(table.append(last, count: 5) == table.append(last, count: 5))
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
