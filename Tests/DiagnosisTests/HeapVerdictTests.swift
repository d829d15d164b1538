// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

/// A healthy watch of 30 s with heap profiles at its start, middle and end.
private func watch(
  uptime: Double = 60,
  collections: Int64 = 8,
  leak: PlaceText? = nil,
  times: [Double] = [0, 12, 30],
  _ rows: (_ round: Int) -> [HeapRow]
) throws -> Capture {
  var text = WatchText(rounds: 6, seconds: 30)
  if let leak { text.addLeak(10, atStart: 5, leak) }
  var capture = try text.capture()
  capture.target.uptimeSeconds = uptime
  capture.heaps = times.enumerated().map { round, at in
    HeapObservation(
      profile: .heap(rows(round) + [steady], at: at),
      at: at,
      round: round,
      source: "/debug/pprof/heap?gc=1",
      isAfterCollection: true
    )
  }
  var statistics = MemoryStatistics()
  statistics.numGC = collections
  capture.memory = [MemoryObservation(statistics: statistics, at: 30, round: nil, source: "/debug/vars")]
  return capture
}

private let main = "main.main /src/shop/main.go:9"
private let store = "shop.(*Store).Put /src/shop/store.go:41"

/// What the service has held since it started.
private let steady = HeapRow("shop.load /src/shop/load.go:12", main, size: 4096, allocated: 60, inUse: 60)

/// A line at which so many sampled objects are allocated a round, and some freed.
private func line(_ round: Int, size: Int64 = 1024, perRound: Int, freed: Int = 0, before: Int = 0) -> HeapRow {
  HeapRow(
    store,
    main,
    size: size,
    allocated: Int64(before + round * perRound),
    inUse: Int64(before + round * (perRound - freed))
  )
}

@Suite struct HeapVerdictTests {
  @Test func `memory that grows and is not freed is a suspect at the line that allocates`() throws {
    let diagnosis = diagnosis(of: try watch { [line($0, perRound: 20)] })
    #expect(diagnosis.verdict == .suspected)
    #expect(diagnosis.outline == ["suspect heap-growth store.go:41"])
    let finding = try #require(diagnosis.findings.first)
    // 40 samples, each for about 512 KiB, in 30 s.
    let growth = try #require(finding.growth.first)
    #expect((growth.low...growth.high).contains(40 * 524_800 / 30))
    #expect(growth.unit == .bytes)
    #expect(finding.confidence >= 0.8 && finding.confidence < 0.99)
    #expect(diagnosis.summary.hasPrefix("orders is suspected to leak memory"))
  }

  private static let serve = "net/http.(*conn).serve \(WatchText.server):2041"

  private func connections(_ perRound: Int) throws -> Capture {
    var text = WatchText(rounds: 6, seconds: 30)
    text.addLeak(
      perRound,
      atStart: 5,
      PlaceText(
        "IO wait",
        "internal/poll.runtime_pollWait(0x7f1e, 0x72) /usr/local/go/src/runtime/netpoll.go:351",
        Self.serve,
        by: "net/http.(*Server).Serve \(WatchText.server):3454"
      )
    )
    var capture = try text.capture()
    capture.heaps = [0.0, 12, 30].enumerated().map { round, at in
      let buffers = HeapRow(
        "net/http.newBufioReader \(WatchText.server):849",
        Self.serve,
        size: 4096,
        allocated: Int64(20 * round),
        inUse: Int64(20 * round)
      )
      return HeapObservation(
        profile: .heap([buffers, steady], at: at),
        at: at,
        round: round,
        source: "/debug/pprof/heap?gc=1",
        isAfterCollection: true
      )
    }
    return capture
  }

  @Test func `buffers of connections that clients keep open are a note`() throws {
    let diagnosis = diagnosis(of: try connections(600))
    #expect(diagnosis.verdict == .healthy)
    let note = try #require(diagnosis.findings.first { $0.size.bytes != nil })
    #expect(note.kind == "load-driven" && note.title.hasSuffix("in http.(*conn).serve"))
  }

