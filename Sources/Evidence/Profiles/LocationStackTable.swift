// SPDX-License-Identifier: Apache-2.0

/// Interned stacks of a profile: runs of location indices, leaf first.
///
/// Shape: all runs end to end in `locations`; stack i occupies `ends[i-1]..<ends[i]`. Equal runs share an index, indices
/// are dense from 0. A location may stand for several inlined calls, so this is the form for sums; `StackTable` holds
/// calls one by one for reading.
package struct LocationStackTable: Sendable {
  /// The location indices of all stacks, end to end.
  package private(set) var locations: [UInt32] = []
  /// Where in `locations` each stack ends.
  package private(set) var ends: [UInt32] = []
  private var slots = InternSlots()
  /// Hashes of the batch at hand.
  private var hashes: [UInt64] = []
  private var warmth: UInt64 = 0

  package init() {}

  /// How many distinct stacks there are.
  package var count: Int { ends.count }

  /// Where in `locations` a stack stands.
  package func range(_ stack: Int) -> Range<Int> { Int(stack == 0 ? 0 : ends[stack - 1])..<Int(ends[stack]) }

  /// The location indices of a stack, leaf first.
  package subscript(stack: Int) -> ArraySlice<UInt32> { locations[range(stack)] }

  /// An empty table with memory for so many distinct stacks of so many locations together.
  package init(expectedCount: Int, locationCount: Int) {
    locations.reserveCapacity(locationCount)
    ends.reserveCapacity(expectedCount)
    slots.reserve(expectedCount)
  }

  /// The index of the stack of these locations, leaf first, added when it is new.
  ///
  /// O(length).
  package mutating func intern(_ stack: ArraySlice<UInt32>) -> UInt32 {
    let run = Array(stack)
    return intern(run, run.indices, hash: Self.hash(run, run.indices))
  }

  /// Interns many stacks that stand end to end in `run`, and adds their indices to `column`.
  ///
  /// In a table of half a million stacks nearly every look-up is a cache miss. One by one they wait for each other;
  /// loading the slots of a batch first lets the misses overlap.
  package mutating func intern(_ run: [UInt32], ends: [Int], into column: inout [UInt32]) {
    hashes.removeAll(keepingCapacity: true)
    var start = 0
    for end in ends {
      hashes.append(Self.hash(run, start..<end))
      start = end
    }
    // The sum is kept only so that the loads happen.
    for hash in hashes { warmth &+= slots.firstSlot(hash: hash) }
    start = 0
    for (position, end) in ends.enumerated() {
      column.append(intern(run, start..<end, hash: hashes[position]))
      start = end
    }
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
