// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// A line of `/proc/PID/maps`, as it also heads a mapping in smaps.
///
///     7f52c4000000-7f52c8000000 rw-p 00000000 00:00 0      [anon: Go: heap]
struct MapsLine {
  /// Where in the line the path begins; its end when there is none.
  let pathStart: Int
  let inode: UInt64

  /// Nil when the line is none.
  init?(_ line: RawSpan) {
    var offset = 0
    _ = line.hexadecimal(at: &offset, digits: 16)
    guard offset > 0, line.has("-", at: offset) else { return nil }
    offset += 1
    let end = offset
    _ = line.hexadecimal(at: &offset, digits: 16)
    guard offset > end, line.has(" ", at: offset), line.has(" ", at: offset + 5) else { return nil }
    offset += 6
    let start = offset
    _ = line.hexadecimal(at: &offset, digits: 16)
    guard offset > start, line.has(" ", at: offset) else { return nil }
    // The device, major and minor.
    let device = line.firstOffset(of: 0x20, in: offset + 1..<line.byteCount)
    guard device < line.byteCount else { return nil }
    offset = device + 1
    guard let inode = line.decimal(at: &offset) else { return nil }
    self.inode = inode
    pathStart = line.skippingBlanks(from: offset)
  }
}
