// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import TestSupport
import Testing

@Suite struct MemoryTextDecoderTests {
  static let versions = ["go1.21.13", "go1.22.10", "go1.24.11", "go1.25.5", "go1.26.6", "go1.27.3"]

  private func readings(_ text: String) -> [MemoryReading] { MemoryTextDecoder.decode(Array(text.utf8).rawBytes) }

  private func recording(_ version: String, _ name: String) throws -> [MemoryReading] {
    let bytes = try Fixtures.bytes("formats/memory/\(version)/\(name)")
    let isRecognized = MemoryTextDecoder.recognizes(bytes.rawBytes)
    #expect(isRecognized)
    return MemoryTextDecoder.decode(bytes.rawBytes)
  }

  private func checkIdentities(_ statistics: MemoryStatistics) {
    let parts = [
      statistics.heapSys, statistics.stackSys, statistics.mspanSys, statistics.mcacheSys, statistics.buckHashSys,
      statistics.gcSys, statistics.otherSys,
    ]
    #expect(parts.compactMap(\.self).count == 7)
    #expect(statistics.sys == parts.reduce(0) { $0 + ($1 ?? 0) })
    #expect(statistics.heapSys == (statistics.heapInuse ?? 0) + (statistics.heapIdle ?? 0))
    #expect(statistics.heapObjects == (statistics.mallocs ?? 0) - (statistics.frees ?? 0))
    #expect(statistics.isCollectionOff == false)
  }

  @Test(arguments: versions)
  func `MemStats of real programs keep their identities, one a line or spread over lines`(version: String) throws {
    let series = try recording(version, "memstats.jsonl")
    #expect(series.count == 4)
    let text = try recording(version, "logged.txt")
    #expect(text.map(\.statistics) == series.map(\.statistics))
    // 14:00:20 in UTC, which Go's log package does not say.
    #expect(text.map(\.instant) == (0..<4).map { 1_789_999_220 + Double($0) * 60 })
    for reading in try series + recording(version, "memstats.json") {
      checkIdentities(reading.statistics)
      // Go 1.21 to 1.27 list 61 size classes.
      #expect(reading.statistics.bySize.count == 61)
      #expect(reading.statistics.bySize.last?.size == 18432)
      #expect((reading.statistics.gcCPUFraction ?? 1) < 1)
    }
    #expect(series.map { $0.statistics.heapAlloc ?? 0 }.reduce(0, max) == series.last?.statistics.heapAlloc)
  }

  @Test(arguments: versions)
  func `expvar gives its memstats and nothing of what the program published`(version: String) throws {
    let readings = try recording(version, "vars.json")
    let reading = try #require(readings.first)
    #expect(readings.count == 1)
    checkIdentities(reading.statistics)
    #expect(reading.statistics.goroutines == 1)
    #expect(!"\(readings)".contains("horse"))
    #expect(!"\(readings)".contains("recorder"))
  }

  @Test(arguments: versions)
  func `a log of JSON lines gives readings with their times and goroutines`(version: String) throws {
    let readings = try recording(version, "logged.jsonl")
    #expect(readings.map(\.instant) == (0..<4).map { 1_790_000_000 + Double($0) * 60 })
    #expect(readings.allSatisfy { $0.statistics.goroutines == 1 && $0.statistics.heapInuse != nil })
  }

  @Test(arguments: versions)
  func `runtime metrics by name give the same identities`(version: String) throws {
    let readings = try recording(version, "metrics.json")
    #expect(readings.count == 1)
    let statistics = try #require(readings.first?.statistics)
    checkIdentities(statistics)
    // Go 1.26 began to count the runtime's own goroutines here.
    #expect((1...10).contains(statistics.goroutines ?? 0))
    #expect(statistics.gogc == 100)
    #expect(statistics.memoryLimit == nil)
    #expect(statistics.goMaxProcs == 2)
    #expect((statistics.liveHeap ?? 0) > 1 << 20)
    #expect((statistics.goroutinesCreated != nil) == ["go1.26.6", "go1.27.3"].contains(version))
    #expect((statistics.gcCPUFraction ?? 1) < 1)
  }

