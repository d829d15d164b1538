// SPDX-License-Identifier: Apache-2.0
// corpus: formats/profiles/**/*.pb.gz

import ByteDecoding
import ProfileFormats

/// Decodes the input as a profile, bare and inflated.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // Recordings are compressed: the mutator gets at the fields only when what inflates is tried as well.
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  ProfileProtoDecoder.exercise(bytes.rawBytes)
  if let inflated = try? GzipInflater.inflate(bytes.rawBytes, limit: 16 << 20).bytes {
    ProfileProtoDecoder.exercise(inflated.rawBytes)
  }
  return 0
}
