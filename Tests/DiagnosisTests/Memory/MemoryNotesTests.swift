// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

private func mebibytes(_ count: Int64) -> Int64 { count << 20 }

/// A healthy watch of 30 s with a reading a second.
private func watch(_ describe: (_ second: Int, _ statistics: inout MemoryStatistics) -> Void) throws -> Capture {
  var capture = try WatchText(rounds: 6, seconds: 30).capture()
  capture.addReadings { second, statistics in
    // Nothing of note.
    statistics.heapInuse = mebibytes(60)
    statistics.heapAlloc = mebibytes(55)
    statistics.liveHeap = mebibytes(50)
    statistics.nextGC = mebibytes(100)
    statistics.heapIdle = mebibytes(20)
    statistics.heapReleased = mebibytes(10)
    statistics.stackInuse = mebibytes(1)
    describe(second, &statistics)
  }
  return capture
}

private func notes(_ describe: (_ second: Int, _ statistics: inout MemoryStatistics) -> Void) throws -> [Finding] {
  diagnosis(of: try watch(describe)).findings
}

/// The numbers of the first note, in MiB.
private func sizes(_ notes: [Finding]) -> [Double] {
  (notes.first?.evidence ?? []).flatMap { $0.values ?? [] }.map { $0 / 1_048_576 }
}

@Suite struct MemoryNotesTests {
  @Test func `an ordinary heap needs no word`() throws {
    #expect(try notes { _, _ in } == [])
  }

  // MARK: The collector's settings

