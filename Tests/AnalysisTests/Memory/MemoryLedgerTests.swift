// SPDX-License-Identifier: Apache-2.0

import Evidence
import TestSupport
import Testing

@testable import Analysis

private let megabyte: Int64 = 1 << 20

/// Ledgers of real Go programs in known states of memory.
struct RecordedLedgerTests {
  static let versions = ["go1.22.10", "go1.27.3"]
  static let regimes = [
    "idle", "live", "garbage", "kept", "returned", "fragmented", "offheap", "mappedfile", "stacks", "files", "lazyfree",
  ]

  @Test(arguments: versions, regimes)
  func `the parts add up to the resident set, and Go's identities hold`(version: String, regime: String) throws {
    let recorded = try RecordedMemory(version: version, regime: regime)
    let ledger = try #require(MemoryLedger(recorded.statistics, look: recorded.look, apart: 0))
    #expect(ledger.entries.reduce(0) { $0 + $1.bytes } == recorded.look.rss)
    #expect(ledger[.residual] == 0)
    #expect(ledger.caveat == nil)
    let go = recorded.statistics
    let heapSys = try #require(go.heapSys)
    #expect(go.heapInuse.flatMap { inuse in go.heapIdle.map { inuse + $0 } } == heapSys)
    #expect(go.metadata.flatMap { metadata in go.stackSys.map { heapSys + $0 + metadata } } == go.sys)
    #expect(go.mallocs.flatMap { mallocs in go.frees.map { mallocs - $0 } } == go.heapObjects)
  }

  @Test(arguments: versions, regimes)
  func `what Go holds explains the resident set within 2 MiB`(version: String, regime: String) throws {
    let recorded = try RecordedMemory(version: version, regime: regime)
    let ledger = try #require(MemoryLedger(recorded.statistics, look: recorded.look, apart: 0))
    let rss = try #require(ledger.rss)
    // 64 MiB were put beside the heap in these two.
    let beside: Int64 = ["offheap", "mappedfile"].contains(regime) ? 64 * megabyte : 0
    #expect(abs(rss - ledger.committed - ledger[.lazyFree] - beside) <= 2 * megabyte)
    // The executable's own pages are a part of their own, which leaves as much of the runtime's memory untouched.
    #expect(-ledger[.untouched] <= 4 * megabyte)
  }

  /// What each state must be taken for, and nothing else.
  static let expected: [(String, [MemoryRegime.Kind])] = [
    ("idle", []), ("live", []), ("returned", []), ("files", []), ("garbage", [.garbageByDesign]),
    ("kept", [.notYetReturned]), ("fragmented", [.fragmentation]), ("offheap", [.outsideGo]),
    ("mappedfile", [.mappedFiles]), ("stacks", [.stacks]), ("lazyfree", [.lazilyFreed]),
  ]

  @Test(arguments: versions, expected)
  func `each state is recognized`(version: String, state: (regime: String, kinds: [MemoryRegime.Kind])) throws {
    let recorded = try RecordedMemory(version: version, regime: state.regime)
    let regimes = MemoryRegime.all(at: MemoryMoment(recorded.statistics, look: recorded.look, apart: 0))
    #expect(regimes.map(\.kind) == state.kinds)
    #expect(regimes.allSatisfy { !$0.numbers.isEmpty })
  }

  @Test(arguments: versions) func `growth of the live heap needs two readings`(version: String) throws {
    let idle = try RecordedMemory(version: version, regime: "idle")
    let live = try RecordedMemory(version: version, regime: "live")
    let first = MemoryMoment(idle.statistics, look: idle.look, at: 0, apart: 0)
    let last = MemoryMoment(live.statistics, look: live.look, at: 60, apart: 0)
    #expect(MemoryRegime.all(at: last, since: first).map(\.kind) == [.liveGrowth])
    #expect(MemoryRegime.all(at: first, since: last).map(\.kind) == [])
  }
}

/// Numbers that are not complete, or not of one moment.
struct MemoryLedgerTests {
  private func statistics(_ change: (inout MemoryStatistics) -> Void = { _ in }) -> MemoryStatistics {
    var go = MemoryStatistics()
    go.heapAlloc = 60 * megabyte
    go.heapInuse = 70 * megabyte
    go.heapIdle = 30 * megabyte
    go.heapReleased = 20 * megabyte
    go.sys = 110 * megabyte
    go.stackSys = 4 * megabyte
    change(&go)
    return go
  }

  private func look(rss: Int64, _ change: (inout ProcessLook) -> Void = { _ in }) -> ProcessLook {
    var look = ProcessLook()
    look.rss = rss * megabyte
    change(&look)
    return look
  }

