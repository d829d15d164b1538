// SPDX-License-Identifier: Apache-2.0

import Evidence
import StatisticalTests

/// What the goals of collections say about the settings of the collector.
///
/// The line shows neither GOGC nor GOMEMLIMIT. Without a limit the goal is the live heap and GOGC percent of what was
/// scanned (src/runtime/mgcpacer.go `commitHeapGoal`... `gcPercentHeapGoal`); under a limit it stays below it.
package struct GoalPolicy: Hashable, Sendable {
  /// Percent of headroom that the goals left: GOGC, unless a limit held them; the median over the log.
  package let headroom: Double
  /// The same in the first and in the last third of the time.
  package let headroomAtStart: Double?
  package let headroomAtEnd: Double?
  /// The goal that the last third stayed at while the live heap rose under it: what a limit leaves for the heap.
  package let heldAt: Int64?

  /// The policy that a history shows; nil when heaps were too small for whole MiB to tell.
  package init?(_ history: CollectorHistory) {
    let all = history.spans.compactMap(\.meanHeadroom)
    guard all.count >= 3 else { return nil }
    headroom = Self.median(all)
    let early = history.firstThird.compactMap(\.meanHeadroom)
    let late = history.lastThird.compactMap(\.meanHeadroom)
    headroomAtStart = early.isEmpty ? nil : Self.median(early)
    headroomAtEnd = late.isEmpty ? nil : Self.median(late)
    heldAt = Self.heldGoal(history.lastThird, from: headroomAtStart, to: headroomAtEnd)
  }

  private static func heldGoal(_ spans: ArraySlice<CollectionSpan>, from start: Double?, to end: Double?) -> Int64? {
    guard let start, let end, end < 0.75 * start, spans.count >= 6 else { return nil }
    let goals = spans.map(\.goal)
    guard let low = goals.min(), let high = goals.max(), Double(high - low) <= 0.05 * Double(high),
      let first = spans.first, let last = spans.last,
      // A heap that stands still has a goal that stands still.
      Double(last.lowest.liveHeap - first.lowest.liveHeap) >= 0.05 * Double(high)
        || Double(last.lowest.liveHeap) > 0.75 * Double(high)
    else { return nil }
    return high
  }

  private static func median(_ values: [Double]) -> Double { TheilSen.median(values.sorted()) }
}
