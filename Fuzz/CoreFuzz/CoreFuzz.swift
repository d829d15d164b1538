// SPDX-License-Identifier: Apache-2.0
// corpus: formats/elf/*

import ByteDecoding
import ProcessImages

/// Reads the input as a core, whatever kind of file its header states, and its first half as the executable, too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  // e_type: seeds are executables, and what is looked for lies behind this check.
  if bytes.count > 17 {
    bytes[16] = 4
    bytes[17] = 0
  }
  guard let core = try? CoreFile(bytes.rawBytes), let file = try? ELFFile(bytes.rawBytes) else { return 0 }
  _ = core.executablePath
  let snapshot = try? ProcessSnapshot.of(core, in: bytes.rawBytes, executable: file, in: bytes.rawBytes, path: "self")
  for region in snapshot?.memory.regions ?? [] {
    _ = snapshot?.memory.word(at: region.start)
    _ = snapshot?.memory.integer(at: region.end &- 1, width: 1)
  }
  return 0
}
