// SPDX-License-Identifier: Apache-2.0

extension RawSpan {
  /// A 64-bit hash of the bytes, eight at a time.
  ///
  /// Two multiplications of 64 by 64 bits per 16 bytes, folded (the construction of wyhash). Not seeded: whoever uses it
  /// compares the bytes as well, so that a crafted collision costs time within bounded tables and never a wrong answer.
  @inlinable @inline(__always)
  package var wordHash: UInt64 {
    let count = byteCount
    var a: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: count)
    var b: UInt64 = 0xd6e8_feb8_6659_fd93
    var offset = 0
    while offset &+ 16 <= count {
      a = (a ^ word(at: offset)).folded(by: 0xa076_1d64_78bd_642f)
      b = (b ^ word(at: offset &+ 8)).folded(by: 0xe703_7ed1_a0b4_28db)
      offset &+= 16
    }
    if offset &+ 8 <= count {
      a = (a ^ word(at: offset)).folded(by: 0xa076_1d64_78bd_642f)
      offset &+= 8
    }
    var rest: UInt64 = 0
    while offset < count {
      rest = rest << 8 | UInt64(byte(at: offset))
      offset &+= 1
    }
    return (a ^ rest).folded(by: 0x8ebc_6af0_9c88_c6e3) ^ b
  }
}

extension UInt64 {
  /// The product of two words, high and low half folded together: every input bit reaches every output bit.
  @inlinable @inline(__always)
  package func folded(by factor: UInt64) -> UInt64 {
    let product = multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
