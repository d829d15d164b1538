// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// Compresses whole buffers to gzip.
///
/// Equal input gives equal output: the header carries neither time nor name, so that a bundle of the same evidence is
/// the same file.
package enum GzipDeflater {
  /// One gzip member that holds `input`.
  ///
  /// `level` is 1 (fast) to 12 (small); 6 is gzip's own. Memory: the input's size and a little for the output.
  package static func deflate(_ input: RawSpan, level: Int32 = 6) -> [UInt8] {
    guard let compressor = unsafe libdeflate_alloc_compressor(min(max(level, 1), 12)) else {
      preconditionFailure("libdeflate could not start: out of memory")
    }
    defer { unsafe libdeflate_free_compressor(compressor) }
    let bound = unsafe libdeflate_gzip_compress_bound(compressor, input.byteCount)
    // The bound is libdeflate's own for this input size, so compression into it cannot fail; it returns how many bytes
    // it wrote. Both pointers are used only inside the closures that lend them.
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = unsafe input.withUnsafeBytes { source in
        unsafe libdeflate_gzip_compress(compressor, source.baseAddress, source.count, buffer.baseAddress, bound)
      }
    }
  }
}
