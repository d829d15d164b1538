// SPDX-License-Identifier: Apache-2.0
// corpus: recordings/healthy/c*/*.tar.gz

import ByteDecoding
import Intake

/// Reads the input as an archive and as a bundle, bare and inflated.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  TarReader.exercise(bytes.rawBytes)
  if let inflated = try? GzipInflater.inflate(bytes.rawBytes, limit: 16 << 20).bytes {
    TarReader.exercise(inflated.rawBytes)
    _ = try? BundleArchive.capture(in: inflated.rawBytes, name: "input")
  }
  return 0
}
