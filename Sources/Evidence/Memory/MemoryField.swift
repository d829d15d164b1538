// SPDX-License-Identifier: Apache-2.0

/// One number of `MemoryStatistics` and the name under which the Go runtime states it.
///
/// Names are those of runtime.MemStats where it has one, else of runtime/metrics, else of Prometheus' process collector.
/// Readers look a name up and store what stands behind it; the writer of readings walks through `all`.
package struct MemoryField: Sendable {
  /// How the number is written and kept.
  package enum Kind: Sendable {
    /// A whole number: bytes, objects, collections.
    case count(any WritableKeyPath<MemoryStatistics, Int64?> & Sendable)
    /// Written in nanoseconds, kept in seconds.
    case nanoseconds(any WritableKeyPath<MemoryStatistics, Double?> & Sendable)
    /// Written and kept in seconds, or as a share of 1.
    case real(any WritableKeyPath<MemoryStatistics, Double?> & Sendable)
  }

  /// The name, unique among all fields.
  package let name: String
  package let kind: Kind

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The field of a name; nil for every other name.
  package static func named(_ name: String) -> MemoryField? { byName[name] }

  private static let byName: [String: MemoryField] = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Values above it mean that no limit or goal is set.
  package static let unlimited = 0x1p62

  /// Every field, each number of `MemoryStatistics` once, but for times that come in two units.
  package static let all: [MemoryField] = [
    MemoryField("HeapAlloc", .count(\.heapAlloc)),
    MemoryField("/gc/heap/live:bytes", .count(\.liveHeap)),
    MemoryField("TotalAlloc", .count(\.totalAlloc)),
    MemoryField("Mallocs", .count(\.mallocs)),
    MemoryField("Frees", .count(\.frees)),
    MemoryField("HeapObjects", .count(\.heapObjects)),
    MemoryField("HeapInuse", .count(\.heapInuse)),
    MemoryField("HeapIdle", .count(\.heapIdle)),
    MemoryField("HeapReleased", .count(\.heapReleased)),
    MemoryField("HeapSys", .count(\.heapSys)),
    MemoryField("NextGC", .count(\.nextGC)),
    MemoryField("StackInuse", .count(\.stackInuse)),
    MemoryField("StackSys", .count(\.stackSys)),
    MemoryField("MSpanInuse", .count(\.mspanInuse)),
    MemoryField("MSpanSys", .count(\.mspanSys)),
    MemoryField("MCacheInuse", .count(\.mcacheInuse)),
    MemoryField("MCacheSys", .count(\.mcacheSys)),
    MemoryField("BuckHashSys", .count(\.buckHashSys)),
    MemoryField("GCSys", .count(\.gcSys)),
    MemoryField("OtherSys", .count(\.otherSys)),
    MemoryField("Sys", .count(\.sys)),
    MemoryField("NumGC", .count(\.numGC)),
    MemoryField("NumForcedGC", .count(\.numForcedGC)),
    MemoryField("GCCPUFraction", .real(\.gcCPUFraction)),
    MemoryField("LastGC", .nanoseconds(\.lastGC)),
    MemoryField("go_memstats_last_gc_time_seconds", .real(\.lastGC)),
    MemoryField("PauseTotalNs", .nanoseconds(\.pauseTotal)),
    MemoryField("go_gc_duration_seconds_sum", .real(\.pauseTotal)),
    MemoryField("/gc/gogc:percent", .count(\.gogc)),
    MemoryField("/gc/gomemlimit:bytes", .count(\.memoryLimit)),
    MemoryField("/sched/gomaxprocs:threads", .count(\.goMaxProcs)),
    MemoryField("/sched/goroutines:goroutines", .count(\.goroutines)),
    MemoryField("/sched/goroutines-created:goroutines", .count(\.goroutinesCreated)),
    MemoryField("/sched/threads/total:threads", .count(\.threads)),
    MemoryField("/gc/finalizers/queued:finalizers", .count(\.finalizersQueued)),
    MemoryField("/gc/finalizers/executed:finalizers", .count(\.finalizersExecuted)),
    MemoryField("/gc/cleanups/queued:cleanups", .count(\.cleanupsQueued)),
    MemoryField("/gc/cleanups/executed:cleanups", .count(\.cleanupsExecuted)),
    MemoryField("/cgo/go-to-c-calls:calls", .count(\.cgoCalls)),
    MemoryField("process_resident_memory_bytes", .count(\.rss)),
    MemoryField("MaxRSS", .count(\.maxRSS)),
    MemoryField("process_open_fds", .count(\.openDescriptors)),
    MemoryField("process_max_fds", .count(\.maxDescriptors)),
    MemoryField("leak_fd_open_total", .count(\.descriptorsOpened)),
    MemoryField("leak_fd_close_total", .count(\.descriptorsClosed)),
    MemoryField("process_start_time_seconds", .real(\.processStart)),
    MemoryField("process_cpu_seconds_total", .real(\.processCPU)),
  ]
}

extension MemoryStatistics {
  /// Stores a number as its source states it; what cannot be such a number is left out.
  ///
  /// `integer` is the number exactly where it is whole and fits. Goals and limits beyond 2^62 mean that there is none.
  package mutating func set(_ field: MemoryField, to number: Double, exactly integer: Int64?) {
    guard number.isFinite else { return }
    switch field.kind {
    case .count(let path):
      if number > MemoryField.unlimited { return setUnlimited(path) }
      let value = integer ?? Int64(exactly: number.rounded())
      guard let value, value >= 0 || path == \.gogc && value == -1 else { return }
      self[keyPath: path] = value
      if path == \.nextGC, isCollectionOff == nil { isCollectionOff = false }
    case .nanoseconds(let path):
      if number >= 0 { self[keyPath: path] = number / 1e9 }
    case .real(let path):
      if number >= 0 { self[keyPath: path] = number }
    }
  }

  private mutating func setUnlimited(_ path: WritableKeyPath<MemoryStatistics, Int64?>) {
    if path == \.nextGC { isCollectionOff = true }
    if path == \.gogc { gogc = -1 }
  }

  /// The number of a field as its source would state it; nil when it is not known.
  package func number(_ field: MemoryField) -> (number: Double, exactly: Int64?)? {
    switch field.kind {
    case .count(let path): self[keyPath: path].map { (Double($0), $0) }
    case .nanoseconds(let path):
      // Only what comes back exactly; the name that states seconds serves for the rest.
      self[keyPath: path].flatMap { seconds in
        let whole = Int64(exactly: (seconds * 1e9).rounded())
        return whole.flatMap { Double($0) / 1e9 == seconds ? (Double($0), $0) : nil }
      }
    case .real(let path): self[keyPath: path].map { ($0, nil) }
    }
  }

  /// How many numbers are known; the size classes do not count.
  package var knownCount: Int {
    MemoryField.all.reduce(0) { count, field in
      switch field.kind {
      case .count(let path): count + (self[keyPath: path] == nil ? 0 : 1)
      case .nanoseconds: count
      case .real(let path): count + (self[keyPath: path] == nil ? 0 : 1)
      }
    }
  }

  /// Takes over what another reading of the same moment knows and this one does not.
  package mutating func fill(from other: MemoryStatistics) {
    for field in MemoryField.all {
      switch field.kind {
      case .count(let path): self[keyPath: path] = self[keyPath: path] ?? other[keyPath: path]
      case .nanoseconds: break
      case .real(let path): self[keyPath: path] = self[keyPath: path] ?? other[keyPath: path]
      }
    }
    isCollectionOff = isCollectionOff ?? other.isCollectionOff
    if bySize.isEmpty { bySize = other.bySize }
  }
}
