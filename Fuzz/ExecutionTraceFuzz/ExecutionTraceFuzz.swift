// SPDX-License-Identifier: Apache-2.0
// corpus: formats/traces/*.trace

import ByteDecoding
import Evidence
import ExecutionTraceFormat

/// Decodes the input; what comes out must be in order and count no more than went in.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  guard let summary = try? TraceDecoder.decode(bytes.rawBytes) else { return 0 }
  precondition(summary.events <= count, "more events than bytes")
  var previous: UInt64 = 0
  for goroutine in summary.goroutines {
    precondition(goroutine.id > previous, "goroutines are not in order")
    previous = goroutine.id
    for stack in [goroutine.creation, goroutine.blockedAt, goroutine.entry] {
      if let stack { _ = summary.stacks.codeFrames(of: stack) }
    }
  }
  for call in summary.calls {
    precondition(call.pending <= call.count, "more calls are under way than were made")
    _ = summary.stacks.codeFrames(of: call.stack)
  }
  return 0
}
