// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Where the memory of a process is: parts that add up to its resident set, or to what Go holds where that is not known.
///
/// Go's own parts come from its statistics: objects, fragmentation, idle spans, stacks, the runtime's own. What Go holds,
/// sys - heapReleased, was within 2 MiB of the resident set in every recorded state in which nothing lay beside the heap
/// (Go 1.22.10 and 1.27.3). The kernel's look tells what is marked as free and what is backed by files; the rest is
/// memory outside of Go when positive, and memory of Go that nobody has touched yet when negative: one number, in which
/// both can cancel each other. Where the kernel names Go's mappings the two are told apart.
package struct MemoryLedger: Hashable, Sendable {
  package enum Part: String, CaseIterable, Sendable {
    /// What the last collection marked.
    case liveHeap
    /// Allocated since the last collection, or dead and not yet swept.
    case unsweptGarbage
    /// Live objects and garbage, where the statistics do not tell them apart.
    case heapObjects
    /// Free slots in spans that hold objects.
    case fragmentation
    /// Free spans that were not returned to the system.
    case idleKept
    case stacks
    /// Spans, caches, profile buckets, the collector, the rest of the runtime.
    case metadata
    /// Returned with MADV_FREE: the kernel takes it back when it needs it.
    case lazyFree
    /// Resident pages of files and shared memory, the executable among them.
    case fileBacked
    /// Anonymous memory that Go does not know of: C, mmap.
    case outsideGo
    /// Held by Go and never touched, so not resident; negative.
    case untouched
    /// What the other parts leave over because the statistics are not complete.
    case residual
  }

  /// A part and its bytes; only parts whose numbers were told, in the order of `Part`, without those of 0 bytes.
  package struct Entry: Hashable, Sendable {
    package var part: Part
    package var bytes: Int64
  }

  package private(set) var entries: [Entry] = []
  /// What the entries add up to: the resident set, or what Go holds.
  package private(set) var total: Int64
  /// The resident set; nil when nobody told it, and the entries are Go's alone.
  package private(set) var rss: Int64?
  /// What Go has taken and not returned.
  package let committed: Int64
  /// Seconds between the two readings; nil when not known.
  package let apart: Double?

  /// Readings further apart than this are not subtracted: a service may allocate gigabytes meanwhile.
  package static let comparableWithin = 5.0

  /// Whether both readings are of the same moment, as far as is known.
  package var isComparable: Bool { apart.map { abs($0) <= Self.comparableWithin } ?? true }

  /// What to say beside the numbers, as a sentence without a full stop.
  package var caveat: String? {
    guard rss != nil else { return "the resident set is not known: only what Go holds is told" }
    guard let apart else { return "whether Go's and the kernel's numbers are of one moment is not known" }
    if isComparable { return nil }
    return "Go's and the kernel's numbers were read \(Int(abs(apart).rounded())) s apart: their difference says little"
  }

  /// Bytes of a part; 0 when it is not there.
  package subscript(part: Part) -> Int64 { entries.first { $0.part == part }?.bytes ?? 0 }

  /// The ledger of a reading; nil when it tells neither sys nor heapReleased.
  ///
  /// - Parameters:
  ///   - look: the kernel's view; without it the resident set that the statistics may hold counts.
  ///   - apart: seconds from the statistics to the look.
  package init?(_ statistics: MemoryStatistics, look: ProcessLook? = nil, apart: Double? = nil) {
    guard let committed = statistics.committed else { return nil }
    self.committed = committed
    rss = look?.rss ?? statistics.rss
    // Numbers of one source are of one moment.
    self.apart = look?.rss == nil && statistics.rss != nil ? 0 : apart
    total = rss ?? committed
    enterHeap(statistics)
    enter(.stacks, statistics.stackSys ?? statistics.stackInuse)
    enter(.metadata, statistics.metadata)
    if rss != nil { enterOutside(look) }
    enter(.residual, total &- entries.reduce(0) { $0 &+ $1.bytes })
    let order = Part.allCases
    entries.sort { (order.firstIndex(of: $0.part) ?? 0) < (order.firstIndex(of: $1.part) ?? 0) }
  }

  private mutating func enterHeap(_ statistics: MemoryStatistics) {
    let objects = statistics.heapAlloc
    // Marked at the last collection, of which some may have been swept since: then all that is left counts as live.
    if let live = statistics.liveHeap, let objects {
      enter(.liveHeap, min(live, objects))
      enter(.unsweptGarbage, objects &- min(live, objects))
    } else {
      enter(.heapObjects, objects)
    }
    if let inuse = statistics.heapInuse, let objects { enter(.fragmentation, inuse &- objects) }
    enter(.idleKept, statistics.idleKept)
  }

  private mutating func enterOutside(_ look: ProcessLook?) {
    let lazyFree = look?.lazyFree ?? 0
    let file = (look?.fileBacked ?? 0) &+ (look?.shared ?? 0)
    enter(.lazyFree, lazyFree)
    enter(.fileBacked, file)
    let rest = total &- committed &- lazyFree &- file
    guard let named = look?.goMappings, let unnamed = look?.unnamedAnonymous, look?.anonymous != nil else {
      enter(rest > 0 ? .outsideGo : .untouched, rest)
      return
    }
    // What Go named and is resident, without what it returned lazily, against what it holds.
    let resident = named.values.reduce(0, &+) &- lazyFree
    enter(.outsideGo, unnamed)
    enter(.untouched, min(0, resident &- committed))
  }

  private mutating func enter(_ part: Part, _ bytes: Int64?) {
    guard let bytes, bytes != 0 else { return }
    entries.append(Entry(part: part, bytes: bytes))
  }
}
