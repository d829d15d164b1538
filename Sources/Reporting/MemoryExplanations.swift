// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis

/// Says in sentences what the ledger's large parts are, where no note of the verdict does.
struct MemoryExplanations {
  let sentences: [String]

  init(_ regimes: [MemoryRegime]) {
    sentences = regimes.compactMap { regime in
      Self.sentence(of: regime.kind).map { "\($0) (\(Self.written(regime.numbers)))" }
    }
  }

  /// What a state means for who reads it; nil for states that a note tells with more care.
  private static func sentence(of kind: MemoryRegime.Kind) -> String? {
    switch kind {
    case .notYetReturned, .fragmentation, .liveGrowth, .limitTooLow, .collectionOff, .garbageByDesign: nil
    case .outsideGo: "a large part of the resident set is not Go's: C, mmap, or a library's own memory"
    case .mappedFiles: "a large part of the resident set are pages of files, which the system drops when it needs room"
    case .lazilyFreed: "freed memory is still counted until the system needs it: Go returned it with MADV_FREE"
    case .pageCache:
      "most of what the container is charged for beyond the process is page cache, which the system drops when it needs room"
    case .hugePages: "huge pages make memory resident that Go has returned"
    case .untouched: "Go holds memory that was never touched, which costs nothing"
    case .stacks: "stacks are a large part of what Go holds: fewer or shallower goroutines would make it smaller"
    case .profileBuckets: "the tables of the runtime's own profiles grow: many different call stacks allocate"
    case .runtimeOther: "the runtime's other memory grows: execution traces that are not read do that"
    case .spanMetadata: "the runtime's tables are large beside the heap: a larger heap of the past left them"
    case .finalizersBlocked: "finalizers or cleanups are queued faster than they run: one of them may be blocked"
    case .forcedCollections:
      "something forces collections: runtime.GC or debug.FreeOSMemory in the service, or a scraper of profiles"
    }
  }

  private static func written(_ numbers: [MemoryRegime.Number]) -> String {
    numbers.map { number in
      switch number.unit {
      case .bytes: "\(number.name) \(Quantity.bytes(number.value))"
      case .count: "\(number.name) \(Quantity.grouped(Int(number.value)))"
      case .share: "\(number.name) \(Int((number.value * 100).rounded())) %"
      case .perMinute: "\(Quantity.rate(number.value)) \(number.name) a minute"
      }
    }.joined(separator: ", ")
  }
}
