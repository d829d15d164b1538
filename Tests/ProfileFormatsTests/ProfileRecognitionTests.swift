// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProfileFormats
import TestSupport
import Testing

@Suite struct ProfileRecognitionTests {
  private func recognizes(_ bytes: [UInt8]) -> Bool { ProfileProtoDecoder.recognizes(bytes.rawBytes) }

  @Test(arguments: RecordedProfileTests.recordings)
  func `recordings are recognized once inflated, and not before`(path: String) throws {
    let file = try Fixtures.bytes(path)
    let inflated = try GzipInflater.inflate(file.rawBytes)
    #expect(recognizes(inflated.bytes))
    #expect(!recognizes(file))
  }

  @Test(
    arguments: [
      "", "goroutine profile: total 3\n", "goroutine 1 [running]:\n",
      "heap profile: 1: 1000 [2: 2000] @ heap/1048576\n",
      "--- mutex:\ncycles/second=1\n", "panic: boom\n\ngoroutine 1 [running]:\n", "fatal error: all goroutines",
      "SIGQUIT: quit\nPC=0x1", "{\"memstats\": {}}", "# HELP go_goroutines Number\n", "gc 1 @0.01s 2%: 0+1\n",
      "main;a;b 10\n", "\n\ngoroutine 1 [running]:\n", "manifest.json\u{0}\u{0}", "\u{7f}ELF",
      "go 1.27 trace\u{0}\u{0}\u{0}",
    ]
  )
  func `other formats are not taken for profiles`(text: String) {
    #expect(!recognizes(Array(text.utf8)))
  }
}
