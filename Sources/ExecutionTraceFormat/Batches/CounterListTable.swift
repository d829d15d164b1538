// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// A map from lists of program counters to handles of stacks.
///
/// Shape: all lists end to end in one column, one column of end offsets, one of values, and an open-addressing table of
/// entry numbers. Look-ups compare the whole list, so equal hashes do no harm. O(length) a look-up, 8 bytes a counter.
struct CounterListTable {
  private var counters: [UInt64] = []
  private var ends: [Int] = [0]
  private var values: [UInt32] = []
  /// Entry number and one; 0 marks a free slot.
  private var slots = [UInt32](repeating: 0, count: 64)
  private let seed = UInt64.random(in: .min ... .max)

  /// How many lists are held, and how many counters they have together.
  var count: Int { values.count }
  var counterCount: Int { counters.count }

  /// The value of a list; nil when it is not held.
  func value(of list: [UInt64]) -> UInt32? {
    var slot = hash(list[...]) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if counters[ends[entry]..<ends[entry + 1]].elementsEqual(list) { return values[entry] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a list that is not held.
  mutating func insert(_ list: [UInt64], value: UInt32) {
    counters.append(contentsOf: list)
    ends.append(counters.count)
    values.append(value)
    if values.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for entry in values.indices { place(entry) }
    } else {
      place(values.count - 1)
    }
  }

  private mutating func place(_ entry: Int) {
    var slot = hash(counters[ends[entry]..<ends[entry + 1]]) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(entry + 1)
  }

  private func hash(_ list: ArraySlice<UInt64>) -> Int {
    var hash = seed
    for counter in list { hash = (hash ^ counter).folded(by: 0x9e37_79b9_7f4a_7c15) ^ UInt64(list.count) }
    return Int(truncatingIfNeeded: hash)
  }
}
