// SPDX-License-Identifier: Apache-2.0

/// A position in borrowed bytes that only moves forward: the reader under every decoder.
///
/// All reads are bounds-checked against the span and throw instead of trapping. The type is public to the package with
/// inlinable members because a decoder in another module must compile down to the bare loop; without
/// `@usableFromInline` on the type itself nothing of it is inlined across modules, silently.
@usableFromInline
package struct ByteCursor: ~Escapable {
  /// All bytes; `offset` counts from their start.
  @usableFromInline package let bytes: RawSpan
  /// Offset of the next byte to read, 0 to `bytes.byteCount`.
  @usableFromInline package var offset: Int

  /// A cursor at the first byte.
  @inlinable @inline(__always)
  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan) {
    self.bytes = bytes
    self.offset = 0
  }

  /// Whether no byte is left.
  @inlinable @inline(__always)
  package var isAtEnd: Bool { offset >= bytes.byteCount }

  /// How many bytes are left.
  @inlinable @inline(__always)
  package var remaining: Int { bytes.byteCount &- offset }

  /// Reads one byte; throws `truncated` at the end.
  @inlinable @inline(__always)
  @_lifetime(self: copy self)
  package mutating func readByte() throws(DecodingError) -> UInt8 {
    guard offset < bytes.byteCount else {
      throw DecodingError(.truncated, at: offset, expected: "another byte")
    }
    // Any bit pattern is a UInt8, and the load itself checks the offset against the span.
    let byte = unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    offset &+= 1
    return byte
  }

  /// Moves forward by `count` bytes; throws `truncated` when fewer are left.
  @inlinable @inline(__always)
  @_lifetime(self: copy self)
  package mutating func skip(_ count: Int) throws(DecodingError) {
    guard count >= 0, count <= remaining else {
      throw DecodingError(.truncated, at: offset, expected: "\(count) more bytes")
    }
    offset &+= count
  }
}

extension RawSpan {
  /// The same bytes as a span of `UInt8`, whose subscript is checked: what tables and text decoders take.
  @inlinable @inline(__always)
  package var asBytes: Span<UInt8> {
    @_lifetime(copy self)
    get {
      // Any bit pattern is a UInt8 and its alignment is 1, so every span of bytes is also a span of UInt8.
      Span(_bytes: self)
    }
  }
}

extension Span<UInt8> {
  /// The same bytes as a raw span: what the decoders take.
  @inlinable @inline(__always)
  package var asRawBytes: RawSpan {
    @_lifetime(copy self)
    get {
      // A UInt8 is one initialized byte without padding, so its raw bytes are always readable.
      unsafe bytes
    }
  }
}
