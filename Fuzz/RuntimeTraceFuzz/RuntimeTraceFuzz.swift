// SPDX-License-Identifier: Apache-2.0
// corpus: formats/*/**/*.log

import ByteDecoding
import Evidence
import RuntimeTextFormats

/// Decodes the input, whole and in pieces: both must say the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  _ = RuntimeTraceDecoder.decode(bytes.rawBytes)
  let whole = entries(bytes, pieces: max(1, bytes.count))
  let pieces = entries(bytes, pieces: 1 + Int(bytes.first ?? 0) * 7)
  precondition(whole == pieces)
  return 0
}

private func entries(_ bytes: [UInt8], pieces: Int) -> [RuntimeLogEntry] {
  var reader = RuntimeTraceReader()
  var entries: [RuntimeLogEntry] = []
  var rest: [UInt8] = []
  var offset = 0
  while offset < bytes.count {
    let end = min(bytes.count, offset + pieces)
    rest += bytes[offset..<end]
    offset = end
    let done = reader.consume(rest.rawBytes, isLast: false) { entries.append($0) }
    rest.removeFirst(done)
  }
  _ = reader.consume(rest.rawBytes, isLast: true) { entries.append($0) }
  return entries
}
