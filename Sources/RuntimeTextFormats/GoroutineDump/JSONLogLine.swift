// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Finds the message in a log line that is one JSON object.
///
/// Not a JSON parser: it walks the strings of the line once and never fails on a malformed one. Taken is the first string
/// value that holds a goroutine header, else the value of a key that loggers use for the message.
enum JSONLogLine {
  /// Whether Docker's json-file driver wrote the line: only there does a missing "\n" mean that the line goes on.
  static func isDocker(_ line: RawSpan) -> Bool { line.has("{\"log\":\"", at: 0) }

  /// The unescaped message; nil when the line holds none.
  static func message(_ line: RawSpan) -> [UInt8]? {
    var offset = 0
    var key = 0..<0
    var message: Range<Int>?
    while let string = nextString(line, &offset) {
      var next = offset
      while next < line.byteCount, line.byte(at: next) == 0x20 { next += 1 }
      if line.has(":", at: next) {
        key = string
        continue
      }
      if line.firstOffset(of: "goroutine ", in: string) != nil, line.firstOffset(of: "]:", in: string) != nil {
        message = string
        break
      }
      if message == nil, isMessageKey(line.extracting(key)) { message = string }
    }
    return message.map { unescape(line.extracting($0)) }
  }

  /// The inside of the next string, and moves behind it.
  private static func nextString(_ line: RawSpan, _ offset: inout Int) -> Range<Int>? {
    offset = line.firstOffset(of: 0x22, in: offset..<line.byteCount)
    guard offset < line.byteCount else { return nil }
    let start = offset + 1
    offset = start
    while offset < line.byteCount, line.byte(at: offset) != 0x22 {
      offset += line.byte(at: offset) == 0x5c ? 2 : 1
    }
    // A line that was cut ends inside its string, which is then all there is.
    let end = min(offset, line.byteCount)
    offset = min(end + 1, line.byteCount)
    return start <= end ? start..<end : nil
  }

  static func isMessageKey(_ key: RawSpan) -> Bool {
    for name in ["log", "message", "msg", "textPayload", "MESSAGE", "line"] as [StaticString]
    where key.hasSameBytes(as: name) {
      return true
    }
    return false
  }

  static func unescape(_ text: RawSpan) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.byteCount)
    var offset = 0
    while offset < text.byteCount {
      let byte = text.byte(at: offset)
      offset += 1
      if byte == 0x5c { text.appendEscape(at: &offset, to: &bytes) } else { bytes.append(byte) }
    }
    return bytes
  }
}
