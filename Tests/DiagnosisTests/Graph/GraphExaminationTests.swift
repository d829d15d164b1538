// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import TestSupport
import Testing

private let main = "main.main /src/shop/main.go:9"
private let store = "shop.(*Store).Put /src/shop/store.go:4"

private let source = """
  package shop

  func (s *Store) Put(id string) {
  \titem := make([]byte, 1024)
  \ts.items[id] = item
  }

  type Store struct {
  \tname  string
  \titems map[string][]byte
  }
  """

/// A watch of 30 s in which one line of the service keeps all it allocates.
private func watch(_ look: ObjectGraphLook?) throws -> Capture {
  var capture = try WatchText(rounds: 6, seconds: 30).capture()
  capture.target.uptimeSeconds = 60
  capture.heaps = [0, 12, 30].enumerated().map { round, at in
    let row = HeapRow(store, main, size: 1024, allocated: Int64(round * 20), inUse: Int64(round * 20))
    return HeapObservation(
      profile: .heap([row], at: at),
      at: at,
      round: round,
      source: "/debug/pprof/heap?gc=1",
      isAfterCollection: true
    )
  }
  var statistics = MemoryStatistics()
  statistics.numGC = 8
  capture.memory = [MemoryObservation(statistics: statistics, at: 30, round: nil, source: "/debug/vars")]
  capture.sources.add(path: "/src/shop/store.go", text: source)
  if let look { capture.graphs = [ObjectGraphObservation(look: look, source: "object graph, 2 snapshots")] }
  return capture
}

private func look(
  _ container: GrowingHolder.Container = .map,
  allocatedIn function: String = "shop.(*Store).Put",
  _ change: (inout GrowingHolder) -> Void = { _ in }
) -> ObjectGraphLook {
  let stop = HeapRetention.Stop(milliseconds: 4, copiedBytes: 1 << 20, threads: 6)
  let amounts = (
    HeapRetention.Amount(objects: 500, bytes: 1 << 20), HeapRetention.Amount(objects: 20_000, bytes: 22 << 20)
  )
  var look = ObjectGraphLook(
    goVersion: "go1.27.3",
    typedShare: 0.99,
    snapshots: [
      .init(instant: 1_790_000_000, stop: stop, allocated: amounts.0, reached: amounts.0),
      .init(instant: 1_790_000_030, stop: stop, allocated: amounts.1, reached: amounts.1),
    ]
  )
  var holder = GrowingHolder(
    container: container,
    path: "main.server -> *main.Server .store -> *shop.Store .items[string] -> []byte",
    containerPath: "main.server -> *main.Server .store -> *shop.Store .items",
    root: .init(sort: .variable, name: "main.server"),
    steps: [
      .init(edge: "", type: "*main.Server"), .init(edge: ".store", type: "*shop.Store"),
      .init(edge: ".items[string]", type: "[]byte"),
    ],
    elementType: "byte",
    before: amounts.0,
    after: amounts.1,
    came: 19_500,
    gone: 0,
    retainedBytes: 22 << 20
  )
  holder.sites = [.init(addresses: [0x1234], functions: ["runtime.makeslice", function], samples: 40)]
  change(&holder)
  look.holders = [holder]
  return look
}

@Suite struct GraphExaminationTests {
  @Test func `without a graph the line that allocates is all there is`() throws {
    #expect(diagnosis(of: try watch(nil)).outline == ["suspect heap-growth store.go:4"])
  }

  @Test func `the holder names the kind, and the finding points to the statement that keeps`() throws {
    let finding = try #require(diagnosis(of: try watch(look())).findings.first)
    #expect(finding.kind == "unbounded-map" && finding.level == .suspect)
    #expect(finding.location?.line == 5 && finding.location?.function == "shop.(*Store).Put")
    #expect(finding.title.hasSuffix("at shop/store.go:5"))
    #expect(finding.size.retainedBytes == 22 << 20)
    let retainer = try #require(finding.retainers.first)
    #expect(retainer.path.hasSuffix(".items[string] -> []byte") && retainer.count == 20_000)
    #expect(finding.alsoAt.contains { $0.role == .heldBy && $0.line == 10 })
    #expect(finding.alsoAt.contains { $0.role == .allocatedAt && $0.line == 4 })
    #expect(finding.explanation.contains("the map items of shop.Store"))
    #expect(finding.explanation.contains("19,500 came and none went in 30 s"))
  }

  @Test(arguments: [
    (GrowingHolder.Container.slice, "unbounded-slice"), (.list, "unbounded-queue"), (.channel, "unbounded-queue"),
    (.buffer, "unbounded-buffer"), (.syncMap, "unbounded-map"), (.timers, "timer-not-stopped"),
    (.context, "context-not-cancelled"), (.pool, "pool-bloat"), (.deferredCalls, "defer-accumulation"),
    (.other, "heap-growth"),
  ])
  func `each container has its kind`(container: GrowingHolder.Container, kind: String) throws {
    let finding = try #require(diagnosis(of: try watch(look(container))).findings.first)
    #expect(finding.kind == kind && finding.level == .suspect)
  }

