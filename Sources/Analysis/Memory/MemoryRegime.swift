// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// A state of memory that numbers alone decide, with the numbers that did.
///
/// Each is a row of one decision table; several can hold at once. They explain, and prove no leak.
package struct MemoryRegime: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// Anonymous memory that Go does not know of: C, mmap, thread stacks of C.
    case outsideGo
    /// Resident pages of files: mmap of data.
    case mappedFiles
    /// Returned with MADV_FREE and still counted.
    case lazilyFreed
    /// The cgroup is charged with page cache that can be dropped at once.
    case pageCache
    /// Huge pages hold more than Go's numbers: released parts were made resident again.
    case hugePages
    /// Held and never touched: Go's numbers are above the resident set.
    case untouched
    /// Freed, and not yet returned to the system.
    case notYetReturned
    /// Few survivors pin many spans.
    case fragmentation
    /// Stacks of goroutines are a large part.
    case stacks
    /// What collections mark rises, and spans with it.
    case liveGrowth
    /// The limit leaves hardly any room above the live heap: the collector works for nothing.
    case limitTooLow
    /// Collection is off and there is no limit.
    case collectionOff
    /// Garbage until the next collection is a large part, as GOGC asks for.
    case garbageByDesign
    /// Buckets of profiles grow.
    case profileBuckets
    /// The runtime's other memory grows: trace buffers among others.
    case runtimeOther
    /// Spans and the collector's own memory are large beside the heap: many small spans in the past.
    case spanMetadata
    /// Finalizers or cleanups wait and wait.
    case finalizersBlocked
    /// Somebody forces collections again and again.
    case forcedCollections
  }

  /// A number that decided.
  package struct Number: Hashable, Sendable {
    package enum Unit: Sendable { case bytes, count, share, perMinute }

    /// In the words of the statistics, for example `heapInuse - heapAlloc`.
    package var name: String
    package var value: Double
    package var unit: Unit

    package init(_ name: String, _ value: Double, _ unit: Unit) {
      self.name = name
      self.value = value
      self.unit = unit
    }
  }

  package var kind: Kind
  package var numbers: [Number]

  package init(kind: Kind, numbers: [Number]) {
    self.kind = kind
    self.numbers = numbers
  }
}

/// What is known of memory at one moment: the program's own statistics, and the kernel's look taken beside them.
package struct MemoryMoment: Sendable {
  package var statistics: MemoryStatistics
  package var look: ProcessLook?
  /// Seconds from the start of the capture.
  package var at: Double?
  package var ledger: MemoryLedger?

  /// - Parameter apart: seconds from the statistics to the look; nil when not known.
  package init(_ statistics: MemoryStatistics, look: ProcessLook? = nil, at: Double? = nil, apart: Double? = nil) {
    self.statistics = statistics
    self.look = look
    self.at = at
    ledger = MemoryLedger(statistics, look: look, apart: apart)
  }
}
