// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// Inflates a zlib stream (RFC 1950) whose size is known beforehand, as linkers compress sections of debug information.
package enum ZlibInflater {
  /// Deflate cannot expand more than this: 258 bytes out of two bits.
  private static let largestRatio = 1032

  /// The inflated bytes, exactly `size` of them.
  ///
  /// Throws `limitExceeded` when so many cannot come out of the input or pass the limit, and `malformed` when the stream is
  /// damaged or has another size. Memory is taken only for what the input can expand to.
  package static func inflate(_ input: RawSpan, size: Int, limit: Int) throws(DecodingError) -> [UInt8] {
    let possible = input.byteCount.multipliedReportingOverflow(by: largestRatio)
    guard size >= 0, size <= limit, possible.overflow || size <= possible.partialValue else {
      throw DecodingError(.limitExceeded, at: 0, expected: "a stream of at most \(limit) bytes, inflated")
    }
    guard size > 0 else { return [] }
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else {
      throw DecodingError(.limitExceeded, at: 0, expected: "memory to inflate with")
    }
    defer { unsafe libdeflate_free_decompressor(decompressor) }
    var isSound = false
    // libdeflate writes at most `size` bytes into the fresh buffer, and succeeds only when it wrote exactly so many; both
    // pointers are used only inside the closures that lend them.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let result = unsafe input.withUnsafeBytes { source in
        unsafe libdeflate_zlib_decompress(
          decompressor,
          source.baseAddress,
          source.count,
          buffer.baseAddress,
          size,
          nil
        )
      }
      isSound = result == LIBDEFLATE_SUCCESS
      count = isSound ? size : 0
    }
    guard isSound else { throw DecodingError(.malformed, at: 0, expected: "a sound zlib stream of \(size) bytes") }
    return bytes
  }
}
