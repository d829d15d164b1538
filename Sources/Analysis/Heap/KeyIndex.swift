// SPDX-License-Identifier: Apache-2.0

/// Dense numbers for 64-bit keys in the order of their first appearance: a dictionary without its cost.
///
/// Keys are hashes already; two things with equal keys are taken for one. Among a million keys that happens with a
/// probability below one in ten million.
struct KeyIndex {
  /// The key of every number.
  private(set) var keys: [UInt64] = []
  /// `number + 1`; 0 marks a free slot.
  ///
  /// The capacity is a power of two, at most half full.
  private var slots: [UInt32]

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
      if keys[Int(entry &- 1)] == key { return (Int(entry &- 1), false) }
      slot = (slot &+ 1) & mask
    }
    keys.append(key)
    slots[slot] = UInt32(keys.count)
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
  func warm(_ keys: [UInt64]) -> UInt32 {
    let mask = slots.count &- 1
    var sum: UInt32 = 0
    for key in keys { sum &+= slots[Int(truncatingIfNeeded: key >> 20) & mask] }
    return sum
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = larger.count - 1
    for (number, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key >> 20) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(number + 1)
    }
    slots = larger
  }

  /// Takes one more word into a key.
  @inline(__always)
  static func mix(_ key: UInt64, _ word: UInt64) -> UInt64 {
    // An odd constant from the golden ratio; the rotation brings the high bits down for the next multiplication.
    let product = (key ^ word) &* 0x9e37_79b9_7f4a_7c15
    return (product << 29) | (product >> 35)
  }
}
