// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Writes the notes on memory: what looks like a leak from outside and is none, each with its numbers.
struct MemoryNotes {
  let caseFile: CaseFile
  /// Whether findings already say that memory grows.
  let grows: Bool

  /// Amounts below this need no explanation.
  private static let worthAWord: Int64 = 32 << 20

  func notes() -> [Finding] {
    guard isOneProcess, let statistics = caseFile.capture.memory.map(\.statistics).last(where: { $0.heapInuse != nil })
    else { return plateaus() }
    return [tuning(statistics), notReturned(statistics), fragmented(statistics), stacks(statistics)].compactMap { $0 }
      + plateaus()
  }

  /// Whether the readings can be of one process: what counts from its start never falls.
  private var isOneProcess: Bool {
    let totals = caseFile.capture.memory.compactMap(\.statistics.totalAlloc)
    return zip(totals, totals.dropFirst()).allSatisfy { $0 <= $1 }
  }

  /// The heap that collections leave, as the readings just after one tell it.
  private var live: Int64? {
    let readings = caseFile.capture.memory
    let stated = readings.compactMap(\.statistics.liveHeap)
    if let last = stated.last { return last }
    if let floor = LiveHeapFloor(readings: readings), let last = floor.points.last {
      return Int64(saturating: last.bytes)
    }
    return readings.compactMap(\.statistics.heapAlloc).min()
  }

  /// Garbage that the settings allow between two collections.
  private func tuning(_ statistics: MemoryStatistics) -> Finding? {
    guard let live else { return nil }
    let peak = caseFile.capture.memory.compactMap(\.statistics.heapAlloc).max() ?? 0
    let goal = statistics.nextGC ?? caseFile.capture.memory.compactMap(\.statistics.nextGC).max()
    let isOff = statistics.isCollectionOff == true
    let activity = CollectorActivity(readings: caseFile.capture.memory)
    let limit = statistics.memoryLimit ?? environmentLimit
    let automatic = (activity?.collections ?? 0) - (activity?.forcedCollections ?? 0)
    let perSecond = activity.map { Double(max(0, automatic)) / $0.seconds } ?? 0
    if let share = statistics.gcCPUFraction, let limit, Double(live) > 0.6 * Double(limit), perSecond > 1 || share > 0.1
    {
      return note(
        GCTuning(),
        "the live heap of \(writtenBytes(live)) leaves little below GOMEMLIMIT of \(writtenBytes(limit)): "
          + "\(rounded(perSecond)) collections a second take \(Int((share * 100).rounded())) % of the processors",
        "Collections come the closer the fuller the limit is. Raise the limit or hold less.",
        [("live heap", live), ("GOMEMLIMIT", limit)]
      )
    }
    // What was allocated may have been in use; only what the goal allows is garbage by setting.
    let garbage = (isOff ? peak : goal ?? 0) - live
    let isHigh = isOff || (goal.map { Double($0) > 2.6 * Double(live) } ?? false)
    guard isHigh, garbage >= Self.worthAWord, !grows else { return nil }
    let setting = isOff ? "collection is off" : "the next collection is due at \(writtenBytes(goal ?? 0))"
    return note(
      GCTuning(),
      "the live heap is \(writtenBytes(live)) and flat; \(setting), so up to \(writtenBytes(garbage)) of garbage stands on it",
      "The saw-tooth is the collector's setting (GOGC, GOMEMLIMIT), not a leak: what collections leave does not rise.",
      [("live heap", live), ("largest heap seen", peak)] + (goal.map { [("goal", $0)] } ?? [])
    )
  }

  private var environmentLimit: Int64? {
    caseFile.capture.processes.compactMap { $0.look.environment["GOMEMLIMIT"].flatMap(TimeToLimit.bytes) }.last
  }

  /// Freed and kept.
  private func notReturned(_ statistics: MemoryStatistics) -> Finding? {
    let kept = statistics.idleKept ?? 0
    let lazy = caseFile.capture.processes.last?.look.lazyFree ?? 0
    let amount = max(kept, lazy)
    guard amount >= Self.worthAWord, let inUse = statistics.heapInuse, Double(amount) > 0.5 * Double(inUse) else {
      return gone(statistics)
    }
    let which =
      lazy > kept
      ? "marked as free for the system, which takes it when it needs it (MADV_FREE)" : "kept for new objects"
    return note(
      NotReturnedToOS(),
      "\(writtenBytes(amount)) were freed and are \(which); \(writtenBytes(inUse)) of the heap are in use",
      "After a spike Go gives memory back slowly, to spare the next spike the cost. It is not in use, and not lost.",
      [("idle and kept", kept), ("heap in use", inUse), ("returned", statistics.heapReleased ?? 0)]
    )
  }

