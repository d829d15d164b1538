// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import TestSupport
import Testing

@Suite struct RuntimeTraceReaderTests {
  private static func line(_ number: Int, at seconds: String, live: Int = 4) -> String {
    "gc \(number) @\(seconds)s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, "
      + "8->9->\(live) MB, 10 MB goal, 1 MB stacks, 2 MB globals, 2 P\n"
  }

  /// The numbers of the collections of each process, read in pieces of the given size.
  private func numbers(_ text: String, pieces: Int = .max) -> [[Int]] { numbers([text], pieces: pieces) }

  private func numbers(_ texts: [String], pieces: Int = .max) -> [[Int]] {
    var processes: [Int: [Int]] = [:]
    for entry in entries(texts.map { Array($0.utf8) }, pieces: pieces) {
      if case .cycle(let cycle) = entry.record { processes[entry.process, default: []].append(cycle.number) }
    }
    return processes.sorted { $0.key < $1.key }.map(\.value)
  }

  private func entries(_ texts: [[UInt8]], pieces: Int) -> [RuntimeLogEntry] {
    var reader = RuntimeTraceReader()
    var entries: [RuntimeLogEntry] = []
    for bytes in texts {
      var rest: [UInt8] = []
      var offset = 0
      while offset < bytes.count {
        let end = min(bytes.count, offset + min(pieces, bytes.count))
        rest += bytes[offset..<end]
        offset = end
        let done = reader.consume(rest.rawBytes, isLast: false) { entries.append($0) }
        rest.removeFirst(done)
      }
      let done = reader.consume(rest.rawBytes, isLast: true) { entries.append($0) }
      #expect(done == rest.count)
    }
    return entries
  }

  @Test(arguments: RuntimeTraceDecoderTests.versions, [1, 7, 100, 5000])
  func `pieces of any size say the same as the whole`(version: String, pieces: Int) throws {
    let bytes = try Fixtures.bytes("formats/memory/\(version)/trace.log")
    #expect(entries([bytes], pieces: pieces) == entries([bytes], pieces: .max))
  }

  @Test func `parts of a rotated log are one process, logs of two are two`() {
    let first = Self.line(1, at: "0.100") + Self.line(2, at: "0.200")
    #expect(numbers([first, Self.line(3, at: "0.300")]) == [[1, 2, 3]])
    #expect(numbers([first, Self.line(9, at: "0.900")]) == [[1, 2], [9]])
    let cut = String(Self.line(3, at: "0.300").prefix(60))
    #expect(numbers([first + cut, Self.line(4, at: "0.400")]) == [[1, 2, 4]])
    #expect(numbers([first, Self.line(3, at: "0.100")]) == [[1, 2], [3]])
  }

  @Test func `a restart is another process, also when its numbers pass those of the first`() {
    let one = (1...5).map { Self.line($0, at: "\($0).000") }.joined()
    let two = (1...9).map { Self.line($0, at: "\($0).500") }.joined()
    #expect(numbers(one + two) == [Array(1...5), Array(1...9)])
  }

  @Test func `two processes that write into one stream by turns are told apart`() {
    let one = (1...9).map { Self.line($0, at: "\($0).000") }
    let two = (1...9).map { Self.line($0, at: "\($0 * 3).000") }
    let mixed = one[0] + two[0] + one[1] + one[2] + two[1] + one[3] + two[2] + two[3] + one[4]
    #expect(numbers(mixed) == [Array(1...5), Array(1...4)])
  }

  @Test func `of two real processes that began together no line is lost, whoever it is given to`() throws {
    let text = String(decoding: try Fixtures.bytes("formats/gctrace/two-writers.log"), as: UTF8.self)
    let processes = numbers(text)
    #expect(processes.count >= 2)
    #expect(processes.joined().count == text.matches(of: /gc [0-9]+ @/).count)
    #expect(processes.allSatisfy { zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } })
  }

  @Test func `a line that was lost is a hole and no other process`() {
    let text = Self.line(1, at: "1.000") + "gc 2 @2.000s 3%: 0.021+\n" + Self.line(3, at: "3.000")
    #expect(numbers(text) == [[1, 3]])
    #expect(numbers(Self.line(1, at: "1.000") + Self.line(7, at: "3.000")) == [[1, 7]])
  }

  @Test(arguments: [
    "Nov 21 17:54:23 host orders[12]: |Nov 22 00:00:01 host orders[12]: ",
    "Nov 30 23:59:59 host orders[12]: |Dec  1 00:00:01 host orders[12]: ",
    "2026-01-02 23:59:59 |2026-01-03 00:00:01 ",
    "I0102 12:00:00.000001   77 main.go:12] |I0103 12:00:01.000001  912 main.go:99] ",
    "{\"log\":\"|{\"log\":\"",
  ])
  func `a prefix that changes with the day or the line is that of one process`(prefixes: String) {
    let parts = prefixes.split(separator: "|").map(String.init)
    let suffix = parts[0].hasPrefix("{") ? "\\n\",\"stream\":\"stderr\"}\n" : "\n"
    // Month names change at midnight, too: there only long rows of numbers tell.
    let text = (200...209).map { number in
      parts[number < 205 ? 0 : 1] + Self.line(number, at: "\(number).000").dropLast() + suffix
    }
    #expect(numbers(text.joined()) == [Array(200...209)])
  }

  @Test func `a counter before each line does not make each line a process`() {
    let text = (1...50).map { "[\($0)] " + Self.line($0, at: "\($0).000") }.joined()
    #expect(numbers(text) == [Array(1...50)])
  }

  @Test func `two services with names of their own stay two`() {
    let text = (1...5).map {
      "orders-1 | " + Self.line($0, at: "\($0).000") + "orders-2 | " + Self.line($0, at: "\($0).500")
    }
    #expect(numbers(text.joined()) == [Array(1...5), Array(1...5)])
  }

  @Test func `reports of two schedulers that share a stream do not make each line a process`() {
    func report(_ milliseconds: Int) -> String {
      "SCHED \(milliseconds)ms: gomaxprocs=2 idleprocs=1 threads=5 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=3 [1 4]\n"
    }
    var text = (1...10).map { report($0 * 100) }.joined()
    for index in 1...20 { text += report(index * 100 + 7) + report(1000 + index * 100) }
    let processes = Set(entries([Array(text.utf8)], pieces: .max).map(\.process))
    #expect(processes.count == 2)
    let restarted = (1...10).map { report($0 * 100) }.joined() + (0...20).map { report($0 * 100) }.joined()
    #expect(Set(entries([Array(restarted.utf8)], pieces: .max).map(\.process)).count == 2)
  }

  @Test func `more writers than are kept are a stated gap`() {
    var reader = RuntimeTraceReader()
    let text = (0..<20).map { "pod-\(Character(UnicodeScalar(UInt8(97 + $0)))) | " + Self.line(1, at: "1.000") }
      .joined()
    _ = reader.consume(Array(text.utf8).rawBytes, isLast: true) { _ in }
    #expect(reader.gaps.count == 1)
    #expect(reader.gaps[0].hasPrefix("4 trace lines of more than 16 writers"))
  }

  @Test func `text without a line end is not waited for in memory without bound`() {
    var reader = RuntimeTraceReader()
    let bytes = [UInt8](repeating: 0x78, count: 1 << 20)
    #expect(reader.consume(bytes.rawBytes, isLast: false) { _ in } == bytes.count)
    let short = [UInt8](repeating: 0x78, count: 1000)
    #expect(reader.consume(short.rawBytes, isLast: false) { _ in } == 0)
  }
}
