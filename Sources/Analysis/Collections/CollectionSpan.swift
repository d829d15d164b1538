// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Collections that follow one another, put together: what a long log keeps of each part of its time.
package struct CollectionSpan: Hashable, Sendable {
  package private(set) var count = 1
  package private(set) var forcedCount: Int
  /// Seconds since the process started: the end of the collection before the span, and the last of the span.
  package private(set) var start: Double
  package private(set) var end: Double
  /// The collection that left the least.
  package private(set) var lowest: RuntimeLog.GCCycle
  /// The most that a collection left, and the largest heap there was.
  package private(set) var highestLiveHeap: Int64
  package private(set) var peakHeap: Int64
  /// The goal of the last collection.
  package private(set) var goal: Int64
  package private(set) var longestPause: Double
  /// Bytes allocated over the span; nil when collections are missing in it.
  package private(set) var allocated: Int64?
  /// Processor seconds that there were, that collection took from the program, and that allocating goroutines had to give.
  package private(set) var available: Double
  package private(set) var taken: Double
  package private(set) var assisted: Double
  /// Percent that the heap was let grow on top of what is scanned, summed over `headroomCount` collections.
  private var headroom = 0.0
  private var headroomCount = 0

  /// Percent by which the heap may grow before the next collection, as the goals show: GOGC, unless a limit holds them.
  ///
  /// Nil when heaps were too small for whole MiB to tell.
  package var meanHeadroom: Double? { headroomCount > 0 ? headroom / Double(headroomCount) : nil }

  package var seconds: Double { end - start }

  /// The span of one collection; `previous` is the one before it.
  init(_ cycle: RuntimeLog.GCCycle, after previous: RuntimeLog.GCCycle?) {
    forcedCount = cycle.isForced ? 1 : 0
    start = previous?.at ?? cycle.at
    end = cycle.at
    lowest = cycle
    highestLiveHeap = cycle.liveHeap
    peakHeap = max(cycle.heapAtStart, cycle.heapAtEnd)
    goal = cycle.goal
    longestPause = cycle.clock.pause
    available = max(0, end - start) * Double(cycle.procs)
    taken = previous == nil ? 0 : cycle.processorTime.taken
    assisted = previous == nil ? 0 : cycle.processorTime.assist
    guard let previous, cycle.number == previous.number + 1 else { return }
    // What is marked includes what was allocated while marking, so nothing is counted twice.
    allocated = max(0, cycle.heapAtEnd - previous.liveHeap)
    let scanned = previous.liveHeap + (previous.stacks ?? 0) + (previous.globals ?? 0)
    // The smallest goal is 4 MiB at GOGC=100, whatever lives; and whole MiB say little of few.
    if scanned >= 16 << 20, cycle.goal > previous.liveHeap {
      headroom = Double(cycle.goal - previous.liveHeap) / Double(scanned) * 100
      headroomCount = 1
    }
  }

  /// Puts the span that follows into this one.
  mutating func append(_ next: CollectionSpan) {
    count += next.count
    forcedCount += next.forcedCount
    end = next.end
    if next.lowest.liveHeap < lowest.liveHeap { lowest = next.lowest }
    highestLiveHeap = max(highestLiveHeap, next.highestLiveHeap)
    peakHeap = max(peakHeap, next.peakHeap)
    goal = next.goal
    longestPause = max(longestPause, next.longestPause)
    available += next.available
    taken += next.taken
    assisted += next.assisted
    allocated = allocated.flatMap { mine in next.allocated.map { mine &+ $0 } }
    headroom += next.headroom
    headroomCount += next.headroomCount
  }
}
