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

  package init() {}

  /// How many distinct stacks there are.
  package var count: Int { ends.count }

  /// Where in `locations` a stack stands.
  package func range(_ stack: Int) -> Range<Int> { Int(stack == 0 ? 0 : ends[stack - 1])..<Int(ends[stack]) }

  /// The location indices of a stack, leaf first.
  package subscript(stack: Int) -> ArraySlice<UInt32> { locations[range(stack)] }

  /// Takes memory for so many location indices at once.
  package mutating func reserve(locationCount: Int) { locations.reserveCapacity(locationCount) }

  /// The index of the stack of these locations, leaf first, added when it is new.
  ///
  /// O(length).
  package mutating func intern(_ stack: ArraySlice<UInt32>) -> UInt32 {
    // Two locations a step: the multiplications wait for one another, so their number is the time.
    var hash = UInt64(stack.count)
    var position = stack.startIndex
    while position &+ 1 < stack.endIndex {
      hash = InternSlots.mix(hash, UInt64(stack[position]) | UInt64(stack[position &+ 1]) << 32)
      position &+= 2
    }
    if position < stack.endIndex { hash = InternSlots.mix(hash, UInt64(stack[position])) }
    if let known = slots.position(hash: hash, where: { equals($0, stack) }) { return UInt32(known) }
    let index = UInt32(ends.count)
    locations.append(contentsOf: stack)
    ends.append(UInt32(locations.count))
    slots.append(hash: hash)
    return index
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
