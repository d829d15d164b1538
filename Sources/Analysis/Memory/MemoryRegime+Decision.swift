// SPDX-License-Identifier: Apache-2.0

import Evidence

extension MemoryRegime {
  /// Less than this explains nothing about a process, whatever its share.
  private static let floor: Int64 = 32 << 20
  /// An explanation tells at least this share of the whole.
  private static let share = 0.2

  /// The states that hold at `last`, in the order in which the questions are asked: what lies outside of Go, what was not
  /// returned, fragmentation, stacks, growth of the live heap, settings, the runtime itself.
  ///
  /// - Parameter first: an earlier moment of the same process; what rises or is counted per time is decided only with it.
  package static func all(at last: MemoryMoment, since first: MemoryMoment? = nil) -> [MemoryRegime] {
    outside(last) + heap(last, first) + settings(last) + runtime(last, first)
  }

  private static func isLarge(_ part: Int64, of whole: Int64, floor: Int64 = Self.floor) -> Bool {
    part >= floor && Double(part) >= Self.share * Double(whole)
  }

  private static func bytes(_ name: String, _ value: Int64) -> Number { Number(name, Double(value), .bytes) }

  // MARK: The resident set against what Go holds

  private static func outside(_ moment: MemoryMoment) -> [MemoryRegime] {
    var found: [MemoryRegime] = []
    if let ledger = moment.ledger, let rss = ledger.rss, ledger.isComparable {
      let numbers = [bytes("rss", rss), bytes("sys - heapReleased", ledger.committed)]
      let parts: [(MemoryLedger.Part, Kind, String)] = [
        (.outsideGo, .outsideGo, "outside of Go"), (.fileBacked, .mappedFiles, "backed by files"),
        (.lazyFree, .lazilyFreed, "LazyFree"),
      ]
      for (part, kind, name) in parts where isLarge(ledger[part], of: rss) {
        found.append(MemoryRegime(kind: kind, numbers: [bytes(name, ledger[part])] + numbers))
      }
      // Collapsed pages bring back what was released: the resident set is above what Go holds by about as much.
      if let huge = moment.look?.hugePages, let anonymous = moment.look?.anonymous, huge >= anonymous / 5 * 4,
        isLarge(ledger[.outsideGo], of: rss), ledger[.outsideGo] <= huge
      {
        found.append(MemoryRegime(kind: .hugePages, numbers: [bytes("AnonHugePages", huge)] + numbers))
      }
      if isLarge(0 &- ledger[.untouched], of: ledger.committed) {
        found.append(
          MemoryRegime(kind: .untouched, numbers: [bytes("not resident", 0 &- ledger[.untouched])] + numbers)
        )
      }
    }
    return found + pageCache(moment)
  }

  private static func pageCache(_ moment: MemoryMoment) -> [MemoryRegime] {
    guard let usage = moment.look?.cgroupUsage, let cache = moment.look?.cgroupInactiveFile,
      let rss = moment.look?.rss, isLarge(usage &- rss, of: usage), cache >= (usage &- rss) / 2
    else { return [] }
    let numbers = [bytes("memory.current", usage), bytes("inactive_file", cache), bytes("rss", rss)]
    return [MemoryRegime(kind: .pageCache, numbers: numbers)]
  }

  // MARK: Go's own parts

  private static func heap(_ last: MemoryMoment, _ first: MemoryMoment?) -> [MemoryRegime] {
    let now = last.statistics
    let whole = max(last.ledger?.total ?? 0, now.committed ?? 0)
    var found: [MemoryRegime] = []
    if let idle = now.idleKept, isLarge(idle, of: whole) {
      found.append(MemoryRegime(kind: .notYetReturned, numbers: [bytes("heapIdle - heapReleased", idle)]))
    }
    // Below a third, and in small heaps, free slots are the ordinary slack of size classes.
    if let inuse = now.heapInuse, let objects = now.heapAlloc, inuse &- objects > 64 << 20,
      Double(inuse &- objects) > 0.3 * Double(inuse)
    {
      let numbers = [bytes("heapInuse - heapAlloc", inuse &- objects), bytes("heapInuse", inuse)]
      found.append(MemoryRegime(kind: .fragmentation, numbers: numbers))
    }
    if let stacks = now.stackInuse, isLarge(stacks, of: whole) {
      var numbers = [bytes("stackInuse", stacks)]
      if let goroutines = now.goroutines { numbers.append(Number("goroutines", Double(goroutines), .count)) }
      found.append(MemoryRegime(kind: .stacks, numbers: numbers))
    }
    if let before = first?.statistics.liveHeap, let live = now.liveHeap, live > before,
      isLarge(live &- before, of: live, floor: 16 << 20),
      let inuseBefore = first?.statistics.heapInuse, let inuse = now.heapInuse,
      inuse &- inuseBefore >= (live &- before) / 2
    {
      let numbers = [bytes("live heap", live), bytes("live heap before", before), bytes("heapInuse", inuse)]
      found.append(MemoryRegime(kind: .liveGrowth, numbers: numbers))
    }
    return found
  }

