// SPDX-License-Identifier: Apache-2.0
// corpus: formats/elf/*

import ByteDecoding
import ProcessImages

/// Reads the input as the records of a kept snapshot behind a sound header, in two pieces.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  var bytes: [UInt8] = [1, 64, 0, 0, 0, 0, 0, 0, 0]
  bytes += Array("STANCH heap\n".utf8)
  bytes += [0, 0, 0, 0, 1]
  bytes += [UInt8](repeating: 0, count: 47)
  bytes += input
  var decoder = SnapshotDecoder()
  do throws(DecodingError) {
    try decoder.consume(bytes.rawBytes.extracting(0..<bytes.count / 2))
    try decoder.consume(bytes.rawBytes.extracting(bytes.count / 2..<bytes.count))
    let kept = try decoder.finish()
    for region in kept.snapshot.memory.regions {
      _ = kept.snapshot.memory.word(at: region.start)
      _ = kept.snapshot.memory.integer(at: region.end &- 1, width: 1)
    }
  } catch {
    // An answer.
  }
  return 0
}
