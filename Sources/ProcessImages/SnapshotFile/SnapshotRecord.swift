// SPDX-License-Identifier: Apache-2.0

/// The records of which a kept snapshot consists: a kind (one byte), a length (eight bytes), and so many bytes.
///
/// All numbers are little-endian. The order is: `header`; `section` for each part of the debug information; `thread`; `region` in
/// the order of addresses; `memory`; `end`. Memory that is not written reads as zeros.
enum SnapshotRecord: UInt8 {
  /// The words of `magic`, then: version, load bias, nanoseconds of the stop, bytes copied, method (0 copy, 1 fork), whether
  /// values are in it.
  case header = 1
  /// One byte that says which (`DebugSections.kept`), then the section's bytes or some of them.
  case section = 2
  /// The thread's number, then its registers.
  case thread = 3
  /// Start and end of a run of addresses.
  case region = 4
  /// An address, then the bytes from there on.
  case memory = 5
  /// How many records stand before it.
  case end = 6
  /// A sentence about what is missing.
  case gap = 7

  static let magic: [UInt8] = Array("STANCH heap\n".utf8) + [0, 0, 0, 0]
  static let version: UInt64 = 1
  static let prefixByteCount = 9
  /// Most bytes of one record.
  static let byteLimit = 1 << 20
}

extension Array<UInt8> {
  /// Appends a number of eight bytes.
  mutating func append(little value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) as StrideTo<UInt64> {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }
}
