// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import TestSupport
import Testing

@Suite struct MetricsTextDecoderTests {
  private func decode(_ text: String) -> [[MemoryReading]] { MetricsTextDecoder.decode(Array(text.utf8).rawBytes) }

  private func recognizes(_ text: String) -> Bool { MetricsTextDecoder.recognizes(Array(text.utf8).rawBytes) }

  /// What promhttp answers, shortened.
  private static let scrape = """
    # HELP go_gc_duration_seconds A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.
    # TYPE go_gc_duration_seconds summary
    go_gc_duration_seconds{quantile="0"} 1.6e-05
    go_gc_duration_seconds{quantile="1"} 0.000185
    go_gc_duration_seconds_sum 0.004
    go_gc_duration_seconds_count 61
    # HELP go_gc_gogc_percent Heap size target percentage configured by the user.
    # TYPE go_gc_gogc_percent gauge
    go_gc_gogc_percent 100
    # TYPE go_gc_gomemlimit_bytes gauge
    go_gc_gomemlimit_bytes 9.223372036854776e+18
    # HELP go_goroutines Number of goroutines that currently exist.
    # TYPE go_goroutines gauge
    go_goroutines 42
    # TYPE go_info gauge
    go_info{version="go1.27.3"} 1
    # TYPE go_memstats_alloc_bytes gauge
    go_memstats_alloc_bytes 1.423424e+06
    # TYPE go_memstats_alloc_bytes_total counter
    go_memstats_alloc_bytes_total 9.423424e+06
    # TYPE go_memstats_last_gc_time_seconds gauge
    go_memstats_last_gc_time_seconds 1.7900000005e+09
    # TYPE go_memstats_next_gc_bytes gauge
    go_memstats_next_gc_bytes 4.194304e+06
    # TYPE go_memstats_sys_bytes gauge
    go_memstats_sys_bytes 8734984
    # TYPE go_sched_gomaxprocs_threads gauge
    go_sched_gomaxprocs_threads 2
    # TYPE go_threads gauge
    go_threads 8
    # TYPE leak_fd_open_total counter
    leak_fd_open_total{kind="file"} 10
    leak_fd_open_total{kind="socket, \\"tcp\\" }"} 5
    # TYPE process_open_fds gauge
    process_open_fds 9
    # TYPE process_resident_memory_bytes gauge
    process_resident_memory_bytes 1.7e+07
    # TYPE process_start_time_seconds gauge
    process_start_time_seconds 1.78999e+09

    """

  @Test func `a scrape is one reading`() throws {
    #expect(recognizes(Self.scrape))
    let readings = decode(Self.scrape)
    #expect(readings.map(\.count) == [1])
    let statistics = try #require(readings.first?.first?.statistics)
    var expected = MemoryStatistics()
    expected.pauseTotal = 0.004
    expected.numGC = 61
    expected.gogc = 100
    expected.goroutines = 42
    expected.heapAlloc = 1_423_424
    expected.totalAlloc = 9_423_424
    expected.lastGC = 1_790_000_000.5
    expected.nextGC = 4_194_304
    expected.isCollectionOff = false
    expected.sys = 8_734_984
    expected.goMaxProcs = 2
    expected.threads = 8
    expected.descriptorsOpened = 15
    expected.openDescriptors = 9
    expected.rss = 17_000_000
    expected.processStart = 1_789_990_000
    #expect(statistics == expected)
  }

  @Test func `scrapes saved one behind the other come apart`() {
    let later = Self.scrape.replacing("go_goroutines 42", with: "go_goroutines 43")
    #expect(decode(Self.scrape + later).map { $0.map(\.statistics.goroutines) } == [[42, 43]])
    let bare = "go_goroutines 1\ngo_threads 2\ngo_goroutines 3\ngo_threads 4\n"
    #expect(decode(bare).map { $0.map(\.statistics.threads) } == [[2, 4]])
    let eof = "go_goroutines 1\n# EOF\ngo_threads 4\n# EOF\n"
    #expect(decode(eof).map { $0.map(\.statistics.threads) } == [[nil, 4]])
    let dated = "2026-01-02T02:04:05Z\ngo_goroutines 1\n2026-01-02T02:05:05Z\ngo_goroutines 2\ngo_goroutines 3\n"
    #expect(decode(dated).map { $0.map(\.instant) } == [[1_767_319_445, 1_767_319_505, nil]])
  }

