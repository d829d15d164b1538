// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ExecutionTraceFormat
import Testing

@Suite("The header of a trace")
struct TraceVersionTests {
  @Test(
    "tells the release",
    arguments: [
      ("go 1.22 trace\0\0\0", 22), ("go 1.26 trace\0\0\0", 26), ("go 1.9 trace\0\0\0\0", 9), ("go 1.22 trace\0\0", nil),
      ("go 1.22 trace...", nil), ("go 1.x trace\0\0\0\0", nil), ("goroutine profile", nil),
    ] as [(String, Int?)]
  )
  func tellsTheRelease(header: String, minor: Int?) {
    let bytes = Array(header.utf8)
    #expect(TraceVersion(header: bytes.rawBytes)?.minor == minor)
  }
}
