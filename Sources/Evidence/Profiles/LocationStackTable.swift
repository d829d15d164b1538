// SPDX-License-Identifier: Apache-2.0

/// Interned stacks of a profile: runs of location indices, leaf first.
///
/// Shape: all runs end to end in `locations`; stack i occupies `ends[i-1]..<ends[i]`. Indices are dense from 0. Equal runs
/// share an index where they were interned; those that were only appended may come again. A location may stand for several inlined calls, so this is the form for sums; `StackTable` holds
/// calls one by one for reading.
package struct LocationStackTable: Sendable {
  /// The location indices of all stacks, end to end.
  package private(set) var locations: [UInt32] = []
  /// Where in `locations` each stack ends.
  package private(set) var ends: [UInt32] = []
  private var slots = InternSlots()

  package init() {}

  /// How many distinct stacks there are.
  package var count: Int { ends.count }

  /// Where in `locations` a stack stands.
  package func range(_ stack: Int) -> Range<Int> { Int(stack == 0 ? 0 : ends[stack - 1])..<Int(ends[stack]) }

  /// The location indices of a stack, leaf first.
  package subscript(stack: Int) -> ArraySlice<UInt32> { locations[range(stack)] }

  /// An empty table with memory for so many appended stacks of so many locations together.
  package init(expectedCount: Int, locationCount: Int) {
    locations.reserveCapacity(locationCount)
    ends.reserveCapacity(expectedCount)
  }

  /// The index of the stack of these locations, leaf first, added when it is new.
  ///
  /// O(length).
  package mutating func intern(_ stack: ArraySlice<UInt32>) -> UInt32 {
    let run = Array(stack)
    return intern(run, run.indices, hash: Self.hash(run, run.indices))
  }

  /// Adds a stack of the first `count` locations of `run`, leaf first, and returns its index, without a search for equal
  /// ones; a stack equal to the one before it shares its index.
  ///
  /// For profiles whose writer has told stacks apart already, as Go's runtime does: a search among half a million stacks
  /// is half a million cache misses.
  package mutating func append(_ run: [UInt32], count: Int) -> UInt32 {
    if let last = ends.indices.last, equals(last, run, 0..<count) { return UInt32(last) }
    locations.append(contentsOf: run[..<count])
    ends.append(UInt32(locations.count))
    return UInt32(ends.count &- 1)
  }

  @inline(__always)
  private mutating func intern(_ run: [UInt32], _ range: Range<Int>, hash: UInt64) -> UInt32 {
    if let known = slots.position(hash: hash, where: { equals($0, run, range) }) { return UInt32(known) }
    let index = UInt32(ends.count)
    locations.append(contentsOf: run[range])
    ends.append(UInt32(locations.count))
    slots.append(hash: hash)
    return index
  }

  /// Two locations a step and two chains of steps: multiplications wait for those before them in the chain, and their
  /// number is the time.
  @inline(__always)
  private static func hash(_ run: [UInt32], _ range: Range<Int>) -> UInt64 {
    var even = UInt64(range.count)
    var odd: UInt64 = 0
    var position = range.lowerBound
    while position &+ 3 < range.upperBound {
      even = InternSlots.mix(even, UInt64(run[position]) | UInt64(run[position &+ 1]) << 32)
      odd = InternSlots.mix(odd, UInt64(run[position &+ 2]) | UInt64(run[position &+ 3]) << 32)
      position &+= 4
    }
    while position < range.upperBound {
      even = InternSlots.mix(even, UInt64(run[position]))
      position &+= 1
    }
    return InternSlots.mix(even, odd)
  }

  private func equals(_ candidate: Int, _ run: [UInt32], _ range: Range<Int>) -> Bool {
    let known = self.range(candidate)
    guard known.count == range.count else { return false }
    for offset in 0..<known.count where locations[known.lowerBound + offset] != run[range.lowerBound + offset] {
      return false
    }
    return true
  }
}