  @Test func `samples with time stamps belong to their moments, and processes are told apart`() {
    let text = """
      # TYPE go_goroutines gauge
      go_goroutines{instance="a:1"} 1 1790000000000
      go_goroutines{instance="a:1"} 2 1790000015000
      go_goroutines{instance="b:1"} 7 1790000000000
      go_memstats_sys_bytes{instance="a:1"} 8734984 1790000015000 # {trace_id="x"} 1

      """
    let readings = decode(text)
    #expect(readings.map { $0.map(\.statistics.goroutines) } == [[1, 2], [7]])
    #expect(readings.first?.map(\.instant) == [1_790_000_000, 1_790_000_015])
    #expect(readings.first?.map(\.statistics.sys) == [nil, 8_734_984])
    let open = "# TYPE go_goroutines gauge\ngo_goroutines 5 1790000000.25 # {a=\"b\"} 1 1\n# EOF\n"
    #expect(decode(open).first?.first?.instant == 1_790_000_000.25)
  }

  @Test(arguments: [
    (
      "go_memory_classes_heap_objects_bytes 5\ngo_memory_classes_heap_unused_bytes 7\n", \MemoryStatistics.heapInuse, 12
    ),
    ("go_gc_heap_live_bytes 5\n", \MemoryStatistics.liveHeap, 5),
    ("go_sched_goroutines_goroutines 5\n", \MemoryStatistics.goroutines, 5),
    ("go_sched_goroutines_created_goroutines_total 5\n", \MemoryStatistics.goroutinesCreated, 5),
    ("go_gc_cycles_total_gc_cycles_total 5\n", \MemoryStatistics.numGC, 5),
    ("go_gc_heap_allocs_objects_total 5\ngo_gc_heap_tiny_allocs_objects_total 2\n", \MemoryStatistics.mallocs, 7),
    ("go_cgo_go_to_c_calls_calls_total 5\n", \MemoryStatistics.cgoCalls, 5),
    ("/gc/heap/live:bytes 5\n", \MemoryStatistics.liveHeap, 5),
    ("/gc/heap/live:bytes = 5\n", \MemoryStatistics.liveHeap, 5),
  ])
  func `runtime metrics are known under the names that client_golang derives`(
    text: String,
    field: any KeyPath<MemoryStatistics, Int64?> & Sendable,
    value: Int64
  ) {
    #expect(recognizes(text))
    #expect(decode(text).first?.first?.statistics[keyPath: field] == value)
  }

  @Test(arguments: RuntimeTraceDecoderTests.versions)
  func `runtime metrics as text give what they give as JSON`(version: String) throws {
    let text = try Fixtures.bytes("formats/memory/\(version)/metrics.txt")
    let json = try Fixtures.bytes("formats/memory/\(version)/metrics.json")
    let isRecognized = MetricsTextDecoder.recognizes(text.rawBytes)
    #expect(isRecognized)
    #expect(MetricsTextDecoder.decode(text.rawBytes) == [MemoryTextDecoder.decode(json.rawBytes)])
  }

  @Test(arguments: [
    "", "go_goroutines\n", "# HELP up x\nup 1\n", "go_goroutines x\n", "goroutine 1 [running]:\nmain.main()\n",
    "INFO 12 go_goroutines 5\n", "go_goroutines NaN\n", "gc 1 @0.01s 2%: 1\n", "{\"go_goroutines\": 5}\n",
  ])
  func `other text is none`(text: String) {
    #expect(!recognizes(text))
    #expect(decode(text) == [])
  }

  @Test func `cut and damaged texts never trap and keep whole lines`() {
    let bytes = Array(Self.scrape.utf8)
    let whole = decode(Self.scrape).first?.first?.statistics.knownCount ?? 0
    for cut in 0...bytes.count {
      let readings = MetricsTextDecoder.decode(Array(bytes[..<cut]).rawBytes)
      #expect((readings.first?.first?.statistics.knownCount ?? 0) <= whole)
      #expect(readings.first?.first?.statistics.goroutines ?? 42 == 42)
    }
    var random = SeededGenerator(seed: 8)
    for _ in 0..<500 {
      let damaged = Mutations.damaged(bytes, using: &random)
      #expect(MetricsTextDecoder.decode(damaged.rawBytes).count < 20)
    }
  }
}
