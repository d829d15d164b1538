// SPDX-License-Identifier: Apache-2.0
// corpus: formats/memory/**/*.json*

import ByteDecoding
import RuntimeTextFormats

/// Decodes the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  for reading in MemoryTextDecoder.decode(bytes.rawBytes) {
    let line = Array(MemoryReadingText.line(reading).utf8)
    precondition(MemoryTextDecoder.decode(line.rawBytes) == [reading], "what was written must be read back")
  }
  return 0
}
