// SPDX-License-Identifier: Apache-2.0

/// A small repeatable source of random numbers (SplitMix64), so that a failing property can be run again.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}

/// Damaged forms of an input, for tests that a decoder never traps.
package enum Mutations {
  /// Every place where an input of `count` bytes may be cut, or `limit` places spread over a longer one.
  package static func cuts(of count: Int, limit: Int) -> [Int] {
    count < limit ? Array(0...count) : (0...limit).map { $0 * count / limit }
  }

  /// The bytes with a few bits flipped and a piece removed, repeated or overwritten.
  package static func damaged(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...8, using: &random) where !result.isEmpty {
      let offset = Int.random(in: 0..<result.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: result[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: result[offset] = UInt8.random(in: 0...255, using: &random)
      case 2: result.removeSubrange(offset..<min(result.count, offset + Int.random(in: 1...64, using: &random)))
      case 3:
        let piece = Array(result[offset..<min(result.count, offset + Int.random(in: 1...64, using: &random))])
        result.insert(contentsOf: piece, at: Int.random(in: 0...result.count, using: &random))
      default: result[offset] = [0x0a, 0x28, 0x29, 0x5b, 0x5d, 0x7b, 0x7d, 0x22, 0x5c, 0x3a, 0x09, 0x30][offset % 12]
      }
    }
    return result
  }
}
