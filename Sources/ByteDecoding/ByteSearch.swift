// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension RawSpan {
  /// The byte at `offset`, which must be below `byteCount`.
  @inlinable @inline(__always)
  package func byte(at offset: Int) -> UInt8 {
    // Any bit pattern is a UInt8, and the load itself checks the offset against the span.
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The eight bytes from `offset` as one little-endian word; they must lie inside the span.
  @inlinable @inline(__always)
  package func word(at offset: Int) -> UInt64 {
    // Any bit pattern is a UInt64, alignment is not assumed, and the load itself checks its bounds.
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Offset of the first `byte` in `range`, or the end of the range when there is none.
  ///
  /// The C library's search reads 32 bytes at a time; a loop over the span would be ten times slower.
  @usableFromInline
  package func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int {
    guard range.lowerBound >= 0, range.upperBound <= byteCount, !range.isEmpty else { return range.upperBound }
    return unsafe withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return range.upperBound }
      // The range was checked against the span above, so the search stays inside the borrowed bytes.
      guard let hit = unsafe memchr(base + range.lowerBound, CInt(byte), range.count) else { return range.upperBound }
      return unsafe UnsafeRawPointer(hit) - base
    }
  }

  /// Offset of the first occurrence of `pattern` (not empty) in `range`, or nil.
  package func firstOffset(of pattern: StaticString, in range: Range<Int>) -> Int? {
    // A static string with a pointer holds `utf8CodeUnitCount` bytes for the life of the process.
    let bytes = unsafe UnsafeRawBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount)
    let last = range.upperBound - bytes.count
    guard let first = unsafe bytes.first, range.lowerBound >= 0, range.upperBound <= byteCount else { return nil }
    var offset = range.lowerBound
    while offset <= last {
      offset = firstOffset(of: first, in: offset..<last + 1)
      if offset > last { return nil }
      if has(pattern, at: offset) { return offset }
      offset += 1
    }
    return nil
  }

  /// Offset of the first occurrence of `pattern` in `range`, or nil; `anchor` is the index of its rarest byte.
  ///
  /// The search runs from one rare byte to the next: for a pattern that begins with a frequent letter that is several
  /// times faster than `firstOffset(of:in:)`.
  package func firstOffset(of pattern: StaticString, anchor: Int, in range: Range<Int>) -> Int? {
    let count = pattern.utf8CodeUnitCount
    guard 0..<count ~= anchor, range.lowerBound >= 0, range.upperBound <= byteCount, range.count >= count else {
      return nil
    }
    // A static string with a pointer holds `utf8CodeUnitCount` bytes for the life of the process.
    let rare = unsafe pattern.utf8Start[anchor]
    let end = range.upperBound - count + anchor + 1
    var offset = range.lowerBound + anchor
    while offset < end {
      offset = firstOffset(of: rare, in: offset..<end)
      if offset < end, has(pattern, at: offset - anchor) { return offset - anchor }
      offset += 1
    }
    return nil
  }

  /// Offset of the last `byte` in `range`, or nil.
  @inlinable @inline(__always)
  package func lastOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    var offset = range.upperBound
    while offset > range.lowerBound {
      offset &-= 1
      if self.byte(at: offset) == byte { return offset }
    }
    return nil
  }

  /// Whether `pattern` stands at `offset`; false when it would pass the end.
  @inlinable @inline(__always)
  package func has(_ pattern: StaticString, at offset: Int) -> Bool {
    let count = pattern.utf8CodeUnitCount
    guard offset >= 0, count <= byteCount &- offset else { return false }
    // A static string with a pointer holds `utf8CodeUnitCount` bytes for the life of the process.
    let bytes = unsafe UnsafeRawBufferPointer(start: pattern.utf8Start, count: count)
    for index in 0..<count where unsafe bytes[index] != byte(at: offset &+ index) { return false }
    return true
  }

  /// Whether the bytes end with `pattern`.
  @inlinable @inline(__always)
  package func hasSuffix(_ pattern: StaticString) -> Bool {
    has(pattern, at: byteCount &- pattern.utf8CodeUnitCount)
  }

  /// Whether two spans hold the same bytes.
  @usableFromInline
  package func hasSameBytes(as other: RawSpan) -> Bool {
    guard byteCount == other.byteCount else { return false }
    let count = byteCount
    var offset = 0
    while offset &+ 8 <= count {
      if word(at: offset) != other.word(at: offset) { return false }
      offset &+= 8
    }
    while offset < count {
      if byte(at: offset) != other.byte(at: offset) { return false }
      offset &+= 1
    }
    return true
  }

  /// The bytes as text; invalid UTF-8 becomes U+FFFD.
  package var text: String {
    unsafe withUnsafeBytes { buffer in unsafe String(decoding: buffer, as: UTF8.self) }
  }
}

extension RawSpan {
  /// Whether the bytes are those of `pattern` and no others.
  @inlinable @inline(__always)
  package func hasSameBytes(as pattern: StaticString) -> Bool {
    byteCount == pattern.utf8CodeUnitCount && has(pattern, at: 0)
  }
}
