// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// A map from the trace's 64-bit identifiers to positions in a column.
///
/// Open addressing with linear probing, at most half full, 16 bytes a slot. Removal shifts back what stands behind, so
/// that look-ups never pass graves. Memory goes with the entries and never with the identifiers, which a file can choose
/// freely; the hash is seeded, so that it cannot choose them to collide.
struct IdentifierMap: ~Copyable {
  struct Slot: BitwiseCopyable {
    var identifier: UInt64
    /// The position and one; 0 marks a free slot.
    var mark: UInt32
  }

  private var slots = Column(repeating: Slot(identifier: 0, mark: 0), count: 64)
  private var mask = 63
  private(set) var count = 0
  private let seed = UInt64.random(in: .min ... .max)

  @inline(__always)
  private func home(_ identifier: UInt64) -> Int {
    // Four identifiers in a row stand in a row: what comes in order, as all goroutines of a generation do, is then found
    // four times in each line of the cache.
    let group = ((identifier &>> 2) ^ seed).folded(by: 0x9e37_79b9_7f4a_7c15) &<< 2
    return Int(truncatingIfNeeded: group | identifier & 3) & mask
  }

  /// The position of an identifier; -1 when it is not in the map.
  @inline(__always)
  func position(of identifier: UInt64) -> Int {
    var index = home(identifier)
    while true {
      let slot = slots[index]
      if slot.mark == 0 { return -1 }
      if slot.identifier == identifier { return Int(slot.mark &- 1) }
      index = (index &+ 1) & mask
    }
  }

  /// Adds an identifier that is not in the map; positions are below 2^32 - 1.
  mutating func insert(_ identifier: UInt64, position: Int) {
    count += 1
    if count * 2 > slots.count { resize(to: slots.count * 2) }
    place(Slot(identifier: identifier, mark: UInt32(truncatingIfNeeded: position) &+ 1))
  }

  /// Takes an identifier out, when it is in the map.
  mutating func remove(_ identifier: UInt64) {
    var hole = home(identifier)
    while slots[hole].identifier != identifier || slots[hole].mark == 0 {
      if slots[hole].mark == 0 { return }
      hole = (hole &+ 1) & mask
    }
    count -= 1
    var index = hole
    while true {
      index = (index &+ 1) & mask
      if slots[index].mark == 0 { break }
      // What would be found from its home on without passing the hole stays where it is.
      if (index &- home(slots[index].identifier)) & mask >= (index &- hole) & mask {
        slots[hole] = slots[index]
        hole = index
      }
    }
    slots[hole] = Slot(identifier: 0, mark: 0)
  }

  /// Empties the map; room for a few thousand entries is kept for the next use.
  mutating func removeAll() {
    if count == 0 { return }
    count = 0
    if slots.count > 1 << 13 {
      slots = Column(repeating: Slot(identifier: 0, mark: 0), count: 1 << 13)
      mask = slots.count - 1
    } else {
      slots.fill(with: Slot(identifier: 0, mark: 0))
    }
  }

  private mutating func resize(to capacity: Int) {
    var old = Column(repeating: Slot(identifier: 0, mark: 0), count: capacity)
    swap(&old, &slots)
    mask = capacity - 1
    for index in old.indices where old[index].mark != 0 { place(old[index]) }
  }

  private mutating func place(_ slot: Slot) {
    var index = home(slot.identifier)
    while slots[index].mark != 0 { index = (index &+ 1) & mask }
    slots[index] = slot
  }
}
