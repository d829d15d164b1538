// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// How the lines of one frame divide.
///
/// Source: src/runtime/traceback.go `traceback2` and `printCgoTraceback`, Go 1.21 to 1.27.
enum FrameLine {
  /// Offset of the "(" that opens the arguments of a function line; nil when the line is none.
  ///
  /// It is the one that matches the final ")": receivers (`pkg.(*T).M`) have parentheses too, arguments never.
  @inline(__always)
  static func argumentsStart(_ line: RawSpan) -> Int? {
    let count = line.byteCount
    guard count > 2, line.byte(at: count &- 1) == 0x29 else { return nil }
    guard let open = line.lastOffset(of: 0x28, in: 0..<count &- 1), open > 0 else { return nil }
    return open
  }

  /// Length of `FILE:LINE` in what follows the tab of a location line, and the line; nil when the line is no location.
  ///
  /// Behind it may stand ` +0x1d`, ` fp=0x.. sp=0x.. pc=0x..` and ` pc=0x..`, which hold no colon.
  @inline(__always)
  static func location(_ text: RawSpan) -> (length: Int, line: UInt32)? {
    guard let colon = text.lastOffset(of: 0x3a, in: 0..<text.byteCount), colon > 0 else { return nil }
    var offset = colon &+ 1
    var line: UInt32 = 0
    while offset < text.byteCount {
      let digit = text.byte(at: offset) &- 0x30
      guard digit < 10 else { break }
      guard line < 100_000_000 else { return nil }
      line = line &* 10 &+ UInt32(digit)
      offset &+= 1
    }
    guard offset > colon &+ 1, offset == text.byteCount || text.byte(at: offset) == 0x20 else { return nil }
    return (offset, line)
  }

  /// Whether the last line of a cut input is a location that is certainly whole: something follows its line number.
  static func isWholeLocation(_ line: RawSpan) -> Bool {
    guard line.byteCount > 1, line.byte(at: 0) == 0x09 else { return false }
    let text = line.extracting(1..<line.byteCount)
    guard let (length, _) = location(text) else { return false }
    return text.has(" +0x", at: length) || text.has(" pc=0x", at: length)
  }
}

/// The hexadecimal words of an argument list.
///
/// Shape: words divided by ", ", aggregates in braces; "..." stands for more, "_" for a value that is not known, and a
/// trailing "?" for one that may be stale.
struct FrameArguments: ~Escapable {
  private let text: RawSpan
  private var offset = 0

  /// The arguments of a function line whose "(" stands at `open`.
  @_lifetime(copy line)
  init(_ line: RawSpan, open: Int) {
    text = line.extracting(open + 1..<line.byteCount)
  }

  /// The next word; nil behind the last.
  ///
  /// `value` is nil where the runtime printed no exact value.
  @_lifetime(self: copy self)
  mutating func next() -> (value: UInt64?, Void)? {
    while offset < text.byteCount {
      let byte = text.byte(at: offset)
      if byte == 0x30, text.has("0x", at: offset) {
        offset += 2
        let value = text.hexadecimal(at: &offset, digits: 16)
        if text.has("?", at: offset) {
          offset += 1
          return (nil, ())
        }
        return (value, ())
      }
      offset += 1
      if byte == 0x5f { return (nil, ()) }
    }
    return nil
  }

  /// The word at a position, from 0; nil when it is missing or not exact.
  @_lifetime(self: copy self)
  mutating func exact(at position: Int) -> UInt64? {
    var index = 0
    while let word = next() {
      if index == position { return word.value }
      index += 1
    }
    return nil
  }
}
