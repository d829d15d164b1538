// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What the scheduler reported of itself, as the lines of GODEBUG=schedtrace=N sum it up.
package struct SchedulerHistory: Hashable, Sendable {
  /// The course of threads is kept as so many points at most, each the lowest of a part of the time.
  private static let pointLimit = 256

  /// Lines.
  package private(set) var count = 0
  package private(set) var first: RuntimeLog.SchedulerState?
  package private(set) var last: RuntimeLog.SchedulerState?
  package private(set) var mostThreads = 0
  package private(set) var longestQueue = 0
  private var queued = 0.0
  private var idle = 0.0
  /// How many reports found more goroutines waiting than there are processors.
  package private(set) var crowdedCount = 0
  /// Threads over time, the lowest of each part.
  package private(set) var threads: [MemoryPoint] = []
  private var reportsPerPoint = 1
  private var reportsInLast = 0

  package init() {}

  /// Goroutines that waited for a processor, and share of the processors that idled, on average.
  package var meanQueue: Double { count > 0 ? queued / Double(count) : 0 }
  package var meanIdleShare: Double { count > 0 ? idle / Double(count) : 0 }

  mutating func add(_ state: RuntimeLog.SchedulerState) {
    count += 1
    if first == nil { first = state }
    last = state
    mostThreads = max(mostThreads, state.threads)
    longestQueue = max(longestQueue, state.runQueue)
    queued += Double(state.runQueue)
    idle += state.goMaxProcs > 0 ? min(1, Double(state.idleProcs) / Double(state.goMaxProcs)) : 0
    if state.runQueue > state.goMaxProcs { crowdedCount += 1 }
    let point = MemoryPoint(at: state.at, bytes: Double(state.threads))
    if reportsInLast > 0, reportsInLast < reportsPerPoint, let lowest = threads.last {
      if point.bytes < lowest.bytes { threads[threads.count - 1] = point }
      reportsInLast += 1
      return
    }
    if threads.count == Self.pointLimit {
      threads = stride(from: 0, to: threads.count - 1, by: 2).map { index in
        threads[index].bytes <= threads[index + 1].bytes ? threads[index] : threads[index + 1]
      }
      reportsPerPoint *= 2
    }
    threads.append(point)
    reportsInLast = 1
  }
}
