// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import TestSupport
import Testing

@testable import RuntimeTextFormats

/// Properties that hold for every input, checked over the fixtures.
@Suite struct GoroutineTextPropertyTests {
  /// One of each kind of text, from different versions.
  static let samples = [
    "go1.21.13/debug2", "go1.22.10/quit-crash", "go1.24.11/synctest", "go1.26.6/leak2", "go1.27.3/leak2",
    "go1.27.3/panic-ancestors", "go1.25.5/throw-overflow", "go1.27.3/two-dumps",
  ].map { "formats/goroutines/\($0).txt" }

  @Test(arguments: samples)
  func `a dump cut anywhere loses nothing that stood before the cut`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    for cut in Mutations.cuts(of: bytes.count, limit: 400) {
      let head = Array(bytes[..<cut])
      let headers = String(decoding: head, as: UTF8.self).matches(of: /(?:^|\n)goroutine ([1-9][0-9]*) .*\]( {.*})?:\n/)
      let count = try? GoroutineDumpDecoder.decode(head.span.asRawBytes).reduce(0) { $0 + $1.count }
      let expected = path.contains("quit-crash") ? Set(headers.map(\.1)).count : headers.count
      // A header whose line end alone is missing counts as well.
      let isWithoutLineEnd = head.last == UInt8(ascii: ":") && (count ?? 0) == expected + 1
      #expect((count ?? 0) == expected || isWithoutLineEnd, "cut at \(cut)")
    }
  }

  @Test(arguments: samples)
  func `chunks of any size decode like the whole`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    let whole = try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).map(\.listing)
    var random = SeededGenerator(seed: 7)
    for _ in 0..<5 {
      var decoder = GoroutineDumpDecoder()
      var offset = 0
      while offset < bytes.count {
        var size = Int.random(in: 1...5000, using: &random)
        var consumed = 0
        repeat {
          let end = min(bytes.count, offset + size)
          consumed = decoder.consume(bytes.span.asRawBytes.extracting(offset..<end), isLast: end == bytes.count)
          size += 1000
        } while consumed == 0
        offset += consumed
      }
      let chunked = try decoder.finish().map(\.listing)
      #expect(chunked == whole)
    }
  }

  @Test(arguments: samples)
  func `damaged text never traps, and groups add up`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    var random = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      let damaged = Mutations.damaged(bytes, using: &random)
      _ = GoroutineDumpDecoder.recognizes(damaged.span.asRawBytes)
      let snapshots = (try? GoroutineDumpDecoder.decode(damaged.span.asRawBytes)) ?? []
      for snapshot in snapshots {
        #expect(snapshot.groups.allSatisfy { $0.ids.count == $0.count && $0.count > 0 })
      }
    }
  }

  @Test(arguments: GoroutineFixtureTests.profiles)
  func `a profile damaged or cut anywhere never traps`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    var random = SeededGenerator(seed: 13)
    for _ in 0..<60 {
      let damaged = Mutations.damaged(bytes, using: &random)
      _ = try? GoroutineProfileTextDecoder.decode(damaged.span.asRawBytes)
    }
    for cut in Mutations.cuts(of: bytes.count, limit: 100) {
      let snapshot = try? GoroutineProfileTextDecoder.decode(bytes.span.asRawBytes.extracting(0..<cut))
      #expect(snapshot.map { $0.count <= $0.statedTotal ?? 0 || cut < 40 } ?? true)
    }
  }
}

/// Inputs made to exhaust memory.
@Suite struct HostileDumpTests {
  @Test func `ever different stacks are counted by state, and that is said`() throws {
    var text = ""
    for id in 1...70_000 { text += "goroutine \(id) [select]:\nf\(id)()\n\t/x.go:\(id % 1000 + 1) +0x1\n\n" }
    let bytes = Array(text.utf8)
    let snapshot = try #require(try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).first)
    #expect(snapshot.count == 70_000)
    #expect(snapshot.groups.count <= 1 << 16)
    #expect(snapshot.gaps == ["4528 goroutines with ever different stacks are counted by state only"])
  }

  @Test func `a line without end is skipped without being kept`() throws {
    var decoder = GoroutineDumpDecoder()
    let dump = Array("goroutine 1 [select]:\nmain.main()\n\t/x.go:1 +0x1\n\n".utf8)
    #expect(decoder.consume(dump.span.asRawBytes, isLast: false) == dump.count)
    let endless = [UInt8](repeating: 0x78, count: 2 << 20)
    for _ in 0..<20 { #expect(decoder.consume(endless.span.asRawBytes, isLast: false) == endless.count) }
    let rest = Array("\ngoroutine 2 [select]:\nmain.main()\n\t/x.go:1 +0x1\n".utf8)
    #expect(decoder.consume(rest.span.asRawBytes, isLast: true) == rest.count)
    #expect(try decoder.finish().map(\.count) == [2])
  }

  @Test func `a long name is cut and a thousand labels cost a bounded table`() throws {
    let name = String(repeating: "n", count: 100_000)
    let labels = (0..<1000).map { "k\($0): v" }.joined(separator: ", ")
    let bytes = Array("goroutine 1 [select] {\(labels)}:\n\(name)(0x1)\n\t/x.go:1 +0x1\n\n".utf8)
    let snapshot = try #require(try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).first)
    #expect(snapshot.stacks.codeFrames(of: snapshot.groups[0].stack).map(\.function.count) == [8192])
    #expect(snapshot.groups[0].labels.count == 8)
  }

  @Test func `thousands of single stacks leave the dump of many`() throws {
    var text = ""
    for number in 1...2000 {
      text += "2024/01/02 recovered \(number)\ngoroutine \(number) [running]:\nmain.f()\n\t/x.go:1 +0x1\n\n"
      guard number == 700 else { continue }
      text += "SIGQUIT: quit\n\n"
      for id in 1...50 { text += "goroutine \(id) [select]:\nmain.f()\n\t/x.go:1 +0x1\n\n" }
    }
    let bytes = Array(text.utf8)
    let snapshots = try GoroutineDumpDecoder.decode(bytes.span.asRawBytes)
    #expect(snapshots.map(\.count).max() == 50)
    #expect(snapshots.count == 256)
    #expect(snapshots.last?.gaps == ["1745 smaller goroutine dumps of the same input were left out"])
  }
}