  @Test func `without the system's numbers the parts add up to what Go holds`() throws {
    let ledger = try #require(MemoryLedger(statistics()))
    #expect(ledger.total == 90 * megabyte && ledger.rss == nil)
    #expect(
      ledger.entries == [
        .init(part: .heapObjects, bytes: 60 * megabyte), .init(part: .fragmentation, bytes: 10 * megabyte),
        .init(part: .idleKept, bytes: 10 * megabyte), .init(part: .stacks, bytes: 4 * megabyte),
        .init(part: .residual, bytes: 6 * megabyte),
      ]
    )
    #expect(ledger.caveat == "the resident set is not known: only what Go holds is told")
  }

  @Test func `without sys there is no ledger`() {
    #expect(MemoryLedger(statistics { $0.sys = nil }) == nil)
    #expect(MemoryLedger(statistics { $0.heapReleased = nil }) == nil)
  }

  @Test func `the resident set of the statistics counts where there is no look`() throws {
    let ledger = try #require(MemoryLedger(statistics { $0.rss = 100 * megabyte }))
    #expect(ledger.total == 100 * megabyte && ledger[.outsideGo] == 10 * megabyte)
    #expect(ledger.caveat == nil)
  }

  @Test func `what is not resident counts as untouched`() throws {
    let ledger = try #require(MemoryLedger(statistics(), look: look(rss: 50), apart: 1))
    #expect(ledger[.untouched] == -40 * megabyte)
    #expect(ledger.entries.reduce(0) { $0 + $1.bytes } == 50 * megabyte)
    let regimes = MemoryRegime.all(at: MemoryMoment(statistics(), look: look(rss: 50), apart: 1))
    #expect(regimes.map(\.kind) == [.untouched])
  }

  @Test func `named mappings tell memory outside of Go from memory that is not touched`() throws {
    let seen = look(rss: 150) { look in
      look.anonymous = 148 * megabyte
      look.fileBacked = 2 * megabyte
      look.goMappings = ["heap": 46 * megabyte, "heap metadata": 2 * megabyte]
      look.unnamedAnonymous = 100 * megabyte
    }
    let ledger = try #require(MemoryLedger(statistics(), look: seen, apart: 0))
    #expect(ledger[.outsideGo] == 100 * megabyte)
    #expect(ledger[.untouched] == -42 * megabyte)
    #expect(ledger.entries.reduce(0) { $0 + $1.bytes } == 150 * megabyte)
    // The statistics of this test do not tell the runtime's own memory.
    #expect(ledger[.residual] == 6 * megabyte)
  }

  @Test func `readings that are far apart are not compared, and that is said`() throws {
    let ledger = try #require(MemoryLedger(statistics(), look: look(rss: 300), apart: 30))
    #expect(!ledger.isComparable)
    #expect(ledger.caveat == "Go's and the kernel's numbers were read 30 s apart: their difference says little")
    #expect(MemoryRegime.all(at: MemoryMoment(statistics(), look: look(rss: 300), apart: 30)).isEmpty)
    #expect(try #require(MemoryLedger(statistics(), look: look(rss: 300))).caveat?.hasSuffix("is not known") == true)
  }

  @Test func `hostile numbers do not trap`() {
    for value in [Int64.min, -1, 0, Int64.max] {
      var go = statistics()
      go.heapAlloc = value
      go.liveHeap = value
      go.buckHashSys = value
      go.numForcedGC = value
      go.finalizersQueued = value
      go.finalizersExecuted = value
      let seen = look(rss: 1) {
        $0.rss = value
        $0.lazyFree = value
        $0.fileBacked = value
        $0.shared = value
        $0.cgroupUsage = value
        $0.cgroupInactiveFile = value
      }
      let one = MemoryMoment(go, look: seen, at: 0, apart: 0)
      let other = MemoryMoment(statistics(), look: look(rss: 9), at: 100, apart: 0)
      _ = MemoryRegime.all(at: one, since: other) + MemoryRegime.all(at: other, since: one)
      #expect(one.ledger != nil)
    }
  }
}

/// States that no recording shows: from numbers.
struct MemoryRegimeTests {
  @Test func `settings`() {
    var go = MemoryStatistics()
    go.heapAlloc = 500 * megabyte
    go.isCollectionOff = true
    #expect(MemoryRegime.all(at: MemoryMoment(go)).map(\.kind) == [.collectionOff])
    go.memoryLimit = 1000 * megabyte
    #expect(MemoryRegime.all(at: MemoryMoment(go)).isEmpty)
    go.sys = 1000 * megabyte
    go.heapReleased = 20 * megabyte
    go.gcCPUFraction = 0.4
    #expect(MemoryRegime.all(at: MemoryMoment(go)).map(\.kind) == [.limitTooLow])
  }

  @Test func `the runtime's own memory, finalizers and forced collections need two readings`() {
    var before = MemoryStatistics()
    before.buckHashSys = 1 * megabyte
    before.otherSys = 1 * megabyte
    before.finalizersQueued = 10
    before.finalizersExecuted = 10
    before.numForcedGC = 0
    var now = before
    now.buckHashSys = 30 * megabyte
    now.otherSys = 40 * megabyte
    now.finalizersQueued = 500
    now.numForcedGC = 12
    let regimes = MemoryRegime.all(at: MemoryMoment(now, at: 120), since: MemoryMoment(before, at: 0))
    #expect(regimes.map(\.kind) == [.profileBuckets, .runtimeOther, .finalizersBlocked, .forcedCollections])
    #expect(regimes.last?.numbers == [.init("forced collections", 6, .perMinute)])
    #expect(MemoryRegime.all(at: MemoryMoment(now, at: 120)).isEmpty)
    #expect(MemoryRegime.all(at: MemoryMoment(before, at: 120), since: MemoryMoment(before, at: 0)).isEmpty)
  }

  @Test func `page cache and huge pages are the kernel's`() {
    var look = ProcessLook()
    look.rss = 100 * megabyte
    look.cgroupUsage = 400 * megabyte
    look.cgroupInactiveFile = 280 * megabyte
    #expect(MemoryRegime.all(at: MemoryMoment(MemoryStatistics(), look: look)).map(\.kind) == [.pageCache])
    var go = MemoryStatistics()
    go.sys = 60 * megabyte
    go.heapReleased = 0
    look.cgroupUsage = nil
    look.anonymous = 100 * megabyte
    look.fileBacked = 0
    look.hugePages = 90 * megabyte
    #expect(MemoryRegime.all(at: MemoryMoment(go, look: look, apart: 0)).map(\.kind) == [.outsideGo, .hugePages])
  }
}