  @Test func `what grows beside a blocked finalizer is told with it`() throws {
    var capture = try watch { [line($0, perRound: 20)] }
    var text = WatchText(rounds: 6, seconds: 30)
    text.add(
      1,
      PlaceText(
        "chan send",
        "shop.(*handle).release /src/shop/handle.go:12",
        by: "runtime.createfing /usr/local/go/src/runtime/mfinal.go:163"
      )
    )
    capture.goroutines = try text.capture().goroutines
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.outline == ["suspect finalizer-blocked handle.go:12"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.alsoAt.contains { $0.line == 41 && $0.role == .allocatedAt })
    #expect((finding.size.bytes ?? 0) > 0)
  }

  /// A quiet watch in which forced collections leave these heaps, in KiB, while so many MiB a second are allocated.
  private func judged(leaving heaps: [Int64], pace: Int64 = 1) throws -> Diagnosis {
    var capture = try watch { [line($0, perRound: 400, freed: 400, before: 30)] }
    capture.memory = zip([0.01, 12.01, 30.01], heaps).map { at, heap in
      var statistics = MemoryStatistics()
      statistics.heapAlloc = heap << 10
      statistics.totalAlloc = Int64(at * Double(pace << 20))
      return MemoryObservation(statistics: statistics, at: at, round: nil, source: "/debug/pprof/heap?debug=1")
    }
    return diagnosis(of: capture)
  }

