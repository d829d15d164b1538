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
      ("go 1.-2 trace\0\0\0", nil), ("go 1.+2 trace\0\0\0", nil), ("go 1. trace\0\0\0\0\0", nil),
    ] as [(String, Int?)]
  )
  func tellsTheRelease(header: String, minor: Int?) {
    let bytes = Array(header.utf8)
    #expect(TraceVersion(header: bytes.rawBytes)?.minor == minor)
  }

  @Test("of bytes that are no text is none")
  func ofBytesThatAreNoTextIsNone() {
    for byte in UInt8.min...UInt8.max where !(0x30...0x39).contains(byte) {
      for count in 1...3 {
        let header =
          Array("go 1.2".utf8) + Array(repeating: byte, count: count) + Array(" trace".utf8) + [0, 0, 0, 0]
        #expect(TraceVersion(header: header.rawBytes) == nil, "\(byte) \(count) times")
      }
    }
  }
}
