// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// When a watch takes heap profiles, and which of them are worth a forced collection.
///
/// What a heap profile shows is as old as the last collections, up to two cycles; only `gc=1` shows the present, and costs
/// a full mark with two short stops. Three collections are enough to tell growth from its first step: in the first round,
/// in a middle one and in the last. None is forced where the mark would be expensive or the collector is short of time
/// already; then every round takes what there is, and those count between which the collector ran twice.
package struct HeapPlan: Sendable {
  /// Who decides about forced collections.
  package enum Collection: Sendable {
    /// They are forced where they are cheap.
    case whereCheap
    case always
    case never
  }

  /// A request for a heap profile.
  package enum Request: Hashable, Sendable {
    case afterCollection
    case asItIs
  }

  /// Above this heap a mark takes seconds of a core.
  package static let liveHeapLimit: Int64 = 2 << 30
  /// Above this share of the processors' time the collector has no room for one more cycle.
  package static let collectorShareLimit = 0.25

  /// Why no collection is forced, as a sentence without a full stop; nil when they are.
  package private(set) var refusal: String?
  private let collection: Collection
  private let seconds: Double
  private var requests = 0
  private var hasMiddle = false

  package init(_ collection: Collection, seconds: Double) {
    self.collection = collection
    self.seconds = seconds
    if collection == .never {
      refusal = "no collection was forced (--no-gc): heap profiles show what the last ones found"
    }
  }

  /// Takes note of the memory before anything was forced; nil when nothing told it.
  package mutating func learn(_ statistics: MemoryStatistics?) {
    guard collection == .whereCheap else { return }
    guard let statistics, let heap = statistics.liveHeap ?? statistics.heapAlloc else {
      refusal = "no collection was forced: nothing tells how large the heap is (--gc forces them)"
      return
    }
    if heap > Self.liveHeapLimit {
      refusal =
        "no collection was forced: the heap of \(heap >> 20) MiB is above \(Self.liveHeapLimit >> 20) MiB "
        + "(--gc forces them)"
    } else if let share = statistics.gcCPUFraction, share > Self.collectorShareLimit {
      refusal =
        "no collection was forced: the collector already takes \(Int(share * 100)) % of the processors "
        + "(--gc forces them)"
    }
  }

  /// What to ask for in the round at `time`; nil when the round takes no heap profile.
  package mutating func request(at time: Double, isLast: Bool) -> Request? {
    defer { requests += 1 }
    if refusal != nil { return .asItIs }
    if requests == 0 || isLast { return .afterCollection }
    if !hasMiddle, time >= seconds * 0.4 {
      hasMiddle = true
      return .afterCollection
    }
    return nil
  }
}