  private static func settings(_ moment: MemoryMoment) -> [MemoryRegime] {
    let now = moment.statistics
    var found: [MemoryRegime] = []
    if let limit = now.memoryLimit, let held = now.committed, held >= limit / 10 * 9,
      let cpu = now.gcCPUFraction, cpu >= 0.25
    {
      let numbers = [
        bytes("GOMEMLIMIT", limit), bytes("sys - heapReleased", held), Number("gcCPUFraction", cpu, .share),
      ]
      found.append(MemoryRegime(kind: .limitTooLow, numbers: numbers))
    }
    if now.isCollectionOff == true || now.gogc == -1 {
      // With a limit it is a setting that works: collections come when the limit is near.
      if now.memoryLimit == nil {
        found.append(MemoryRegime(kind: .collectionOff, numbers: [bytes("heapAlloc", now.heapAlloc ?? 0)]))
      }
    } else if let live = now.liveHeap, let objects = now.heapAlloc,
      isLarge(objects &- live, of: moment.ledger?.total ?? objects)
    {
      var numbers = [bytes("heapAlloc - live heap", objects &- live), bytes("live heap", live)]
      if let goal = now.nextGC { numbers.append(bytes("nextGC", goal)) }
      found.append(MemoryRegime(kind: .garbageByDesign, numbers: numbers))
    }
    return found
  }

  // MARK: The runtime itself

  private static func runtime(_ last: MemoryMoment, _ first: MemoryMoment?) -> [MemoryRegime] {
    let now = last.statistics
    var found: [MemoryRegime] = []
    if let spans = now.mspanSys, let collector = now.gcSys, spans &+ collector > 64 << 20,
      spans &+ collector > (now.heapInuse ?? Int64.max) / 2
    {
      found.append(MemoryRegime(kind: .spanMetadata, numbers: [bytes("mspanSys + gcSys", spans &+ collector)]))
    }
    guard let first else { return found }
    let before = first.statistics
    let growing: [(Kind, String, Int64?, Int64?)] = [
      (.profileBuckets, "buckHashSys", before.buckHashSys, now.buckHashSys),
      (.runtimeOther, "otherSys", before.otherSys, now.otherSys),
    ]
    for (kind, name, old, new) in growing {
      guard let old, let new, new &- old >= 16 << 20 else { continue }
      found.append(MemoryRegime(kind: kind, numbers: [bytes(name, new), bytes("\(name) before", old)]))
    }
    if let waiting = unfinished(now), let waitedBefore = unfinished(before), waiting &- waitedBefore >= 100 {
      let numbers = [
        Number("finalizers and cleanups waiting", Double(waiting), .count),
        Number("waiting before", Double(waitedBefore), .count),
      ]
      found.append(MemoryRegime(kind: .finalizersBlocked, numbers: numbers))
    }
    if let old = before.numForcedGC, let new = now.numForcedGC, let start = first.at, let end = last.at,
      end - start >= 60, Double(new &- old) * 60 >= end - start
    {
      found.append(
        MemoryRegime(
          kind: .forcedCollections,
          numbers: [Number("forced collections", Double(new &- old) * 60 / (end - start), .perMinute)]
        )
      )
    }
    return found
  }

  /// Finalizers and cleanups that were queued and have not run (Go 1.26).
  private static func unfinished(_ statistics: MemoryStatistics) -> Int64? {
    guard let finalizers = statistics.finalizersQueued, let run = statistics.finalizersExecuted else { return nil }
    return finalizers &- run &+ (statistics.cleanupsQueued ?? 0) &- (statistics.cleanupsExecuted ?? 0)
  }
}
