// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// One sample of metrics text.
struct MetricSample {
  var name: Range<Int>
  /// The labels without their braces; empty when there are none.
  var labels = 0..<0
  var value: NumberText
  /// Seconds since 1970, when the sample says.
  var instant: Double?

  /// Reads a line; nil when it is a comment or anything else.
  init?(_ line: RawSpan) {
    guard line.byteCount > 2 else { return nil }
    var offset = 0
    while offset < line.byteCount, Self.isName(line.byte(at: offset)) { offset += 1 }
    guard offset > 0, offset < line.byteCount, line.byte(at: 0) &- 0x30 > 9 else { return nil }
    name = 0..<offset
    if line.byte(at: offset) == 0x7b {
      guard let end = line.endOfBraces(from: offset + 1) else { return nil }
      labels = offset + 1..<end
      offset = end + 1
    }
    let start = offset
    while offset < line.byteCount, [0x20, 0x09, 0x3d].contains(line.byte(at: offset)) { offset += 1 }
    guard offset > start else { return nil }
    guard let value = NumberText(Self.word(line, &offset)) else { return nil }
    self.value = value
    while offset < line.byteCount, line.byte(at: offset) == 0x20 { offset += 1 }
    // An exemplar may follow behind "#".
    guard offset < line.byteCount, line.byte(at: offset) != 0x23 else { return }
    guard let stamp = NumberText(Self.word(line, &offset)) else { return nil }
    instant = InstantText.instant(of: stamp.value)
  }

  @_lifetime(copy line)
  private static func word(_ line: RawSpan, _ offset: inout Int) -> RawSpan {
    let start = offset
    while offset < line.byteCount, line.byte(at: offset) != 0x20, line.byte(at: offset) != 0x09 { offset += 1 }
    return line.extracting(start..<offset)
  }

  /// Letters, digits and "_:", and what the names of runtime/metrics have besides.
  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2d...0x2f, 0x30...0x3a, 0x41...0x5a, 0x5f, 0x61...0x7a: true
    default: false
    }
  }
}
