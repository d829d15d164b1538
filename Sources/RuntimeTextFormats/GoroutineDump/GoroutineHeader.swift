// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The parts of a goroutine's header line, as ranges and numbers: no text is copied.
///
/// Source: src/runtime/traceback.go `goroutineheader`, Go 1.21 to 1.27.
///
///     goroutine 41 gp=0xc000 m=3 mp=0xc100 [chan send (leaked), 2 minutes, locked to thread, synctest bubble 7] {k: v}:
struct GoroutineHeader {
  var id: UInt64 = 0
  /// The status without its suffixes: "chan send".
  var status = 0..<0
  var isLeaked = false
  /// Whole minutes; nil when the header prints none.
  var minutes: Int?
  var isLockedToThread = false
  /// What stands between the braces, in either syntax; empty when there are no labels.
  var labels = 0..<0

  /// Reads a header line; nil when the line is not a complete header.
  init?(_ line: RawSpan) {
    guard line.has("goroutine ", at: 0) else { return nil }
    var offset = 10
    guard let id = line.decimal(at: &offset) else { return nil }
    self.id = id
    // At traceback level 2 " gp=0x.. m=0 mp=0x.." stands between the id and the bracket.
    if line.has(" gp=", at: offset) { offset = line.firstOffset(of: 0x5b, in: offset..<line.byteCount) - 1 }
    guard line.has(" [", at: offset) else { return nil }
    offset += 2
    guard readBracket(line, &offset) else { return nil }
    if line.has(" {", at: offset) {
      let start = offset + 2
      guard let end = line.endOfBraces(from: start) else { return nil }
      labels = start..<end
      offset = end + 1
    }
    guard line.has(":", at: offset) else { return nil }
    while offset + 1 < line.byteCount {
      offset += 1
      guard line.byte(at: offset) == 0x20 else { return nil }
    }
  }

  /// Reads from behind "[" to behind "]".
  private mutating func readBracket(_ line: RawSpan, _ offset: inout Int) -> Bool {
    var start = offset
    var isFirst = true
    while offset < line.byteCount {
      let byte = line.byte(at: offset)
      if byte == 0x7b {  // Go 1.26 puts the labels inside: "[select labels:{"k": "v"}]".
        guard let end = line.endOfBraces(from: offset + 1) else { return false }
        labels = offset + 1..<end
        let part = start..<max(start, offset - 8)
        if isFirst { readStatus(line, part) } else { readAttribute(line, part) }
        offset = end + 1
        guard line.has("]", at: offset) else { return false }
        offset += 1
        return true
      }
      if byte == 0x2c || byte == 0x5d {
        if isFirst { readStatus(line, start..<offset) } else { readAttribute(line, start..<offset) }
        isFirst = false
        offset += 1
        if byte == 0x5d { return true }
        if line.has(" ", at: offset) { offset += 1 }
        start = offset
        continue
      }
      offset += 1
    }
    return false
  }

  private mutating func readStatus(_ line: RawSpan, _ part: Range<Int>) {
    var end = part.upperBound
    while end > part.lowerBound, line.byte(at: end - 1) == 0x29 {
      let text = line.extracting(part.lowerBound..<end)
      if text.hasSuffix(" (leaked)") {
        isLeaked = true
        end -= 9
      } else if text.hasSuffix(" (scan)") {
        end -= 7
      } else if text.hasSuffix(" (durable)") {
        end -= 10
      } else if text.hasSuffix(" (synctest)") {
        end -= 11
      } else {
        break
      }
    }
    status = part.lowerBound..<end
  }

  private mutating func readAttribute(_ line: RawSpan, _ part: Range<Int>) {
    let text = line.extracting(part)
    if text.has("locked to thread", at: 0) {
      isLockedToThread = true
    } else if text.hasSuffix(" minutes") {
      var offset = 0
      minutes = text.decimal(at: &offset).map { Int(min($0, 1 << 40)) }
    }
  }
}

extension RawSpan {
  /// Offset of the "}" that closes labels begun before `start`, with quoted strings skipped; nil when it is missing.
  func endOfBraces(from start: Int) -> Int? {
    var offset = start
    var isQuoted = false
    while offset < byteCount {
      let byte = byte(at: offset)
      if isQuoted {
        if byte == 0x5c { offset += 1 } else if byte == 0x22 { isQuoted = false }
      } else if byte == 0x22 {
        isQuoted = true
      } else if byte == 0x7d {
        return offset
      }
      offset += 1
    }
    return nil
  }
}
