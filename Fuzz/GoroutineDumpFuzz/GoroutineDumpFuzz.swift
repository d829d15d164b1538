// SPDX-License-Identifier: Apache-2.0
// corpus: formats/goroutines/**/*.txt

import ByteDecoding
import Evidence
import RuntimeTextFormats

/// Decodes the input whole and in two pieces; both must count the same goroutines.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let whole = try? GoroutineDumpDecoder.decode(bytes.span.asRawBytes)
  var decoder = GoroutineDumpDecoder()
  let first = decoder.consume(bytes.span.asRawBytes.extracting(0..<count / 2), isLast: false)
  _ = decoder.consume(bytes.span.asRawBytes.extracting(first..<count), isLast: true)
  let pieces = try? decoder.finish()
  precondition(whole?.map(\.count) == pieces?.map(\.count), "pieces and whole differ")
  _ = GoroutineDumpDecoder.recognizes(bytes.span.asRawBytes)
  return 0
}
