// SPDX-License-Identifier: Apache-2.0

/// Walks the lines of borrowed bytes.
///
/// A line ends with "\n" or "\r\n", which are not part of it. Lines longer than `lengthLimit` are handed out cut to it, so
/// that no later stage meets a line of unbounded length. The last bytes without a line end are not a line: `rest` says
/// where they begin, and the owner decides whether to wait for more or to treat them as cut off.
@usableFromInline
package struct LineCursor: ~Escapable {
  @usableFromInline let bytes: RawSpan
  @usableFromInline let lengthLimit: Int
  /// Offset of the first byte not yet handed out.
  @usableFromInline package var rest: Int

  /// A cursor before the first line.
  @inlinable @inline(__always)
  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan, lengthLimit: Int) {
    self.bytes = bytes
    self.lengthLimit = lengthLimit
    self.rest = 0
  }

  /// The range of the next complete line, without its end; nil when no complete line is left.
  @inlinable @inline(__always)
  @_lifetime(self: copy self)
  package mutating func next() -> Range<Int>? {
    let start = rest
    let count = bytes.byteCount
    guard start < count else { return nil }
    let newline = bytes.firstOffset(of: 0x0a, in: start..<count)
    guard newline < count else { return nil }
    rest = newline &+ 1
    var end = newline
    if end > start, bytes.byte(at: end &- 1) == 0x0d { end &-= 1 }
    if end &- start > lengthLimit { end = start &+ lengthLimit }
    return start..<end
  }
}
