// SPDX-License-Identifier: Apache-2.0

import Evidence
import Reporting
import Testing
import TestSupport

/// Every number over time that a report shows.
@Suite struct ReportSeriesTests {
  private func watched() throws -> Capture {
    var text = WatchText(rounds: 4, seconds: 30)
    text.addLeak(5, PlaceText("chan send", "shop.f() /src/shop/a.go:4", by: "shop.g /src/shop/a.go:2"))
    return try text.capture()
  }

  private func heap(_ seconds: Double, isAfterCollection: Bool) -> HeapObservation {
    HeapObservation(
      profile: .heap(
        // Of everything sampled nothing is scaled.
        [
          HeapRow(
            "shop.put /src/shop/a.go:4",
            "main.main /src/shop/main.go:9",
            size: 100,
            allocated: 60,
            inUse: Int64(seconds)
          )
        ],
        rate: 1,
        at: seconds
      ),
      at: seconds,
      round: nil,
      source: "/debug/pprof/heap?gc=1",
      isAfterCollection: isAfterCollection
    )
  }

  @Test func `goroutines are counted round by round`() throws {
    let series = report(of: try watched()).series
    // main, a request, and five more a round.
    #expect(series.map(\.name) == ["goroutines"] && series.map(\.unit) == ["goroutines"])
    #expect(series.first?.points == [[0, 2], [10, 7], [20, 12], [30, 17]])
    #expect(series.first?.gcMarks == nil)
  }

  @Test func `each number has its name, its unit and its moments`() throws {
    var capture = try watched()
    capture.heaps = [
      heap(10, isAfterCollection: true), heap(20, isAfterCollection: false), heap(30, isAfterCollection: true),
    ]
    capture.addReadings(2) { second, statistics in
      statistics.liveHeap = 10 + Int64(second)
      statistics.heapAlloc = 20 + Int64(second)
      statistics.heapIdle = 50 + Int64(second)
      statistics.heapReleased = 20
      statistics.sys = 90 + Int64(second)
      statistics.rss = 1
      statistics.openDescriptors = 1
      statistics.threads = 1
    }
    capture.addLooks(2) { second, look in
      look.rss = 200 + Int64(second)
      look.descriptors = [
        ProcessLook.DescriptorGroup(kind: .file, target: "", count: 3 + second),
        ProcessLook.DescriptorGroup(kind: .socket, target: "", count: 4),
      ]
      look.threads = 8 + second
    }
    let series = report(of: capture).series
    let points = Dictionary(uniqueKeysWithValues: series.map { ($0.name, $0.points) })
    #expect(
      series.map { "\($0.name) \($0.unit)" } == [
        "goroutines goroutines", "heap_in_use_sampled bytes", "live_heap bytes", "heap_alloc bytes",
        "heap_idle_kept bytes", "go_committed bytes", "rss bytes", "descriptors descriptors", "threads threads",
      ]
    )
    #expect(points["heap_in_use_sampled"] == [[10, 1000], [20, 2000], [30, 3000]])
    #expect(points["live_heap"] == [[0, 10], [1, 11]])
    #expect(points["heap_alloc"] == [[0, 20], [1, 21]])
    #expect(points["heap_idle_kept"] == [[0, 30], [1, 31]])
    #expect(points["go_committed"] == [[0, 70], [1, 71]])
    // The kernel's own numbers go before those that the program states.
    #expect(points["rss"] == [[0, 200], [1, 201]])
    #expect(points["descriptors"] == [[0, 7], [1, 8]])
    #expect(points["threads"] == [[0, 8], [1, 9]])
    // Collections matter to sizes alone.
    for one in series { #expect(one.gcMarks == (one.unit == "bytes" ? [10, 30] : nil), "\(one.name)") }
  }

  @Test func `what looks do not tell is taken from the program's own statement`() throws {
    var capture = try watched()
    capture.addReadings(2) { second, statistics in
      statistics.rss = 300 + Int64(second)
      statistics.openDescriptors = 30 + Int64(second)
      statistics.threads = 9 + Int64(second)
    }
    // A process of somebody else's: its numbers may not be read.
    capture.addLooks(2) { _, look in look.pid = 4711 }
    let points = Dictionary(uniqueKeysWithValues: report(of: capture).series.map { ($0.name, $0.points) })
    #expect(points["rss"] == [[0, 300], [1, 301]])
    #expect(points["descriptors"] == [[0, 30], [1, 31]])
    #expect(points["threads"] == [[0, 9], [1, 10]])
  }

  @Test func `points are in the order of time, and those of unknown time are left out`() throws {
    var capture = try watched()
    capture.addReadings(4) { second, statistics in statistics.heapAlloc = Int64(second) }
    capture.memory.swapAt(0, 3)
    capture.memory[1].at = nil
    let series = report(of: capture).series.first { $0.name == "heap_alloc" }
    #expect(series?.points == [[0, 0], [2, 2], [3, 3]])
  }

  @Test func `a single moment is no series`() throws {
    var capture = try WatchText(rounds: 1, seconds: 0).capture()
    capture.addReadings(1) { _, statistics in statistics.heapAlloc = 1 }
    capture.addLooks(1) { _, look in look.rss = 1 }
    #expect(report(of: capture).series.isEmpty)
  }
}