  @Test func `captured variables and local variables go before the container`() throws {
    let registered = look(.slice) { $0.closure = "shop.(*Store).Watch.func1" }
    #expect(diagnosis(of: try watch(registered)).findings.first?.kind == "closure-capture")
    let local = look(.map) { holder in
      holder.isLocal = true
      holder.root = .init(sort: .goroutine, name: "shop.run", function: "shop.run", local: "seen")
    }
    #expect(diagnosis(of: try watch(local)).findings.first?.kind == "goroutine-local-retention")
  }

  @Test func `arrays beyond use are a leak, arrays that may be filled are a suspect`() throws {
    let idle = look { holder in
      holder.idleArrays = 600
      holder.idleArrayBytes = 20 << 20
    }
    let suspect = try #require(diagnosis(of: try watch(idle)).findings.first)
    #expect(suspect.kind == "backing-array-retention" && suspect.level == .suspect)
    var lost = idle
    lost.holders[0].lostArrayBytes = 20 << 20
    let leak = try #require(diagnosis(of: try watch(lost)).findings.first)
    #expect(leak.kind == "backing-array-retention" && leak.level == .leak && leak.proof == .structure)
    // Where some went, nothing is beyond doubt.
    lost.holders[0].gone = 3
    #expect(diagnosis(of: try watch(lost)).findings.first?.level == .suspect)
  }

  @Test func `a holder of what other code allocates says nothing of the line`() throws {
    let other = look(allocatedIn: "shop.(*Audit).note")
    #expect(diagnosis(of: try watch(other)).outline == ["suspect heap-growth store.go:4"])
  }

  @Test func `objects on a cycle with their finalizer are a leak when they pile up`() throws {
    var cycles = look(allocatedIn: "elsewhere")
    cycles.finalizerCycles = [
      .init(
        type: "shop.Handle",
        before: 10,
        after: 900,
        gone: 0,
        retainedBytes: 20 << 20,
        sites: [.init(addresses: [], functions: ["shop.(*Store).Put"], samples: 40)]
      )
    ]
    let finding = try #require(diagnosis(of: try watch(cycles)).findings.first)
    #expect(finding.kind == "finalizer-cycle" && finding.level == .leak && finding.proof == .structure)
    #expect(finding.location?.line == 4)
    cycles.finalizerCycles[0].gone = 700
    #expect(diagnosis(of: try watch(cycles)).findings.first?.level == .suspect)
  }

  @Test func `where no profile was taken the graph alone makes a suspect, and nothing of what turns over`() throws {
    var capture = try watch(look())
    capture.heaps = []
    let finding = try #require(diagnosis(of: capture).findings.first)
    #expect(finding.kind == "unbounded-map" && finding.level == .suspect && finding.confidence <= 0.6)
    capture = try watch(look { $0.gone = 19_000 })
    capture.heaps = []
    #expect(!diagnosis(of: capture).findings.contains { $0.level != .note })
  }

  /// A watch in which samples saw nothing grow, and the live heap after each forced collection is known.
  private func slowWatch(_ look: ObjectGraphLook?, liveHeap: [Int64]) throws -> Capture {
    var capture = try watch(look)
    for index in capture.heaps.indices {
      let row = HeapRow(store, main, size: 1024, allocated: 2, inUse: 2)
      capture.heaps[index].profile = .heap([row], at: [0, 12, 30][index])
    }
    capture.memory = zip([0, 12, 30], liveHeap).map { at, bytes in
      var statistics = MemoryStatistics()
      statistics.numGC = Int64(at)
      statistics.heapAlloc = bytes
      statistics.totalAlloc = bytes + 1000
      return MemoryObservation(statistics: statistics, at: Double(at) + 0.01, round: nil, source: "/debug/vars")
    }
    return capture
  }

  @Test func `what holds a rise that samples are too few for is a suspect`() throws {
    let rising: [Int64] = [1 << 20, 10 << 20, 23 << 20]
    let finding = try #require(diagnosis(of: try slowWatch(look(), liveHeap: rising)).findings.first)
    #expect(finding.kind == "unbounded-map" && finding.level == .suspect)
    #expect(finding.evidence.contains { $0.source == "memory statistics after forced collections" })
    // Without the graph it is a sentence, and so it is where the holder turns over or explains too little.
    let turning = look { $0.gone = 400 }
    let small = look { $0.after = HeapRetention.Amount(objects: 2000, bytes: 3 << 20) }
    for other in [nil, turning, small] {
      #expect(diagnosis(of: try slowWatch(other, liveHeap: rising)).findings.isEmpty)
    }
    #expect(diagnosis(of: try slowWatch(look(), liveHeap: [22 << 20, 22 << 20, 22 << 20])).findings.isEmpty)
  }
}