  @Test func `a goal far above the live heap explains the garbage`() throws {
    let notes = try notes { second, statistics in
      statistics.heapAlloc = mebibytes(60 + 12 * Int64(second % 10))
      statistics.heapInuse = mebibytes(62 + 12 * Int64(second % 10))
      statistics.nextGC = mebibytes(200)
    }
    #expect(notes.map(\.kind) == ["gc-tuning"])
    #expect(
      notes.first?.title
        == "the live heap is 50 MiB and flat; the next collection is due at 200 MiB, so up to 150 MiB of garbage stands on it"
    )
    #expect(notes.first?.level == .note)
    #expect(notes.first?.evidence.map(\.statement) == ["live heap", "largest heap seen", "goal"])
    #expect(sizes(notes) == [50, 168, 200])
  }

  private static let goals: [(live: Int64, goal: Int64)] = [
    // GOGC=100, and a little above it for stacks and globals.
    (live: 50, goal: 100), (live: 50, goal: 128),
    // GOGC=400 on a heap that is too small to matter.
    (live: 7, goal: 35),
  ]

  @Test(arguments: goals)
  func `a goal in proportion, or small, needs no word`(live: Int64, goal: Int64) throws {
    let notes = try notes { _, statistics in
      statistics.liveHeap = mebibytes(live)
      statistics.heapAlloc = mebibytes(live + 5)
      statistics.heapInuse = mebibytes(live + 10)
      statistics.nextGC = mebibytes(goal)
    }
    #expect(notes == [])
  }

  @Test func `collection that is off explains a heap that only rises`() throws {
    let notes = try notes { second, statistics in
      statistics.heapAlloc = mebibytes(50 + 10 * Int64(second))
      statistics.heapInuse = mebibytes(52 + 10 * Int64(second))
      statistics.nextGC = nil
      statistics.isCollectionOff = true
    }
    #expect(notes.map(\.kind) == ["gc-tuning"])
    #expect(notes.first?.title.contains("collection is off, so up to 300 MiB of garbage stands on it") == true)
  }

  @Test func `a limit that the live heap nearly fills is said with what collections take`() throws {
    let notes = try notes { second, statistics in
      statistics.liveHeap = mebibytes(900)
      statistics.heapAlloc = mebibytes(950)
      statistics.heapInuse = mebibytes(960)
      statistics.nextGC = mebibytes(980)
      statistics.memoryLimit = mebibytes(1024)
      statistics.numGC = 100 + 5 * Int64(second)
      statistics.gcCPUFraction = 0.3
    }
    #expect(
      notes.map(\.title) == [
        "the live heap of 900 MiB leaves little below GOMEMLIMIT of 1.0 GiB: 5.0 collections a second take 30 % of the "
          + "processors"
      ]
    )
    #expect(sizes(notes) == [900, 1024])
  }

  private static let rooms: [(live: Int64, collected: Int64, forced: Int64, share: Double)] = [
    // Half of the limit is room enough.
    (live: 500, collected: 5, forced: 0, share: 0.3),
    // Somebody asks for the collections, and they cost little.
    (live: 900, collected: 5, forced: 5, share: 0.05),
    // A collection now and then.
    (live: 900, collected: 1, forced: 0, share: 0.05),
  ]

  @Test(arguments: rooms)
  func `a limit with room, or collections that cost little, need no word`(
    live: Int64,
    collected: Int64,
    forced: Int64,
    share: Double
  ) throws {
    let notes = try notes { second, statistics in
      statistics.liveHeap = mebibytes(live)
      statistics.heapAlloc = mebibytes(live + 50)
      statistics.heapInuse = mebibytes(live + 60)
      statistics.nextGC = mebibytes(live + 80)
      statistics.memoryLimit = mebibytes(1024)
      statistics.numGC = 100 + collected * Int64(second)
      statistics.numForcedGC = forced * Int64(second)
      statistics.gcCPUFraction = share
    }
    #expect(notes == [])
  }

  @Test func `the limit may come from the process's environment`() throws {
    var capture = try watch { second, statistics in
      statistics.liveHeap = mebibytes(900)
      statistics.heapAlloc = mebibytes(950)
      statistics.heapInuse = mebibytes(960)
      statistics.nextGC = mebibytes(980)
      statistics.gcCPUFraction = 0.3
    }
    capture.addLooks(1) { _, look in look.environment = ["GOMEMLIMIT": "1GiB"] }
    let notes = diagnosis(of: capture).findings
    #expect(notes.first?.title.contains("below GOMEMLIMIT of 1.0 GiB") == true)
  }

  // MARK: Freed and kept

  @Test func `what was freed and is kept is told with what is in use`() throws {
    let notes = try notes { _, statistics in
      statistics.heapIdle = mebibytes(300)
      statistics.heapReleased = mebibytes(100)
    }
    #expect(
      notes.map(\.title) == ["200 MiB were freed and are kept for new objects; 60 MiB of the heap are in use"]
    )
    #expect(notes.first?.kind == "not-returned-to-os")
    #expect(sizes(notes) == [200, 60, 100])
  }

  @Test func `what only the kernel still counts is told as such`() throws {
    var capture = try watch { _, _ in }
    capture.addLooks { _, look in look.lazyFree = mebibytes(180) }
    let notes = diagnosis(of: capture).findings
    #expect(notes.map(\.kind) == ["not-returned-to-os"])
    #expect(notes.first?.title.hasPrefix("180 MiB were freed and are marked as free for the system") == true)
  }

  private static let kept: [(idle: Int64, released: Int64, inUse: Int64)] = [
    // Too little.
    (idle: 41, released: 10, inUse: 40),
    // Less than half of what is in use.
    (idle: 110, released: 10, inUse: 210),
    // Returned.
    (idle: 400, released: 390, inUse: 60),
  ]

  @Test(arguments: kept)
  func `little that is kept needs no word`(idle: Int64, released: Int64, inUse: Int64) throws {
    let notes = try notes { _, statistics in
      statistics.heapIdle = mebibytes(idle)
      statistics.heapReleased = mebibytes(released)
      statistics.heapInuse = mebibytes(inUse)
      statistics.heapAlloc = mebibytes(inUse - 5)
    }
    #expect(notes == [])
  }

  // MARK: Spans that few objects hold

  @Test func `spans that hold little in every reading are fragmentation`() throws {
    let notes = try notes { second, statistics in
      statistics.heapInuse = mebibytes(120)
      statistics.heapAlloc = mebibytes(50 + Int64(second % 3))
    }
    #expect(notes.map(\.kind) == ["fragmentation"])
    #expect(
      notes.first?.title == "68 MiB of 120 MiB of the heap's spans hold nothing: few objects keep whole spans"
    )
    #expect(sizes(notes) == [120, 52])
  }

  private static let spans: [(inUse: Int64, alloc: Int64, once: Int64)] = [
    // A fifth of the spans: free slots as every heap has them.
    (inUse: 200, alloc: 160, once: 160),
    // Once they were full: the rest is what a sweep has left.
    (inUse: 120, alloc: 50, once: 110),
  ]

  @Test(arguments: spans)
  func `spans that are full in between are not fragmented`(inUse: Int64, alloc: Int64, once: Int64) throws {
    let notes = try notes { second, statistics in
      statistics.heapInuse = mebibytes(inUse)
      statistics.heapAlloc = mebibytes(second == 17 ? once : alloc)
      statistics.liveHeap = mebibytes(50)
    }
    #expect(notes == [])
  }

  // MARK: After a burst of goroutines

  /// A heap profile in which so many structures of goroutines were sampled, each for about 1,190.
  private func structures(_ sampled: Int64) -> HeapObservation {
    HeapObservation(
      profile: .heap([
        HeapRow(
          "runtime.malg \(Go.root)runtime/proc.go:5017",
          "runtime.newproc1 \(Go.root)runtime/proc.go:5081",
          size: 440,
          allocated: sampled,
          inUse: sampled
        )
      ]),
      at: 20,
      round: 1,
      source: "/debug/pprof/heap?gc=1",
      isAfterCollection: true
    )
  }

  @Test func `structures of goroutines that ended are told with how many there were`() throws {
    var capture = try watch { _, statistics in statistics.stackInuse = mebibytes(12) }
    capture.heaps = [structures(20)]
    let notes = diagnosis(of: capture).findings
    #expect(notes.map(\.kind) == ["stacks-and-dead-goroutines"])
    #expect(
      notes.first?.title
        == "2 goroutines live, and 23,841 once did at the same time: 12 MiB of stacks and about 10 MiB of their structures "
        + "are kept"
    )
    #expect(sizes(notes) == [12])
  }

  @Test func `a few thousand structures need no word`() throws {
    var capture = try watch { _, statistics in statistics.stackInuse = mebibytes(12) }
    capture.heaps = [structures(8)]
    #expect(diagnosis(of: capture).findings == [])
  }

  @Test func `large stacks of few goroutines are told without a burst that nobody saw`() throws {
    let notes = try notes { _, statistics in statistics.stackInuse = mebibytes(40) }
    #expect(notes.map(\.kind) == ["stacks-and-dead-goroutines"])
    #expect(notes.first?.title == "2 goroutines live, and 40 MiB of stacks are kept")
  }

  @Test func `stacks in proportion to the goroutines need no word`() throws {
    var text = WatchText(rounds: 6, seconds: 30)
    text.add(900, .own("chan receive"))
    var capture = try text.capture()
    capture.addReadings { _, statistics in
      statistics.heapInuse = mebibytes(60)
      statistics.stackInuse = mebibytes(40)
    }
    #expect(diagnosis(of: capture).outline == ["note idle-workers desk.go:41"])
  }

  // MARK: A heap that grows

  @Test func `a heap that is found to grow is not called flat`() throws {
    var capture = try watch { _, statistics in
      statistics.heapAlloc = mebibytes(180)
      statistics.heapInuse = mebibytes(182)
      statistics.nextGC = mebibytes(200)
    }
    capture.heaps = [0, 12, 30].enumerated().map { round, at in
      let count = Int64(20 * round)
      return HeapObservation(
        profile: .heap(
          [
            HeapRow(
              "shop.load /src/shop/load.go:12",
              "main.main /src/shop/main.go:9",
              size: 4096,
              allocated: 60,
              inUse: 60
            ),
            HeapRow(
              "shop.put /src/shop/a.go:4",
              "main.main /src/shop/main.go:9",
              size: 1024,
              allocated: count,
              inUse: count
            ),
          ],
          at: at
        ),
        at: at,
        round: round,
        source: "/debug/pprof/heap?gc=1",
        isAfterCollection: true
      )
    }
    #expect(diagnosis(of: capture).outline == ["suspect heap-growth a.go:4"])
  }
}
