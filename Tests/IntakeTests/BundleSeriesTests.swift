// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Intake
import Testing
import TestSupport

/// Series of readings and looks in a bundle.
@Suite struct BundleSeriesTests {
  private let begin = 1_790_000_000.25

  private func bundle() -> Bundle {
    var manifest = BundleManifest(
      toolVersion: "0.1.0",
      target: TargetDescription(kind: .url, name: "orders", address: ":6060"),
      started: begin,
      plannedSeconds: 30
    )
    manifest.seconds = 30
    return Bundle(manifest: manifest)
  }

  /// Readings of a service, one a second, each with other numbers known.
  private var readings: [MemoryReading] {
    (0...30).map { second in
      var statistics = MemoryStatistics()
      statistics.heapAlloc = Int64(second) * 1_234_567
      statistics.liveHeap = second % 2 == 0 ? Int64(second) * 1_000_003 : nil
      statistics.sys = 1 << 40
      statistics.heapReleased = 0
      statistics.gcCPUFraction = Double(second) / 7
      statistics.gogc = second == 4 ? -1 : 100
      statistics.isCollectionOff = second == 4 ? true : nil
      statistics.openDescriptors = Int64(second)
      statistics.bySize = second == 9 ? [MemoryStatistics.SizeClass(size: 48, mallocs: 9, frees: 3)] : []
      return MemoryReading(statistics, instant: begin + Double(second) + 0.125)
    }
  }

  private func stored(_ bundle: Bundle) throws -> Capture {
    var bytes: [UInt8] = []
    try bundle.writeArchive { bytes += $0 }
    let scratch = try Scratch()
    return try FileIntake.capture(of: [try scratch.write("watch.tar.gz", bytes)])
  }

  @Test func `readings come back as they were, at their moments of the watch`() throws {
    var bundle = bundle()
    let count = bundle.add(name: "series/memory.jsonl", readings: readings)
    bundle.manifest.items.append(CaptureItem(source: "memory statistics", file: "series/memory.jsonl", bytes: count))
    #expect(try bundle.bytes(of: "series/memory.jsonl")?.count == count)
    for capture in [try bundle.capture(), try stored(bundle)] {
      #expect(capture.memory.map(\.statistics) == readings.map(\.statistics))
      #expect(capture.memory.map(\.instant) == readings.map(\.instant))
      #expect(capture.memory.map(\.at) == (0...30).map { Double($0) + 0.125 })
      #expect(capture.memory.allSatisfy { $0.source == "memory statistics" && $0.round == nil })
      #expect(capture.items.map(\.gap) == [nil])
    }
  }

  @Test func `an empty series is no reading, and its gap says so`() throws {
    var bundle = bundle()
    #expect(bundle.add(name: "series/memory.jsonl", readings: []) == 0)
    bundle.manifest.items.append(CaptureItem(source: "memory statistics", file: "series/memory.jsonl", bytes: 0))
    let capture = try bundle.capture()
    #expect(capture.memory.isEmpty)
    #expect(capture.items.first?.gap?.contains("it is empty") == true)
  }

  @Test func `looks at the process come back at their moments of the watch`() throws {
    let text = (0...30).map { second in
      "==> instant \(begin + Double(second)) <==\n\n==> /proc/4121/status <==\nName:\tshop\nPid:\t4121\n"
        + "VmRSS:\t  \(1000 + second) kB\nThreads:\t\(second)\n\n"
    }.joined()
    var bundle = bundle()
    bundle.add(name: "series/process.txt", bytes: Array(text.utf8))
    bundle.manifest.items.append(CaptureItem(source: "/proc", file: "series/process.txt", bytes: text.utf8.count))
    for capture in [try bundle.capture(), try stored(bundle)] {
      #expect(capture.processes.map(\.at) == (0...30).map(Double.init))
      #expect(capture.processes.map(\.look.rss) == (0...30).map { Int64(1000 + $0) * 1024 })
      #expect(capture.processes.map(\.look.threads) == (0...30).map { $0 })
      #expect(capture.items.map(\.gap) == [nil])
    }
  }

  @Test func `a series that was cut gives what is whole`() throws {
    var whole = bundle()
    _ = whole.add(name: "series/memory.jsonl", readings: readings)
    let bytes = try #require(try whole.bytes(of: "series/memory.jsonl"))
    for cut in Mutations.cuts(of: bytes.count, limit: 60) {
      var bundle = bundle()
      bundle.add(name: "series/memory.jsonl", bytes: Array(bytes[..<cut]))
      bundle.manifest.items.append(CaptureItem(source: "memory statistics", file: "series/memory.jsonl", bytes: cut))
      let found = try bundle.capture().memory
      let lines = bytes[..<cut].count { $0 == 0x0a }
      // What is whole is there; of the line that is cut there may be a part.
      #expect((lines...(lines + 1)).contains(found.count), "cut at \(cut)")
      #expect(found.prefix(lines).map(\.statistics) == readings.prefix(lines).map(\.statistics), "cut at \(cut)")
    }
  }
}
