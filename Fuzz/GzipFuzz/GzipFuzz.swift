// SPDX-License-Identifier: Apache-2.0
// corpus: formats/profiles/**/*.pb.gz

import ByteDecoding

/// Inflates the input whole and as a stream, which must agree.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  GzipInflater.exercise(bytes.rawBytes)
  return 0
}
