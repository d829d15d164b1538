// SPDX-License-Identifier: Apache-2.0

/// What a Go program, or a monitor beside it, says of the program's memory at one moment.
///
/// One type for all sources: runtime.MemStats as JSON, in a heap profile's text or in log lines, expvar, Prometheus and
/// OpenMetrics text, runtime/metrics. A number that the source does not state is nil, never 0. Sizes are bytes, times
/// seconds; counters run since the process started. Names are those of runtime.MemStats (src/runtime/mstats.go) where it
/// has one. Identities that hold in every consistent reading: sys is the sum of its parts, heapSys = heapInuse + heapIdle,
/// heapObjects = mallocs - frees.
package struct MemoryStatistics: Codable, Hashable, Sendable {
  // MARK: The heap

  /// Reachable and unswept objects together.
  package var heapAlloc: Int64?
  /// What the last collection marked: the live heap, without garbage (/gc/heap/live:bytes).
  package var liveHeap: Int64?
  package var totalAlloc: Int64?
  package var mallocs: Int64?
  package var frees: Int64?
  package var heapObjects: Int64?
  package var heapInuse: Int64?
  package var heapIdle: Int64?
  package var heapReleased: Int64?
  package var heapSys: Int64?
  /// Heap size at which the next collection is due; nil also when collection is off (values above 2^62).
  package var nextGC: Int64?

  // MARK: Everything else that Go takes from the system

  package var stackInuse: Int64?
  package var stackSys: Int64?
  package var mspanInuse: Int64?
  package var mspanSys: Int64?
  package var mcacheInuse: Int64?
  package var mcacheSys: Int64?
  /// Buckets of profiles.
  package var buckHashSys: Int64?
  package var gcSys: Int64?
  /// Trace buffers among others.
  package var otherSys: Int64?
  package var sys: Int64?

  // MARK: The collector

  package var numGC: Int64?
  package var numForcedGC: Int64?
  /// Share of the processors' time that collection took since the start, 0...1.
  package var gcCPUFraction: Double?
  /// Seconds since 1970 at which the last collection ended.
  package var lastGC: Double?
  /// Seconds for which collections stopped the program, since the start.
  package var pauseTotal: Double?
  /// GOGC; nil when not stated, -1 when off.
  package var gogc: Int64?
  /// GOMEMLIMIT; nil when not stated or not set (values above 2^62).
  package var memoryLimit: Int64?
  package var goMaxProcs: Int64?
  /// Whether the reading says that collection is off (a goal above 2^62).
  package var isCollectionOff: Bool?

  // MARK: Beside the heap

  package var goroutines: Int64?
  /// Goroutines ever created (Go 1.26).
  package var goroutinesCreated: Int64?
  package var threads: Int64?
  /// Finalizers that wait to run, and that have run (Go 1.26).
  package var finalizersQueued: Int64?
  package var finalizersExecuted: Int64?
  package var cleanupsQueued: Int64?
  package var cleanupsExecuted: Int64?
  /// Calls from Go to C.
  package var cgoCalls: Int64?

  // MARK: What the system says, as far as the source tells it

  package var rss: Int64?
  /// Largest resident set so far.
  package var maxRSS: Int64?
  package var openDescriptors: Int64?
  package var maxDescriptors: Int64?
  /// Descriptors that the program itself counted as opened and closed, where it keeps such counters.
  package var descriptorsOpened: Int64?
  package var descriptorsClosed: Int64?
  /// Seconds since 1970.
  package var processStart: Double?
  /// Processor seconds since the start.
  package var processCPU: Double?

  /// Objects by size class, smallest first; empty when not stated.
  package var bySize: [SizeClass] = []

  /// Counters of one size class of the allocator.
  package struct SizeClass: Codable, Hashable, Sendable {
    /// Bytes of an object.
    package var size: Int64
    package var mallocs: Int64
    package var frees: Int64

    package init(size: Int64, mallocs: Int64, frees: Int64) {
      self.size = size
      self.mallocs = mallocs
      self.frees = frees
    }
  }

  package init() {}
}

extension MemoryStatistics {
  /// What Go has taken from the system and not given back: its part of the resident set, within 2 MiB when nothing of it
  /// is untouched.
  package var committed: Int64? {
    guard let sys, let heapReleased else { return nil }
    return sys &- heapReleased
  }

  /// Freed and kept for new objects.
  package var idleKept: Int64? {
    guard let heapIdle, let heapReleased else { return nil }
    return heapIdle &- heapReleased
  }

  /// Memory of the runtime itself: spans, caches, profile buckets, collector, the rest.
  package var metadata: Int64? {
    guard let mspanSys, let mcacheSys, let buckHashSys, let gcSys, let otherSys else { return nil }
    return mspanSys &+ mcacheSys &+ buckHashSys &+ gcSys &+ otherSys
  }
}
