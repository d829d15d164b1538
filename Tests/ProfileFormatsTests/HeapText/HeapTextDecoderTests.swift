// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProfileFormats
import TestSupport
import Testing

@Suite struct HeapTextDecoderTests {
  private func decode(_ text: String) throws -> HeapText { try HeapTextDecoder.decode(Array(text.utf8).rawBytes) }

  private func rows(_ text: String) throws -> [String] {
    ProfileProtoAcceptedTests.samples(of: try decode(text).profile)
  }

  @Test func `values are scaled by the chance that an object of this size is sampled`() throws {
    let text = """
      heap profile: 3: 700 [5: 2548] @ heap/1048576
      2: 200 [4: 400] @ 0x401001 0x402001
      #\t0x401000\tmain.f+0x1\t/a.go:3
      #\t0x402000\tmain.main+0x1\t\t/a.go:9

      1: 500 [1: 2148] @ 0x401002
      #\t0x401001\tmain.(*T).g+0x2\t/b c.go:30

      """
    #expect(
      try rows(text) == [
        "20973 2097352 10486 1048676: main.f:3 < main.main:9 {bytes=100}",
        "244 525362 1049 524538: main.(*T).g:30 {bytes=2148}",
      ]
    )
    #expect(
      try rows(text.replacing("heap/1048576", with: "heap/2")).first
        == "4 400 2 200: main.f:3 < main.main:9 {bytes=100}"
    )
  }

  @Test func `other producers state their rate as it is, and come without names`() throws {
    let body = ": 1: 1000 [2: 2000] @ "
    let row =
      "\n   1:     1000 [     2:     2000] @ 0x401001 0x402001\n\nMAPPED_LIBRARIES:\n00400000-00500000 r-xp 0 00:00 0 /app\n"
    let stack = "0x401000 < 0x402000 {bytes=1000}"
    #expect(try rows("heap profile\(body)heapprofile\(row)") == ["2 2000 1 1000: \(stack)"])
    #expect(try rows("heap profile\(body)heap_v2/1\(row)") == ["2 2000 1 1000: \(stack)"])
    #expect(try rows("heap profile\(body)heap_v2/524288\(row)") == ["1049 1049576 524 524788: \(stack)"])
    #expect(try decode("heap profile\(body)heap_v2/524288\(row)").profile.period == 524_288)
    #expect(try decode("heap profile\(body)heap_v2/524288\(row)").profile.gaps == [])
  }

  @Test(
    arguments: [
      "", "heap profile", "heap profile: 1: 1000 [1: 1000] @ growthz\n", "heap_v2/524288\n  t*: 1: 1000 [0: 0]\n",
      "x heap profile: 1: 2 [3: 4] @ heap/5\n", "goroutine profile: total 3\n", "heap profile: 1: 2 [3: 4] @ heap/\n",
      "heap profile: 1: 99999999999999999999 [3: 4] @ heap/5\n",
    ]
  )
  func `everything else is refused`(text: String) {
    let isRecognized = HeapTextDecoder.recognizes(Array(text.utf8).rawBytes)
    #expect(!isRecognized)
    #expect(throws: DecodingError.self) { _ = try decode(text) }
  }

  @Test func `a header behind what a client wrote is found, and line ends of other systems are taken off`() throws {
    let text = "HTTP/1.1 200 OK\r\n\r\nheap profile: 1: 8 [1: 8] @ heap/2\r\n1: 8 [1: 8] @ 0x1\r\n"
    #expect(try rows(text) == ["1 8 1 8: 0x0 {bytes=8}"])
  }

  @Test func `a row without a stack, and comments of no row, are kept apart`() throws {
    let text = """
      heap profile: 1: 8 [1: 8] @ heap/2
      #\t0x1\tmain.lost+0x1\t/a.go:1
      1: 8 [1: 8] @
      # a remark

      """
    #expect(try rows(text) == ["1 8 1 8:  {bytes=8}"])
  }

  @Test func `numbers at the edge neither trap nor wrap around`() throws {
    let most = "9223372036854775807"
    let text =
      "heap profile: 1: 8 [1: 8] @ heap/1048576\n\(most): \(most) [\(most): \(most)] @ 0x1\n-1: -8 [0: 0] @ 0x0\n"
    let profile = try decode(text).profile
    #expect(profile.samples.value(row: 0, column: 1) == .max)
    #expect(profile.samples.value(row: 1, column: 2) == -65536)
    #expect(profile.isCut)
  }

  @Test func `a delta profile is told from a snapshot`() throws {
    var profile = try decode("heap profile: 1: 8 [1: 8] @ heap/2\n1: 8 [1: 8] @ 0x1\n").profile
    #expect(!profile.isDelta)
    profile.durationNanos = 5_000_000_000
    #expect(profile.isDelta)
  }
}

/// Properties that hold for every damaged text.
@Suite struct HeapTextPropertyTests {
  static let samples = ["formats/memory/go1.22.10/heap.txt", "formats/memory/go1.27.3/heap.txt"]

  @Test(arguments: samples)
  func `a text cut anywhere keeps its whole rows and says that it is cut`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    let whole = try HeapTextDecoder.decode(bytes.rawBytes)
    let statisticsOffset = bytes.rawBytes.firstOffset(of: "# runtime.MemStats", in: 0..<bytes.count)
    let sizeOffset = bytes.rawBytes.firstOffset(of: "# Sys = ", in: 0..<bytes.count)
    let statisticsStart = try #require(statisticsOffset)
    let sizeStart = try #require(sizeOffset)
    for cut in 0...bytes.count {
      guard let head = try? HeapTextDecoder.decode(Array(bytes[..<cut]).rawBytes) else {
        #expect(cut < 80)
        continue
      }
      let rows = head.profile.samples.count
      #expect(rows <= whole.profile.samples.count)
      for row in 0..<rows {
        #expect(
          head.profile.samples.value(row: row, column: 3) == whole.profile.samples.value(row: row, column: 3)
        )
      }
      if cut >= statisticsStart { #expect(rows == whole.profile.samples.count) }
      if cut < sizeStart { #expect(head.profile.isCut && !head.profile.gaps.isEmpty, "cut at \(cut)") }
    }
  }

  @Test(arguments: samples)
  func `damaged texts never trap, and columns stay whole`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    var random = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let damaged = Mutations.damaged(bytes, using: &random)
      guard let text = try? HeapTextDecoder.decode(damaged.rawBytes) else { continue }
      let samples = text.profile.samples
      #expect(samples.values.count == samples.count * 4)
      #expect(samples.labelSets.count == samples.count)
      let encoded = ProfileProtoEncoder.encode(text.profile)
      #expect(try ProfileProtoDecoder.profile(encoded).samples.values == samples.values)
    }
  }

  @Test func `rows beyond any profile are left out with a gap`() throws {
    var text = Array("heap profile: 530000: 530000 [530000: 530000] @ heap/1\n".utf8)
    for number in 0..<530_000 { text += Array("1: 1 [1: 1] @ 0x\(number)\n".utf8) }
    let profile = try HeapTextDecoder.decode(text.rawBytes).profile
    #expect(profile.samples.count == 524_288)
    #expect(profile.gaps.contains("the profile has too many rows: 5712 of them were left out"))
    #expect(profile.isCut)
  }
}
