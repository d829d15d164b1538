// SPDX-License-Identifier: Apache-2.0
// corpus: formats/goroutines/**/*1*.txt

import ByteDecoding
import RuntimeTextFormats

/// Decodes the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  _ = try? GoroutineProfileTextDecoder.decode(bytes.span.asRawBytes)
  return 0
}
