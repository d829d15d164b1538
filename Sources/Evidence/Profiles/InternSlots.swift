// SPDX-License-Identifier: Apache-2.0

/// The hash index of an interning table: maps a hash and an equality test to a position.
///
/// Open addressing with linear probing over positions; the 32-bit hashes are kept beside them, so that growing reads no
/// interned value again and most unequal candidates are dismissed without a look at them. 12 bytes an entry or less.
struct InternSlots: Sendable {
  /// `position + 1`; 0 marks a free slot.
  ///
  /// The capacity is a power of two, at most half full.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)
  private var hashes: [UInt32] = []

  init() {}

  /// The position of the entry with this hash that `isEqual` accepts; nil when there is none.
  @inline(__always)
  func position(hash: UInt64, where isEqual: (Int) -> Bool) -> Int? {
    let folded = Self.fold(hash)
    let mask = slots.count - 1
    var slot = Int(folded) & mask
    while slots[slot] != 0 {
      let candidate = Int(slots[slot] - 1)
      if hashes[candidate] == folded, isEqual(candidate) { return candidate }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds the next position under a hash that no equal entry has.
  mutating func append(hash: UInt64) {
    hashes.append(Self.fold(hash))
    if hashes.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for position in hashes.indices { place(position) }
    } else {
      place(hashes.count - 1)
    }
  }

  private mutating func place(_ position: Int) {
    let mask = slots.count - 1
    var slot = Int(hashes[position]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(position) + 1
  }

  /// The multiplications of the hashes leave their best bits on top.
  @inline(__always)
  private static func fold(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash ^ (hash >> 32)) }

  /// Takes one more word into a hash.
  @inline(__always)
  static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    // An odd constant from the golden ratio; the rotation brings the high bits, which depend on everything before,
    // down to where the next multiplication spreads them again.
    let product = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
    return (product << 29) | (product >> 35)
  }
}
