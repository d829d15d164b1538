// SPDX-License-Identifier: Apache-2.0
// corpus: formats/process/**/*.txt

import ByteDecoding
import Evidence
import RuntimeTextFormats

/// Decodes the input; what is recognized decodes, and descriptors add up without overflow.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let looks = try? ProcessLookDecoder.decode(bytes.span.asRawBytes)
  precondition(ProcessLookDecoder.recognizes(bytes.span.asRawBytes) == (looks != nil), "recognized and not decoded")
  for look in looks ?? [] { precondition((look.descriptorCount ?? 0) >= 0, "a negative number of descriptors") }
  return 0
}
