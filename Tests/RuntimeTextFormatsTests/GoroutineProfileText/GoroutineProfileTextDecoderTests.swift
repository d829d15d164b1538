// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import Testing

@Suite struct GoroutineProfileTextDecoderTests {
  private func decode(_ text: String) throws -> GoroutineSnapshot {
    let bytes = Array(text.utf8)
    return try GoroutineProfileTextDecoder.decode(bytes.span.asRawBytes)
  }

  @Test func `records that differ only in counters and labels are one group`() throws {
    let snapshot = try decode(
      """
      goroutine profile: total 5
      3 @ 0x10 0x20
      # labels: {"job":"7", "who":"a \\"b\\", c"}
      #\t0x1f\tmain.(*T[...]).send+0x24\t\t\t/my src/main.go:152
      #\t0x20\tmain.main+0x2\t/my src/main.go:9

      2 @ 0x11 0x20
      # labels: {"job":"7"}
      #\t0x1f\tmain.(*T[...]).send+0x25\t/my src/main.go:152
      #\t0x20\tmain.main+0x2\t\t/my src/main.go:9

      """
    )
    let group = try #require(snapshot.groups.first)
    #expect(snapshot.groups.count == 1)
    #expect(group.count == 5)
    #expect(group.state == nil)
    #expect(
      snapshot.stacks.codeFrames(of: group.stack) == [
        CodeFrame(function: "main.(*T[...]).send", location: SourceLocation(file: "/my src/main.go", line: 152)),
        CodeFrame(function: "main.main", location: SourceLocation(file: "/my src/main.go", line: 9)),
      ]
    )
    #expect(
      group.labels == [
        LabelTally(key: "job", value: "7", count: 5), LabelTally(key: "who", value: "a \"b\", c", count: 3),
      ]
    )
  }

  @Test func `the phantom of Go 1_27's leak profile is left out and the total corrected`() throws {
    let snapshot = try decode(
      "goroutineleak profile: total 3\n2 @ 0x1\n#\t0x1\tmain.f+0x1\t/m.go:1\n\n1 @\n#\t0x0\n\n"
    )
    #expect(snapshot.form == .leakProfile)
    #expect(snapshot.statedTotal == 2)
    #expect(snapshot.count == 2)
    #expect(snapshot.gaps.isEmpty)
  }

  @Test func `a cut profile says how much is missing`() throws {
    let snapshot = try decode("goroutine profile: total 9\n2 @ 0x1\n#\t0x1\tmain.f+0x1\t/m.go:1\n\n7 @ 0x")
    #expect(snapshot.count == 2)
    #expect(snapshot.gaps == ["goroutine profile ends early: it states 9 goroutines and holds 2"])
  }

  @Test(arguments: ["", "goroutine 1 [running]:\n", "threadcreate profile: total 3\n", "x goroutine profile: total 3"])
  func `other text is not recognized`(text: String) {
    #expect(throws: DecodingError.self) { try decode(text) }
  }
}
