// SPDX-License-Identifier: Apache-2.0
// corpus: formats/elf/*

import ByteDecoding
import ProcessImages

/// Reads the input as an executable: headers, symbols, build id, build information.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  if let file = try? ELFFile(bytes.rawBytes) {
    _ = ObjectSymbols(of: file, in: bytes.rawBytes)
    _ = BuildID(of: file, in: bytes.rawBytes)
    _ = try? GoBuildInfo(of: file, in: bytes.rawBytes)
  }
  return 0
}
