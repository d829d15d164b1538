// SPDX-License-Identifier: Apache-2.0

/// The hash index of an interning table: maps a hash and an equality test to a position.
///
/// Open addressing with linear probing. A slot holds the position and the hash's upper half together, so that a look-up
/// costs one cache miss, unequal candidates are dismissed without a look at them, and growing reads no interned value
/// again. 16 to 32 bytes an entry.
struct InternSlots: Sendable {
  /// The hash above, `position + 1` in the low 32 bits; 0 marks a free slot.
  ///
  /// The capacity is a power of two, at most half full.
  private var slots: [UInt64] = Array(repeating: 0, count: 64)
  private var count = 0

  init() {}

  /// The position of the entry with this hash that `isEqual` accepts; nil when there is none.
  @inline(__always)
  func position(hash: UInt64, where isEqual: (Int) -> Bool) -> Int? {
    let folded = Self.fold(hash)
    let mask = slots.count &- 1
    var slot = Int(folded) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry >> 32) == folded {
        let candidate = Int(UInt32(truncatingIfNeeded: entry) &- 1)
        if isEqual(candidate) { return candidate }
      }
      slot = (slot &+ 1) & mask
    }
  }

  /// Adds the next position under a hash that no equal entry has.
  mutating func append(hash: UInt64) {
    count += 1
    if count * 2 > slots.count { grow() }
    place(UInt64(Self.fold(hash)) << 32 | UInt64(count))
  }

  private mutating func grow() {
    let entries = slots
    slots = Array(repeating: 0, count: entries.count * 2)
    for entry in entries where entry != 0 { place(entry) }
  }

  private mutating func place(_ entry: UInt64) {
    let mask = slots.count &- 1
    var slot = Int(entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot &+ 1) & mask }
    slots[slot] = entry
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
