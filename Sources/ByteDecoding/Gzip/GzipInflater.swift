// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// Inflates gzip whole: a sound file at full speed, a damaged one as far as it goes.
///
/// A file of one sound member, which nearly all are, goes through libdeflate in one call (twice as fast as zlib). Several
/// members, and all that libdeflate refuses, go through `GzipStream`, which also salvages.
package enum GzipInflater {
  /// Deflate cannot expand more than this: 258 bytes out of two bits (zlib's "maximum compression factor").
  private static let largestRatio = 1032

  /// The most bytes that come out unless a caller says otherwise: twice a heap profile of half a million samples.
  package static let defaultLimit = 128 << 20

  /// Inflated bytes and what is missing from them.
  package struct Inflated: Hashable, Sendable {
    package var bytes: [UInt8]
    /// Where in `bytes` each whole member ended, in order.
    package var memberEnds: [Int]
    /// What is missing, each as a sentence without a full stop; empty when the input was sound.
    package var gaps: [String]
  }

  /// The inflated bytes of all members.
  ///
  /// Throws `unrecognized` when the input does not begin as gzip and `limitExceeded` when more than `limit` bytes would
  /// come out. Memory is never taken on the word of the input alone: the stated size counts only up to what so many
  /// compressed bytes can expand to, and pages that are not written are not used.
  package static func inflate(_ input: RawSpan, limit: Int = defaultLimit) throws(DecodingError) -> Inflated {
    guard GzipStream.isGzip(input) else {
      throw DecodingError(.unrecognized, at: 0, expected: "a gzip header (1f 8b 08)")
    }
    if let bytes = inflateSingleMember(input, limit: limit) {
      return Inflated(bytes: bytes, memberEnds: [bytes.count], gaps: [])
    }
    var bytes: [UInt8] = []
    let summary = try GzipStream.inflate(input, limit: limit) { (chunk: RawSpan) throws(DecodingError) in
      // Address space for all that may come, of which only what is written is used: growing would copy it over and over.
      if bytes.count >= 1 << 20, bytes.capacity < min(limit, 1 << 30) { bytes.reserveCapacity(min(limit, 1 << 30)) }
      bytes.append(copying: chunk)
    }
    return Inflated(bytes: bytes, memberEnds: summary.memberEnds, gaps: summary.gaps)
  }

  /// What a fuzzer runs: inflates any bytes, whole and in pieces, and checks that both ways agree.
  ///
  /// Errors are a normal outcome; traps are the finding.
  package static func exercise(_ bytes: RawSpan) {
    let limit = 1 << 22
    let whole = try? inflate(bytes, limit: limit)
    var byteCount = 0
    let summary = try? GzipStream.inflate(bytes, limit: limit) { (chunk: RawSpan) throws(DecodingError) in
      byteCount += chunk.byteCount
    }
    precondition(whole?.gaps == summary?.gaps, "both ways must report the same gaps")
    precondition(whole == nil || whole?.bytes.count == byteCount, "both ways must give as many bytes")
  }

  /// The contents when the input is exactly one sound member whose trailer states its true size; nil otherwise.
  private static func inflateSingleMember(_ input: RawSpan, limit: Int) -> [UInt8]? {
    let tail = input.byteCount - 4
    guard tail >= 14 else { return nil }
    // ISIZE: the last four bytes, any bit pattern, little endian (RFC 1952, 2.3.1).
    let stated = Int(UInt32(littleEndian: unsafe input.unsafeLoadUnaligned(fromByteOffset: tail, as: UInt32.self)))
    let possible = input.byteCount.multipliedReportingOverflow(by: largestRatio)
    guard stated <= limit, possible.overflow || stated <= possible.partialValue else { return nil }
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else { return nil }
    defer { unsafe libdeflate_free_decompressor(decompressor) }

    var consumed = 0
    var isSound = false
    // libdeflate writes at most `stated` bytes into the fresh buffer and says how many it did write; both pointers are
    // used only inside the closures that lend them.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(stated, 1)) { buffer, count in
      var produced = 0
      let result = unsafe input.withUnsafeBytes { source in
        unsafe libdeflate_gzip_decompress_ex(
          decompressor,
          source.baseAddress,
          source.count,
          buffer.baseAddress,
          stated,
          &consumed,
          &produced
        )
      }
      isSound = result == LIBDEFLATE_SUCCESS
      count = isSound ? produced : 0
    }
    return isSound && consumed == input.byteCount ? bytes : nil
  }
}
