// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Order of the bytes of an image's integers, and how to read them.
package enum ByteOrder: Hashable, Sendable {
  case littleEndian
  case bigEndian

  /// The integer of `width` bytes (1 to 8) at an offset; nil outside the bytes.
  func integer(in bytes: RawSpan, at offset: Int, width: Int) -> UInt64? {
    guard offset >= 0, width >= 1, width <= 8, offset <= bytes.byteCount - width else { return nil }
    let view = bytes.asBytes
    var value: UInt64 = 0
    for index in 0..<width {
      let position = self == .littleEndian ? offset + width - 1 - index : offset + index
      value = value << 8 | UInt64(view[position])
    }
    return value
  }
}

/// A range of bytes that a header states, as offsets into the image; nil when it does not lie within it.
///
/// Headers hold 64-bit numbers that an attacker may choose, so nothing is added before it is compared.
func checkedRange(offset: UInt64, size: UInt64, within byteCount: Int) -> Range<Int>? {
  guard let start = Int(exactly: offset), let count = Int(exactly: size) else { return nil }
  guard start <= byteCount, count <= byteCount - start else { return nil }
  return start..<start + count
}

/// The bytes up to the next zero, as text; nil when there is no zero within `limit` bytes.
func zeroTerminated(in bytes: RawSpan, at offset: Int, limit: Int) -> String? {
  guard offset >= 0, offset < bytes.byteCount else { return nil }
  let view = bytes.asBytes
  var end = offset
  let last = min(bytes.byteCount, offset + min(limit, bytes.byteCount - offset))
  while end < last, view[end] != 0 { end += 1 }
  guard end < last else { return nil }
  return text(in: bytes, offset..<end)
}

/// Bytes as text; malformed UTF-8 becomes replacement characters.
func text(in bytes: RawSpan, _ range: Range<Int>) -> String {
  let view = bytes.asBytes
  var copy: [UInt8] = []
  copy.reserveCapacity(range.count)
  for index in range { copy.append(view[index]) }
  return String(decoding: copy, as: UTF8.self)
}
