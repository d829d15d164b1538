// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Intake
import ProfileFormats
import RuntimeTextFormats
import Testing
import TestSupport

private let begin = 1_790_000_000.0

/// A heap profile as Go saves it, taken so many seconds after `begin`.
private func heap(at seconds: Double, over duration: Double = 0, inUse: Int64 = 40) -> [UInt8] {
  var profile = Profile.heap(
    [HeapRow("shop.put /src/shop/a.go:4", "main.main /src/shop/main.go:9", size: 1024, allocated: 60, inUse: inUse)],
    at: seconds
  )
  profile.durationNanos = Int64(duration * 1e9)
  return GzipDeflater.deflate(ProfileProtoEncoder.encode(profile).rawBytes)
}

/// Lines of readings, one for each of these seconds after `begin`.
private func readings(_ seconds: some Sequence<Int>) -> String {
  seconds.map { second in
    var statistics = MemoryStatistics()
    statistics.heapAlloc = Int64(second) << 20
    statistics.numGC = Int64(second)
    return MemoryReadingText.line(MemoryReading(statistics, instant: begin + Double(second)))
  }.joined()
}

/// A service's log with three lines of GODEBUG=gctrace=1 in it.
private let collections = (1...3).map { number in
  "2026/09/21 12:26:4\(number) served order \(number)\n"
    + "gc \(number) @\(number).117s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, "
    + "8->9->\(3 + number) MB, 10 MB goal, 1 MB stacks, 2 MB globals, 2 P\n"
}.joined()

/// Files of several forms and of one service, given together.
@Suite struct SeriesIntakeTests {
  @Test func `heap profiles, readings and a log given together are one watch, by the times that they state`() throws {
    let scratch = try Scratch()
    // Written in another order than taken, as a download leaves them.
    let paths = [
      try scratch.write("last.pb.gz", heap(at: 30, inUse: 60), at: 1),
      try scratch.write("stderr.log", collections, at: 4),
      try scratch.write("memstats.jsonl", readings(0...30), at: 3),
      try scratch.write("first.pb.gz", heap(at: 2), at: 5),
      try scratch.write("middle.pb.gz", heap(at: 12, inUse: 50), at: 2),
    ]
    // The log tells no time of its own, and then its file's would count: not when all were written at once.
    for orders in [paths, paths.reversed()] {
      let capture = try FileIntake.capture(of: orders)
      #expect(capture.started == begin)
      #expect(capture.seconds == 30)
      #expect(capture.heaps.map { ($0.at ?? -1).rounded() } == [2, 12, 30])
      #expect(capture.heaps.map(\.source) == [paths[3], paths[4], paths[0]])
      #expect(capture.memory.map(\.at) == (0...30).map(Double.init))
      #expect(capture.memory.map(\.statistics.numGC) == (0...30).map(Int64.init))
      #expect(capture.runtimeLogs.map(\.log.cycles.count) == [3])
      #expect(capture.runtimeLogs.first?.log.cycles.map(\.liveHeap) == [4 << 20, 5 << 20, 6 << 20])
      #expect(capture.items.count == 5)
      #expect(capture.items.allSatisfy { $0.gap == nil && $0.bytes > 0 })
    }
  }

  @Test func `what the contents say goes before what the file system says`() throws {
    let scratch = try Scratch()
    let capture = try FileIntake.capture(of: [
      try scratch.write("a.pb.gz", heap(at: 100), at: 90_000), try scratch.write("b.pb.gz", heap(at: 130), at: 80_000),
    ])
    #expect(capture.started == begin + 100)
    #expect(capture.seconds.rounded() == 30)
    #expect(capture.heaps.map { ($0.at ?? -1).rounded() } == [0, 30])
  }

  @Test func `series in several files are one series in the order of time`() throws {
    let scratch = try Scratch()
    let capture = try FileIntake.capture(of: [
      try scratch.write("b.jsonl", readings(10..<20)), try scratch.write("c.jsonl", readings(20..<25)),
      try scratch.write("a.jsonl", readings(0..<10)),
    ])
    #expect(capture.memory.map(\.at) == (0..<25).map(Double.init))
    #expect(capture.memory.map(\.instant) == (0..<25).map { begin + Double($0) })
  }

  @Test func `looks in several files are one series in the order of time`() throws {
    func looks(_ seconds: Range<Int>) -> String {
      seconds.map {
        "==> instant \(begin + Double($0)) <==\n\n==> /proc/4121/status <==\nName:\tshop\nPid:\t4121\nThreads:\t\($0)\n\n"
      }
      .joined()
    }
    let scratch = try Scratch()
    let capture = try FileIntake.capture(of: [
      try scratch.write("b.txt", looks(5..<9)), try scratch.write("a.txt", looks(0..<5)),
    ])
    #expect(capture.processes.map(\.at) == (0..<9).map(Double.init))
    #expect(capture.processes.map(\.look.threads) == (0..<9).map { $0 })
  }

  @Test func `readings that tell no time keep their order`() throws {
    let scratch = try Scratch()
    let lines = (1...3).map { number in
      "{\"HeapAlloc\":\(number)000000,\"HeapInuse\":9000000,\"HeapSys\":12000000,\"NumGC\":\(number)}\n"
    }
    let capture = try FileIntake.capture(of: [
      try scratch.write("a.jsonl", lines[0] + lines[1]), try scratch.write("b.jsonl", lines[2]),
    ])
    #expect(capture.memory.map(\.statistics.heapAlloc) == [1_000_000, 2_000_000, 3_000_000])
    #expect(capture.memory.map(\.at) == [nil, nil, nil])
    #expect(capture.started == nil)
  }

  // MARK: What is not compared

  @Test func `a difference of two profiles is not compared with snapshots, and its gap says why`() throws {
    let scratch = try Scratch()
    let capture = try FileIntake.capture(of: [
      try scratch.write("a.pb.gz", heap(at: 0)), try scratch.write("delta.pb.gz", heap(at: 15, over: 10)),
      try scratch.write("b.pb.gz", heap(at: 30)),
    ])
    #expect(capture.heaps.map { ($0.at ?? -1).rounded() } == [0, 30])
    let gaps = capture.items.filter { $0.gap != nil }
    #expect(gaps.map { $0.source.hasSuffix("delta.pb.gz") } == [true])
    #expect(gaps.first?.gap == "it is a difference over 10 s (?seconds=), no snapshot: not compared")
  }

  @Test func `a difference alone is refused with the reason`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("delta.pb.gz", heap(at: 15, over: 10))
    let error = try #require(throws: IntakeError.self) { try FileIntake.capture(of: [path]) }
    #expect(error.description.contains("it is a difference over 10 s"))
    #expect(!error.description.contains("\n"))
  }

  @Test func `a profile that counts something else is said to be unused`() throws {
    var profile = Profile()
    profile.sampleTypes = [
      Profile.SampleType(type: profile.strings.intern("samples"), unit: profile.strings.intern("count")),
      Profile.SampleType(type: profile.strings.intern("cpu"), unit: profile.strings.intern("nanoseconds")),
    ]
    profile.timeNanos = Int64(begin * 1e9)
    let scratch = try Scratch()
    let capture = try FileIntake.capture(of: [
      try scratch.write("cpu.pb", ProfileProtoEncoder.encode(profile)), try scratch.write("a.pb.gz", heap(at: 0)),
    ])
    #expect(capture.heaps.count == 1)
    #expect(
      capture.items.first { $0.source.hasSuffix("cpu.pb") }?.gap
        == "it is a profile of samples and cpu, which shows no leak: not used"
    )
  }
}
