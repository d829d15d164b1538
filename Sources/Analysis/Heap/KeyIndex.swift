// SPDX-License-Identifier: Apache-2.0

/// Dense numbers for 64-bit keys in the order of their first appearance: a dictionary without its cost.
///
/// Keys are hashes already; two things with equal keys are taken for one. Among a million keys that happens with a
/// probability below one in ten million.
struct KeyIndex {
  /// The key of every number.
  private(set) var keys: [UInt64] = []
  /// The upper half of the key above, `number + 1` in the low 32 bits; 0 marks a free slot.
  ///
  /// The capacity is a power of two, at most half full. Thus a key that meets another's slot is told apart without a look
  /// at that other key, which is a cache miss.
  private var slots: [UInt64]

  init(expected: Int) {
    var capacity = 64
    while capacity < expected * 2 { capacity *= 2 }
    slots = Array(repeating: 0, count: capacity)
    keys.reserveCapacity(expected)
  }

  var count: Int { keys.count }

  /// The number of a key, added when it is new.
  @inline(__always)
  mutating func number(of key: UInt64) -> (number: Int, isNew: Bool) {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: key >> 20) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      if (entry ^ key) >> 32 == 0 {
        let number = Int(UInt32(truncatingIfNeeded: entry) &- 1)
        if keys[number] == key { return (number, false) }
      }
      slot = (slot &+ 1) & mask
    }
    keys.append(key)
    slots[slot] = Self.entry(key, keys.count)
    if keys.count * 2 > slots.count { grow() }
    return (keys.count - 1, true)
  }

  /// The number of a key that most likely has this number, which saves the search; added when it is new.
  @inline(__always)
  mutating func number(of key: UInt64, likely guess: Int) -> (number: Int, isNew: Bool) {
    if guess < keys.count, keys[guess] == key { return (guess, false) }
    return number(of: key)
  }

  /// Loads the slots where the searches for these keys begin, so that the searches find them in the cache.
  ///
  /// One by one the searches wait for memory; together their waits overlap. Returns what it read only so that it is read.
  func warm(_ keys: [UInt64]) -> UInt64 {
    let mask = slots.count &- 1
    var sum: UInt64 = 0
    for key in keys { sum &+= slots[Int(truncatingIfNeeded: key >> 20) & mask] }
    return sum
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for (number, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key >> 20) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = Self.entry(key, number + 1)
    }
    slots = larger
  }

  @inline(__always)
  private static func entry(_ key: UInt64, _ position: Int) -> UInt64 {
    key & 0xffff_ffff_0000_0000 | UInt64(UInt32(truncatingIfNeeded: position))
  }

  /// Takes one more word into a key.
  @inline(__always)
  static func mix(_ key: UInt64, _ word: UInt64) -> UInt64 {
    // An odd constant from the golden ratio; the rotation brings the high bits down for the next multiplication.
    let product = (key ^ word) &* 0x9e37_79b9_7f4a_7c15
    return (product << 29) | (product >> 35)
  }
}
