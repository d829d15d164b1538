// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

extension RawSpan {
  /// Reads `LABEL   123 kB` as bytes; nil when the label is another or the unit is missing.
  func kilobytes(labelled label: StaticString) -> Int64? {
    guard has(label, at: 0) else { return nil }
    var offset = skippingBlanks(from: label.utf8CodeUnitCount)
    guard let value = decimal(at: &offset), has(" kB", at: offset) else { return nil }
    return Int64(min(value, 1 << 52)) * 1024
  }

  /// Reads `LABEL   123` as a count.
  func count(labelled label: StaticString) -> Int? {
    guard has(label, at: 0) else { return nil }
    var offset = skippingBlanks(from: label.utf8CodeUnitCount)
    return decimal(at: &offset).map { Int(min($0, 1 << 52)) }
  }

  /// Offset of the first byte from `start` that is neither a blank nor a tab.
  func skippingBlanks(from start: Int) -> Int {
    var offset = start
    while offset < byteCount, byte(at: offset) == 0x20 || byte(at: offset) == 0x09 { offset += 1 }
    return offset
  }
}