  /// Held when the watch began, and gone with the collections of the look: left from a time of more work.
  private func gone(_ statistics: MemoryStatistics) -> Finding? {
    let held = caseFile.capture.memory.compactMap(\.statistics.committed)
    guard let first = held.first, let last = statistics.committed, first - last >= 2 * Self.worthAWord,
      Double(last) < 0.5 * Double(first), !grows
    else { return nil }
    return note(
      NotReturnedToOS(),
      "\(writtenBytes(first - last)) of the \(writtenBytes(first)) that the process held when the watch began went with the "
        + "collections of this look",
      "They were left from a time of more work: garbage that no collection had taken yet, or freed memory that had not been "
        + "given back. A service that idles collects every two minutes at most.",
      [("held at first", first), ("held at last", last)]
    )
  }

  /// Spans that few objects hold, judged when a collection has just been.
  private func fragmented(_ statistics: MemoryStatistics) -> Finding? {
    let ratios = caseFile.capture.memory.compactMap { reading -> (waste: Int64, inUse: Int64)? in
      guard let inUse = reading.statistics.heapInuse, let alloc = reading.statistics.heapAlloc else { return nil }
      return (inUse - alloc, inUse)
    }
    // Garbage hides it: the reading with least of it is the nearest to the truth, and it must hold for most of them.
    guard let least = ratios.min(by: { $0.waste < $1.waste }), least.waste >= Self.worthAWord,
      Double(least.waste) > 0.3 * Double(least.inUse)
    else { return nil }
    return note(
      Fragmentation(),
      "\(writtenBytes(least.waste)) of \(writtenBytes(least.inUse)) of the heap's spans hold nothing: few objects keep whole spans",
      "HeapInuse - HeapAlloc stayed this large in every reading, also right after collections.",
      [("heap in use", least.inUse), ("held by objects", least.inUse - least.waste)]
    )
  }

  /// Structures of goroutines that have ended, which the runtime keeps for the next ones.
  private func stacks(_ statistics: MemoryStatistics) -> Finding? {
    let goroutines = Int64(caseFile.goroutines.totals.last ?? 0)
    let stacks = statistics.stackInuse ?? 0
    let dead = deadGoroutines
    guard goroutines > 0, dead > max(10_000, 4 * goroutines) || stacks >= max(Self.worthAWord, 64 * 1024 * goroutines)
    else {
      return nil
    }
    let live = "\(writtenInThousands(Int(goroutines))) goroutines live"
    return note(
      StacksAndDeadGoroutines(),
      dead <= goroutines
        ? "\(live), and \(writtenBytes(stacks)) of stacks are kept"
        : "\(live), and \(writtenInThousands(Int(dead))) once did at the same time: \(writtenBytes(stacks)) of stacks and about "
          + "\(writtenBytes(dead.multipliedReportingOverflow(by: 440).partialValue)) of their structures are kept",
      "The runtime never gives back the structure of a goroutine; it waits for the next one. A burst leaves its peak behind.",
      [("stacks", stacks)]
    )
  }

  /// How many goroutine structures were ever needed at once: they are allocated and never freed.
  private var deadGoroutines: Int64 {
    guard let heap = caseFile.capture.heaps.last else { return 0 }
    return CallSite.sites(in: heap.profile) { $0 == "runtime.malg" }.reduce(0) { $0 + $1.objects }
  }

  /// Places of the heap that grew early in the watch and then stood still.
  private func plateaus() -> [Finding] {
    caseFile.heap.lines.compactMap { line -> Finding? in
      guard line.isOwnCode, let growth = line.growth, growth.behavior == .jumped, growth.bytes >= 1_048_576,
        let end = growth.segments.last, end.births <= max(1, growth.births / 10)
      else { return nil }
      let location = line.frame.location
      let size = Int64(saturating: line.series.bytesInUse(line.series.roundCount - 1))
      var finding = note(
        WarmUp(),
        "memory at \(ShortPath(location).text) grew and came to rest at \(writtenBytes(size))",
        "It grew early in the watch, by \(writtenBytes(Int64(saturating: growth.bytes))), and not since: a cache or pool that fills.",
        []
      )
      finding.location = Finding.Location(line.frame)
      finding.size.bytes = size
      return finding
    }
  }

  /// Turns growth into a note that the goroutines explain whose memory it is.
  static func loadDriven(_ growth: Finding, holders: Int) -> Finding {
    var note = Finding(of: LoadDriven(), level: .note, confidence: 0.85, title: growth.title, proof: .pattern)
    note.explanation =
      "It belongs to goroutines that run there, of which \(writtenInThousands(holders)) more are at work than at first: buffers "
      + "of connections and requests, which go when these end."
    note.growth = growth.growth
    note.size = growth.size
    note.evidence = growth.evidence
    return note
  }

  private func note(_ kind: any LeakKind, _ title: String, _ explanation: String, _ numbers: [(String, Int64)])
    -> Finding
  {
    var finding = Finding(of: kind, level: .note, confidence: 0.9, title: title, proof: .accounting)
    finding.explanation = explanation
    finding.evidence = numbers.map { name, bytes in
      Finding.EvidenceLine(source: "memory statistics", statement: name, values: [Double(bytes)])
    }
    return finding
  }
}
