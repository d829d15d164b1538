// SPDX-License-Identifier: Apache-2.0
// corpus: formats/memory/**/metrics.txt

import ByteDecoding
import RuntimeTextFormats

/// Decodes the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  _ = MetricsTextDecoder.recognizes(bytes.rawBytes)
  _ = MetricsTextDecoder.decode(bytes.rawBytes)
  return 0
}