  @Test(arguments: [
    (#"{"time":"2026-01-02T03:04:05.25+01:00","mem":{"HeapAlloc":100000,"HeapInuse":200000}}"#, 1_767_319_445.25),
    (#"{"ts":1767319445.5,"heap_alloc":100000,"heap_inuse":200000}"#, 1_767_319_445.5),
    (#"{"timestamp":1767319445500,"heapAlloc":100000,"heapInuse":200000}"#, 1_767_319_445.5),
    (#"{"HeapAlloc":100000,"HeapInuse":200000,"@timestamp":"2026-01-02T02:04:05Z"}"#, 1_767_319_445),
    (#"2026-01-02T02:04:05.5Z stderr F {"HeapAlloc":100000,"HeapInuse":200000}"#, 1_767_319_445.5),
    (#"{"log":"mem {\"HeapAlloc\":100000,\"HeapInuse\":200000}\n","time":"2026-01-02T02:04:05Z"}"#, 1_767_319_445),
    (#"[2026-01-02 02:04:05,500 +0000] x={} {"a":[{"HeapAlloc":100000,"HeapInuse":200000}]}"#, 1_767_319_445.5),
  ])
  func `times are found where loggers put them`(line: String, instant: Double) {
    let found = readings("started\n\(line)\nended {}\n")
    #expect(found.map(\.instant) == [instant])
    #expect(found.first?.statistics.heapAlloc == 100_000)
    #expect(found.first?.statistics.heapInuse == 200_000)
  }

  @Test(arguments: [
    #"{"HeapAlloc":12.5,"HeapInuse":14}"#, #"{"HeapAlloc":"12 MB","HeapInuse":"14 MB"}"#, #"{"heap_alloc":100000}"#,
    #"HeapAlloc HeapInuse {"#, #"{"HeapAlloc":null,"HeapInuse":true}"#, #"{"Alloc":100000,"Sys":300000}"#,
  ])
  func `what is no reading in bytes gives none`(line: String) { #expect(readings(line + "\n") == []) }

  @Test func `goals and limits beyond 2^62 mean that there is none`() throws {
    let text =
      #"{"HeapAlloc":100000,"NextGC":18446744073709551615,"/gc/gomemlimit:bytes":9223372036854775807,"/gc/gogc:percent":18446744073709551615}"#
    let statistics = try #require(readings(text).first?.statistics)
    #expect(statistics.nextGC == nil)
    #expect(statistics.isCollectionOff == true)
    #expect(statistics.memoryLimit == nil)
    #expect(statistics.gogc == -1)
  }

  @Test func `nesting of any depth and long strings cost no stack and no copy`() {
    let nested = String(repeating: #"{"a":["#, count: 200_000)
    #expect(readings(#"{"b":\#(nested),"HeapAlloc":1}"#) == [])
    let long = String(repeating: #"\\\""#, count: 200_000)
    let found = readings(#"{"cmdline":["\#(long)"],"memstats":{"HeapAlloc":100000,"HeapInuse":200000}}"#)
    #expect(found.count == 1)
    let braces = String(repeating: "{", count: 300_000)
    #expect(readings("HeapAlloc \(braces)") == [])
  }

  @Test func `of a log of days every second reading is given up, over the whole time`() {
    let lines = (0..<70_000).map { "{\"evidence\":\"heap statistics\",\"HeapAlloc\":\($0)}\n" }
    let heaps = MemoryTextDecoder.decode(Array(lines.joined().utf8).rawBytes).compactMap(\.statistics.heapAlloc)
    #expect((32_768..<65_536).contains(heaps.count))
    #expect(Set(zip(heaps, heaps.dropFirst()).map { $1 - $0 }) == [2])
    #expect(heaps.first == 0 && heaps.last == 69_998)
  }
}
