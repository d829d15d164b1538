// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What a logger puts before every line: learned from the first goroutine header, then recognised and removed.
///
/// Shape: bytes that must be equal, with a mark for each run that looks like a time (starts with a digit, at least four
/// digits and a ":" or "."), which may differ from line to line. So lines of another pod or process do not match.
struct LinePrefix: Hashable {
  static let lengthLimit = 512
  private static let timeMark: UInt8 = 0
  private var pattern: [UInt8] = []

  /// The prefix that ends at `end` of a line.
  init(_ line: RawSpan, end: Int) {
    var offset = 0
    while offset < end {
      let run = Self.timeRun(line, from: offset, limit: end)
      if run.isTime {
        pattern.append(Self.timeMark)
        offset = run.end
      } else if run.end > offset {
        while offset < run.end {
          pattern.append(line.byte(at: offset))
          offset += 1
        }
      } else {
        pattern.append(line.byte(at: offset))
        offset += 1
      }
    }
  }

  /// Offset behind the prefix; nil when the line does not begin with it.
  ///
  /// White space at the end of the prefix may be missing when nothing follows.
  func end(in line: RawSpan) -> Int? {
    var offset = 0
    for byte in pattern {
      if byte == Self.timeMark {
        let run = Self.timeRun(line, from: offset, limit: line.byteCount)
        guard run.isTime else { return nil }
        offset = run.end
      } else if offset < line.byteCount {
        guard line.byte(at: offset) == byte else { return nil }
        offset += 1
      } else if byte != 0x20, byte != 0x09 {
        return nil
      }
    }
    return offset
  }

  /// Whether two prefixes differ in digits and spaces only, as a date, a counter or a line number make them.
  func isAlike(_ other: LinePrefix) -> Bool {
    func isKept(_ byte: UInt8) -> Bool { byte &- 0x30 >= 10 && byte != 0x20 }
    return pattern.lazy.filter(isKept).elementsEqual(other.pattern.lazy.filter(isKept))
  }

  private static func timeRun(_ line: RawSpan, from start: Int, limit: Int) -> (end: Int, isTime: Bool) {
    var end = start
    var digits = 0
    var hasDivider = false
    while end < limit {
      let byte = line.byte(at: end)
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x3a, 0x2e: hasDivider = true
      case 0x2c, 0x2d, 0x2b, 0x54, 0x5a: break
      default: return (end, digits >= 4 && hasDivider)
      }
      if end == start, digits == 0 { return (start, false) }
      end += 1
    }
    return (end, digits >= 4 && hasDivider)
  }
}
