// SPDX-License-Identifier: Apache-2.0
// corpus: formats/profiles/**/*.txt

import ByteDecoding
import ProfileFormats

/// Decodes the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  _ = try? ContentionTextDecoder.decode(bytes.rawBytes)
  return 0
}
