// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence

/// Decodes memory statistics in JSON: MemStats bare, in expvar's /debug/vars, in log lines; runtime/metrics by name.
///
/// One value or many, one a line or spread over lines, with any text before a value in its line. Only lines that mention
/// the heap are looked at, so a log passes at the speed of a search. Memory is that of the readings, at most 131,072: of
/// more lines every second one is given up, as often as it takes. A line may have any length. Goals and limits beyond 2^62
/// mean that there is none.
package enum MemoryTextDecoder {
  /// Whether the bytes name a size of the heap as the key of a JSON member, or the tag of `MemoryReadingText`.
  ///
  /// O(bytes) until the first mention.
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    var start = 0
    while let mention = firstMention(in: bytes, from: start) {
      if isQuoted(bytes, at: mention) { return true }
      start = mention + 3
    }
    return false
  }

  /// The readings, in the order of the input; none when it holds none.
  package static func decode(_ bytes: RawSpan) -> [MemoryReading] {
    var reader = MemoryJSONReader()
    if isDocument(bytes) {
      readDocument(bytes, into: &reader)
    } else {
      var start = 0
      var number = 0
      var distance = 1
      while let mention = firstMention(in: bytes, from: start) {
        let lineStart = bytes.lastOffset(of: 0x0a, in: start..<mention).map { $0 + 1 } ?? start
        let lineEnd = bytes.firstOffset(of: 0x0a, in: mention..<bytes.byteCount)
        if number % distance == 0 { reader.readLine(bytes.extracting(lineStart..<lineEnd)) }
        number += 1
        start = min(lineEnd + 1, bytes.byteCount)
        if reader.readings.count >= MemoryJSONReader.readingLimit {
          reader.thin()
          distance *= 2
        }
      }
    }
    return reader.readings
  }

  /// Offset of the next "eap" that a name of memory statistics goes on from, in any spelling.
  static func firstMention(in bytes: RawSpan, from start: Int) -> Int? {
    var start = start
    while let found = bytes.firstOffset(of: "eap", anchor: 2, in: start..<bytes.byteCount) {
      for rest in ["Alloc", "_alloc", "alloc", "Inuse", "InUse", "_inuse", "inuse", "Sys", "_sys", " statistics", "/"]
        as [StaticString]
      where bytes.has(rest, at: found + 3) {
        return found
      }
      start = found + 3
    }
    return nil
  }

  /// Whether a quotation mark stands close before the name, with nothing but letters of a name between.
  private static func isQuoted(_ bytes: RawSpan, at mention: Int) -> Bool {
    var offset = mention - 1
    while offset >= 0, mention - offset < 24 {
      switch bytes.byte(at: offset) {
      case 0x22: return true
      case 0x2f, 0x30...0x39, 0x41...0x5a, 0x5f, 0x61...0x7a: offset -= 1
      default: return false
      }
    }
    return false
  }

  /// Whether the bytes begin with a JSON value that goes on behind the end of its line.
  private static func isDocument(_ bytes: RawSpan) -> Bool {
    var cursor = JSONCursor(bytes)
    let value = cursor.next()
    switch value {
    case .object, .array: break
    case .string, .word, .none: return false
    }
    let lineEnd = bytes.firstOffset(of: 0x0a, in: cursor.offset..<bytes.byteCount)
    cursor.skipRest(of: value)
    return cursor.offset > lineEnd
  }

  private static func readDocument(_ bytes: RawSpan, into reader: inout MemoryJSONReader) {
    var cursor = JSONCursor(bytes)
    while cursor.offset < bytes.byteCount {
      if !reader.readValue(&cursor) {
        cursor.offset = bytes.firstOffset(of: 0x0a, in: cursor.offset..<bytes.byteCount) + 1
      }
    }
  }
}