  @Test func `a live heap that creeps up is told with the watch that would settle it`() throws {
    let diagnosis = try judged(leaving: [2048, 2848, 4048])
    #expect(diagnosis.verdict == .healthy)
    #expect(
      diagnosis.summary.hasPrefix(
        "No leak was told, but the live heap rose from 2.0 MiB to 4.0 MiB, at last by 67 KiB/s: too slowly"
      )
    )
    #expect(
      diagnosis.wouldSettle == [
        "a longer watch, which tells growth of 67 KiB/s and its line: stanch diagnose ADDRESS --for 5m"
      ]
    )
  }

  @Test func `a live heap that rises faster than the limit, at no line, is not called healthy`() throws {
    let diagnosis = try judged(leaving: [20_480, 50_480, 90_480])
    #expect(diagnosis.verdict == .insufficientEvidence)
    #expect(diagnosis.summary.contains("the live heap rose from 20 MiB to 88 MiB, at last by 2.2 MiB/s, and no line"))
    #expect(diagnosis.wouldSettle.count == 1 && diagnosis.wouldSettle[0].hasSuffix("--for 2m"))
  }

  /// Growth of which a third is freed again, with what collections left at 0, 8, 16 and 30 s, in MiB.
  private func judged(floor: [Int64], freed: Int) throws -> Diagnosis {
    var capture = try watch { [line($0, perRound: 60, freed: freed, before: 90)] }
    capture.memory = zip([0, 8, 16, 30], floor).enumerated().map { number, reading in
      var statistics = MemoryStatistics()
      statistics.heapAlloc = reading.1 << 20
      statistics.numGC = Int64(number + 8)
      return MemoryObservation(statistics: statistics, at: reading.0, round: nil, source: "/debug/vars")
    }
    return diagnosis(of: capture)
  }

  @Test func `a working set that went back between the profiles is no suspect`() throws {
    #expect(try judged(floor: [40, 70, 41, 80], freed: 20).charges == [])
    // Higher each time, though with a dip.
    #expect(try judged(floor: [40, 70, 62, 80], freed: 20).charges.map(\.kind) == ["heap-growth"])
    // Nothing of it is freed, so that somebody else went back.
    #expect(try judged(floor: [40, 70, 41, 80], freed: 0).charges.map(\.kind) == ["heap-growth"])
  }

  private static let quietHeaps: [(heaps: [Int64], pace: Int64)] = [
    // Flat, by turns, come to rest, too little of a large heap, a reading's own garbage.
    ([2048, 2050, 2060], 1), ([2048, 2848, 2748], 1), ([2048, 4048, 4100], 1), ([204_800, 205_200, 205_900], 1),
    ([20480, 20900, 23000], 90),
  ]

  @Test(arguments: quietHeaps)
  func `a live heap that does not creep up needs no word`(heaps: [Int64], pace: Int64) throws {
    let diagnosis = try judged(leaving: heaps, pace: pace)
    #expect(diagnosis.summary.hasPrefix("No leak: ") && diagnosis.wouldSettle == [])
  }

  @Test func `far more memory than the connections can hold is a suspect`() throws {
    #expect(diagnosis(of: try connections(2)).outline.contains("suspect heap-growth"))
  }

  @Test func `memory that is freed as it is allocated is healthy, and the sentence says what would have been seen`()
    throws
  {
    let diagnosis = diagnosis(of: try watch { [line($0, perRound: 400, freed: 400, before: 30)] })
    #expect(diagnosis.verdict == .healthy)
    #expect(diagnosis.findings.isEmpty)
    #expect(diagnosis.summary.contains("Growth of the heap below"))
    #expect((diagnosis.detectionLimit.bytesPerSecond ?? 0) > 100_000)
  }

  @Test(arguments: [
    // An old process in which the line never freed anything.
    (uptime: 900.0, collections: Int64(50), freed: 0, level: Finding.Level.leak),
    // Ten minutes are not over, or the collector hardly ran.
    (uptime: 300, collections: 50, freed: 0, level: .suspect),
    (uptime: 900, collections: 12, freed: 0, level: .suspect),
    // Something was freed once.
    (uptime: 900, collections: 50, freed: 2, level: .suspect),
  ])
  func `only the whole life of an old process makes a leak`(
    uptime: Double,
    collections: Int64,
    freed: Int64,
    level: Finding.Level
  ) throws {
    let capture = try watch(uptime: uptime, collections: collections) { round in
      var row = line(round, perRound: 20, before: 200)
      row.inUse -= freed
      return [row]
    }
    let finding = try #require(diagnosis(of: capture).charges.first)
    #expect(finding.level == level)
    #expect((finding.proof == .wholeLife) == (level == .leak))
    #expect((finding.confidence >= 0.99) == (level == .leak))
  }

  @Test func `two profiles show growth but not whether it was one step`() throws {
    let diagnosis = diagnosis(of: try watch(times: [0, 30]) { [line($0, perRound: 40)] })
    let finding = try #require(diagnosis.charges.first)
    #expect(finding.confidence <= 0.65)
    #expect(finding.explanation.contains("a single step look the same"))
  }

  @Test func `a cache that fills early is explained and not accused`() throws {
    let diagnosis = diagnosis(of: try watch { [line(min($0, 1), perRound: 60)] })
    #expect(diagnosis.verdict == .healthy)
    #expect(diagnosis.outline == ["note warm-up store.go:41"])
  }

  @Test func `a slice that doubles is growth although as much is freed as allocated`() throws {
    let diagnosis = diagnosis(
      of: try watch { round in
        (0...(round + 2)).map { step in
          let isTop = step == round + 2
          return HeapRow(store, main, size: 1 << (21 + step), allocated: 1, inUse: isTop ? 1 : 0)
        }
      }
    )
    #expect(diagnosis.outline == ["suspect unbounded-slice store.go:41"])
    #expect(diagnosis.findings.first?.explanation.contains("One array of") == true)
  }

  @Test(arguments: [
    ("time.AfterFunc /usr/local/go/src/time/sleep.go:200", "timer-not-stopped"),
    ("context.WithCancel /usr/local/go/src/context/context.go:240", "context-not-cancelled"),
    ("container/list.(*List).PushBack /usr/local/go/src/container/list/list.go:149", "unbounded-queue"),
    ("runtime.mapassign_faststr /usr/local/go/src/runtime/map_faststr.go:300", "unbounded-map"),
  ])
  func `frames of a container name the kind`(frame: String, kind: String) throws {
    let diagnosis = diagnosis(
      of: try watch { round in
        [
          HeapRow(frame, store, main, size: 96, allocated: Int64(20 * round), inUse: Int64(20 * round))
        ]
      }
    )
    #expect(diagnosis.outline == ["suspect \(kind) store.go:41"])
  }

  @Test func `what leaked goroutines hold is part of their finding`() throws {
    let place = PlaceText(
      "chan send",
      "shop.(*Store).Put(...) /src/shop/store.go:52",
      by: "shop.(*Store).Open /src/shop/store.go:40"
    )
    let diagnosis = diagnosis(of: try watch(leak: place) { [line($0, size: 400_000, perRound: 12)] })
    #expect(diagnosis.outline == ["suspect goroutine-blocked-send store.go:52"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.growth.map(\.unit) == [.goroutines, .bytes])
    #expect((finding.size.bytes ?? 0) > 0)
  }

  @Test func `what the look itself allocates is nobody's leak`() throws {
    let diagnosis = diagnosis(
      of: try watch { round in
        [
          HeapRow(
            "compress/flate.NewWriter /usr/local/go/src/compress/flate/deflate.go:667",
            "runtime/pprof.(*Profile).WriteTo /usr/local/go/src/runtime/pprof/pprof.go:377",
            "net/http/pprof.handler.ServeHTTP /usr/local/go/src/net/http/pprof/pprof.go:270",
            "shop.logged /src/shop/log.go:14",
            size: 600_000,
            allocated: Int64(20 * round),
            inUse: Int64(20 * round)
          )
        ]
      }
    )
    #expect(diagnosis.charges.isEmpty)
  }

  @Test func `the time until the limit is in the first sentence`() throws {
    var capture = try watch { [line($0, perRound: 20)] }
    var statistics = MemoryStatistics()
    statistics.heapAlloc = 100 << 20
    statistics.memoryLimit = 256 << 20
    capture.memory.append(MemoryObservation(statistics: statistics, at: 30, round: nil, source: "/debug/vars"))
    let diagnosis = diagnosis(of: capture)
    let seconds = try #require(diagnosis.timeToLimitSeconds)
    #expect(abs(seconds - 156 * 1_048_576 / (40 * 524_800 / 30)) < 30)
    #expect(diagnosis.summary.contains("GOMEMLIMIT of 256 MiB is reached in about"))
  }

  @Test func `a service that does not sample its heap is not called healthy`() throws {
    var capture = try watch { [line($0, perRound: 0)] }
    for index in capture.heaps.indices { capture.heaps[index].profile = .heap([], rate: 0) }
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.verdict == .insufficientEvidence)
    #expect(diagnosis.summary.contains("does not sample its heap"))
  }

  @Test(arguments: [1, 1 << 20, 1 << 40, 1 << 62] as [Int64])
  func `objects of any size, moments apart or not, never trap`(size: Int64) throws {
    for gap in [1e-300, 1e-6, 15, 1e9] {
      let diagnosis = diagnosis(
        of: try watch(times: [0, gap, 2 * gap]) { round in
          let count = Int64(round) << 30
          return [
            HeapRow(store, main, size: size, allocated: count, inUse: count),
            HeapRow("shop.fill /src/shop/fill.go:8", main, size: size, allocated: 9 * Int64(min(round, 1)), inUse: 9),
          ]
        }
      )
      #expect(!diagnosis.summary.isEmpty)
      // JSON has no infinity.
      #expect(diagnosis.detectionLimit.bytesPerSecond?.isFinite != false)
      #expect(diagnosis.findings.flatMap(\.growth).allSatisfy { $0.perSecond.isFinite && $0.high.isFinite })
    }
  }
}
