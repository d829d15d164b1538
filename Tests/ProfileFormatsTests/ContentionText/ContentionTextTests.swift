// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProfileFormats
import TestSupport
import Testing

@Suite struct ContentionTextTests {
  private static let mutex = """
    --- mutex:
    cycles/second=2000000000
    sampling period=5
    4000 3 @ 0x4d3cf1 0x4d3d00
    #\t0x4d3cf0\tsync.(*Mutex).Unlock+0x50\t/go/src/sync/mutex.go:212
    #\t0x4d3cff\tmain.work+0x1f\t/src/main.go:38

    10 1 @ 0x4d4000

    """

  private func decode(_ text: String) throws -> Profile { try ContentionTextDecoder.decode(Array(text.utf8).rawBytes) }

  @Test func valuesAreMultipliedWithThePeriodAndCountedInNanoseconds() throws {
    let profile = try decode(Self.mutex)
    #expect(profile.sampleTypes.map { profile.strings[$0.type] } == ["contentions", "delay"])
    #expect(profile.samples.values == [15, 5, 10_000, 25])
    #expect(profile.codeFrames(ofStack: 0).map(\.function) == ["sync.(*Mutex).Unlock", "main.work"])
    #expect(profile.codeFrames(ofStack: 0).last?.location.line == 38)
  }

  @Test func otherTextIsRefused() {
    #expect(throws: DecodingError.self) { try decode("heap profile: 1: 2 [3: 4] @ heap/5") }
  }

  @Test func damagedTextNeverTraps() {
    let bytes = Array(Self.mutex.utf8)
    for cut in 0...bytes.count { _ = try? ContentionTextDecoder.decode(Array(bytes[..<cut]).rawBytes) }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 { _ = try? ContentionTextDecoder.decode(Mutations.damaged(bytes, using: &random).rawBytes) }
    #expect((try? decode("--- contention:\n9999999999999999999 9999999999999999999 @ 0x1\n"))?.samples.count != 2)
  }
}

@Suite struct FoldedStacksTests {
  private static let text =
    "main.main;main.serve;main.alloc 4096\nmain.main;main.work 12\nmain.main;main.serve;main.alloc 4\n"

  @Test func stacksAreReadFromTheRoot() throws {
    let profile = try FoldedStacksDecoder.decode(Array(Self.text.utf8).rawBytes)
    #expect(profile.samples.values == [4096, 12, 4])
    #expect(profile.stacks.count == 2)
    #expect(profile.codeFrames(ofStack: 0).map(\.function) == ["main.alloc", "main.serve", "main.main"])
  }

  @Test(arguments: ["", "hello world\n", "2026-11-21 error 5\n", "main.main;main.work\n", "a;b 1\nno number\n"])
  func otherTextIsNotTakenForStacks(text: String) {
    let isRecognized = FoldedStacksDecoder.recognizes(Array(text.utf8).rawBytes)
    #expect(!isRecognized)
  }

  @Test func damagedTextNeverTraps() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<2000 {
      let bytes = Mutations.damaged(Array(Self.text.utf8), using: &random)
      _ = FoldedStacksDecoder.recognizes(bytes.rawBytes)
      _ = try? FoldedStacksDecoder.decode(bytes.rawBytes)
    }
  }
}
