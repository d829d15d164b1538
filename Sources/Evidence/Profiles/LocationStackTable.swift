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

  /// Takes memory for so many location indices and distinct stacks at once; for an empty table.
  package mutating func reserve(locationCount: Int, stackCount: Int) {
    locations.reserveCapacity(locationCount)
    ends.reserveCapacity(stackCount)
    slots.reserve(stackCount)
  }

  /// The index of the stack of these locations, leaf first, added when it is new.
  ///
  /// O(length).
  package mutating func intern(_ stack: ArraySlice<UInt32>) -> UInt32 { intern(stack, hash: Self.hash(stack)) }

  /// Interns many stacks that stand end to end in `run`, and adds their indices to `column`.
  ///
  /// In a table of half a million stacks nearly every look-up is a cache miss. One by one they wait for each other;
  /// loading the slots of a batch first lets the misses overlap.
  package mutating func intern(_ run: [UInt32], ends: [Int], into column: inout [UInt32]) {
    hashes.removeAll(keepingCapacity: true)
    var start = 0
    for end in ends {
      hashes.append(Self.hash(run[start..<end]))
      start = end
    }
    // The sum is kept only so that the loads happen.
    for hash in hashes { warmth &+= slots.firstSlot(hash: hash) }
    start = 0
    for (position, end) in ends.enumerated() {
      column.append(intern(run[start..<end], hash: hashes[position]))
      start = end
    }
  }

  @inline(__always)
  private mutating func intern(_ stack: ArraySlice<UInt32>, hash: UInt64) -> UInt32 {
    if let known = slots.position(hash: hash, where: { equals($0, stack) }) { return UInt32(known) }
    let index = UInt32(ends.count)
    locations.append(contentsOf: stack)
    ends.append(UInt32(locations.count))
    slots.append(hash: hash)
    return index
  }

  /// Two locations a step and two chains of steps: multiplications wait for those before them in the chain, and their
  /// number is the time.
  @inline(__always)
  private static func hash(_ stack: ArraySlice<UInt32>) -> UInt64 {
    var even = UInt64(stack.count)
    var odd: UInt64 = 0
    var position = stack.startIndex
    while position &+ 3 < stack.endIndex {
      even = InternSlots.mix(even, UInt64(stack[position]) | UInt64(stack[position &+ 1]) << 32)
      odd = InternSlots.mix(odd, UInt64(stack[position &+ 2]) | UInt64(stack[position &+ 3]) << 32)
      position &+= 4
    }
    while position < stack.endIndex {
      even = InternSlots.mix(even, UInt64(stack[position]))
      position &+= 1
    }
    return InternSlots.mix(even, odd)
  }

  private func equals(_ candidate: Int, _ stack: ArraySlice<UInt32>) -> Bool {
    let range = range(candidate)
    guard range.count == stack.count else { return false }
    for offset in 0..<range.count where locations[range.lowerBound + offset] != stack[stack.startIndex + offset] {
      return false
    }
    return true
  }
}
