// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import TestSupport
import Testing

@Suite struct RuntimeTraceDecoderTests {
  static let versions = ["go1.21.13", "go1.22.10", "go1.24.11", "go1.25.5", "go1.26.6", "go1.27.3"]

  private func decode(_ text: String) -> [RuntimeLog] { RuntimeTraceDecoder.decode(Array(text.utf8).rawBytes) }

  private static let line =
    "gc 7 @0.117s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, "
    + "8->9->4 MB, 10 MB goal, 1 MB stacks, 2 MB globals, 2 P"

  @Test(arguments: versions)
  func `logs of real programs that also log give every line`(version: String) throws {
    let bytes = try Fixtures.bytes("formats/memory/\(version)/trace.log")
    let isRecognized = RuntimeTraceDecoder.recognizes(bytes.rawBytes)
    #expect(isRecognized)
    let text = String(decoding: bytes, as: UTF8.self)
    let logs = RuntimeTraceDecoder.decode(bytes.rawBytes)
    let log = try #require(logs.first)
    #expect(logs.count == 1)
    #expect(log.gaps == [])
    #expect(log.cycles.count == text.matches(of: /gc [0-9]+ @/).count)
    #expect(log.scavenges.count == text.matches(of: /scav [0-9]+ KiB/).count)
    #expect(log.schedules.count == text.matches(of: /SCHED [0-9]+ms/).count)
    #expect(log.cycles.map(\.number) == Array(1...log.cycles.count))
    #expect(log.cycles.allSatisfy { $0.procs == 2 && $0.clock.mark > 0 && $0.stacks != nil && $0.goal >= 4 << 20 })
    #expect(
      log.cycles.filter(\.isForced).count == text.matches(of: /\(forced\)\n/).count
        - log.scavenges.filter(\.isForced).count
    )
    #expect(log.cycles.contains(where: \.checksForLeaks) == ["go1.26.6", "go1.27.3"].contains(version))
    #expect(log.cycles.contains { $0.liveHeap > 0 && $0.liveHeap < $0.goal })
    #expect(log.schedules.allSatisfy { $0.goMaxProcs == 2 && $0.threads >= $0.idleThreads })
  }

  @Test func `a line's numbers are bytes and seconds`() throws {
    let log = try #require(decode(Self.line + " (forced)\n").first)
    #expect(
      log.cycles == [
        RuntimeLog.GCCycle(
          number: 7,
          at: 0.117,
          cpuPercent: 3,
          clock: .init(sweepTermination: 0.021 / 1000, mark: 0.86 / 1000, markTermination: 0.014 / 1000),
          processorTime: .init(
            sweepTermination: 0.042 / 1000,
            assist: 0.26 / 1000,
            background: 0.55 / 1000,
            idle: 0,
            markTermination: 0.028 / 1000
          ),
          heapAtStart: 8 << 20,
          heapAtEnd: 9 << 20,
          liveHeap: 4 << 20,
          goal: 10 << 20,
          stacks: 1 << 20,
          globals: 2 << 20,
          procs: 2,
          isForced: true,
          checksForLeaks: false
        )
      ]
    )
  }

  @Test func `the other lines, and lines of old versions`() throws {
    let log = try #require(
      decode(
        """
        scav 112 KiB work (bg), 8 KiB work (eager), 3096 KiB now, 84% util (forced)
        SCHED 1004ms: gomaxprocs=2 idleprocs=1 threads=5 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=3 [1 4]
        SCHED 2004ms: gomaxprocs=2 idleprocs=1 threads=5 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=3 gcwaiting=false
        gc 4 @0.117s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, 8->9->4 MB, 10 MB goal, 8 P
        GC forced
        gc 5 @0.200s 3% (checking for goroutine leaks): 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, 8->9->4 MB, 10 MB goal, 0 MB stacks, 0 MB globals, 8 P (forced)

        """
      ).first
    )
    #expect(
      log.scavenges == [
        .init(background: 112 << 10, eager: 8 << 10, released: 3096 << 10, utilization: 84, isForced: true)
      ]
    )
    #expect(log.schedules.map(\.runQueue) == [8, 3])
    #expect(log.schedules.map(\.at) == [1.004, 2.004])
    #expect(log.cycles.map(\.stacks) == [nil, 0])
    #expect(log.cycles.map(\.procs) == [8, 8])
    #expect(log.cycles.map(\.checksForLeaks) == [false, true])
    #expect(log.gaps == [])
  }

  /// Where the runtime's system calls divide the line.
  private static let pieces: [String] = [
    "gc ", "7", " @", "0.117", "s ", "3", "%", ": ", "0.021", "+", "0.86", "+", "0.014", " ms clock, ", "0.042", "+",
    "0.26", "/", "0.55", "/", "0", "+", "0.028", " ms cpu, ", "8", "->", "9", "->", "4", " MB, ", "10", " MB goal, ",
    "1",
    " MB stacks, ", "2", " MB globals, ", "2", " P", "\n",
  ]

  @Test(arguments: ["2026/01/02 03:04:05 request served\n", "{\"level\":\"info\"}\n", "hello, world\n", "[x] ->\n"])
  func `text of other writers between any two pieces changes nothing`(other: String) throws {
    #expect(Self.pieces.joined() == Self.line + "\n")
    let expected = decode(Self.line + "\n").first?.cycles
    // A line whose number and "@" are torn apart is not recognized as one.
    for cut in 3..<Self.pieces.count {
      let text = Self.pieces[..<cut].joined() + other + Self.pieces[cut...].joined() + "\(other)"
      let logs = decode(text)
      #expect(logs.first?.cycles == expected, "before piece \(cut): \(text)")
      let enveloped = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        "2026-01-02T03:04:05.678901234Z stderr F \($0)\n"
      }.joined()
      #expect(decode(enveloped).first?.cycles == expected, "in CRI lines, before piece \(cut)")
    }
  }

  @Test func `docker's lines and prefixes are taken off, and streams are kept apart`() {
    let docker = "{\"log\":\"\(Self.line)\\n\",\"stream\":\"stderr\",\"time\":\"2026-01-02T03:04:05Z\"}\n"
    #expect(decode(docker).first?.cycles.count == 1)
    let other = Self.line.replacing("gc 7 @0.117s", with: "gc 3 @0.050s")
    let mixed =
      "orders-1 | \(Self.line)\norders-2 | \(other)\norders-1 | \(Self.line.replacing("gc 7 @0.1", with: "gc 8 @0.2"))\n"
    #expect(decode(mixed).map { $0.cycles.map(\.number) } == [[7, 8], [3]])
  }

  @Test func `a restart begins another log`() {
    let first = Self.line.replacing("gc 7 @0.117s", with: "gc 1 @0.010s")
    #expect(decode("\(Self.line)\n\(first)\n").map { $0.cycles.map(\.number) } == [[7], [1]])
    let schedule =
      "ms: gomaxprocs=2 idleprocs=1 threads=5 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=3 [1 4]\n"
    #expect(decode("SCHED 1000\(schedule)SCHED 5\(schedule)").count == 2)
  }

  @Test func `a line that does not go on is a gap`() {
    let cut = String(Self.line.prefix(60))
    let next = Self.line.replacing("gc 7 @0.1", with: "gc 8 @0.2")
    let log = decode("\(cut)\n\(next)\n").first
    #expect(log?.cycles.map(\.number) == [8])
    #expect(log?.gaps == ["1 line of gctrace could not be put together from damaged text"])
    let contradiction = Self.line.replacing("8->9->4", with: "8->9->47")
    #expect(decode("\(contradiction)\n\(next)\n").first?.gaps.count == 1)
  }

  @Test(arguments: [
    "", "gc", "mail to gc 5 at home", "to 5 @ 3", "SCHED", "scav x", "gc 5 @x", "user 5 @home", "logic 12 @ 0.1s",
  ])
  func `other text is none`(text: String) {
    let isRecognized = RuntimeTraceDecoder.recognizes(Array(text.utf8).rawBytes)
    #expect(!isRecognized)
    #expect(decode(text) == [])
  }

  @Test(arguments: versions)
  func `a log cut anywhere keeps what stood before the cut, and damage never traps`(version: String) throws {
    let bytes = try Fixtures.bytes("formats/memory/\(version)/trace.log")
    let whole = try #require(RuntimeTraceDecoder.decode(bytes.rawBytes).first)
    for cut in Mutations.cuts(of: bytes.count, limit: 200) {
      let logs = RuntimeTraceDecoder.decode(Array(bytes[..<cut]).rawBytes)
      let cycles = logs.first?.cycles ?? []
      #expect(cycles.map(\.number) == whole.cycles.prefix(cycles.count).map(\.number))
    }
    var random = SeededGenerator(seed: 9)
    for _ in 0..<100 {
      let damaged = Mutations.damaged(bytes, using: &random)
      for log in RuntimeTraceDecoder.decode(damaged.rawBytes) {
        #expect(zip(log.cycles, log.cycles.dropFirst()).allSatisfy { $0.number < $1.number && $0.at <= $1.at })
      }
    }
  }
}
