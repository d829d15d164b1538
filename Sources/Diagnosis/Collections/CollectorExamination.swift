// SPDX-License-Identifier: Apache-2.0

package import Analysis

/// Judges the trace lines of one process.
///
/// The third heap size of a gctrace line is the live heap, to whole MiB; its course is judged as `LiveHeapExamination`
/// judges it everywhere. A log of the collector shows no line and no holder, so growth is a suspect and never a leak.
package struct CollectorExamination {
  let history: CollectorHistory
  /// GOMEMLIMIT, where the caller knows it: no trace line states it.
  let memoryLimit: Int64?

  package init(_ history: CollectorHistory, memoryLimit: Int64? = nil) {
    self.history = history
    self.memoryLimit = memoryLimit
  }

  /// GOMEMLIMIT as Go reads it: a whole number of B, KiB, MiB, GiB or TiB; nil for anything else.
  package static func memoryLimit(_ text: String) -> Int64? { TimeToLimit.bytes(text) }

  package func judgement() -> CollectorJudgement {
    let floor = history.floor
    let trend = floor.flatMap { MemoryTrend($0.points) }
    var finding = LiveHeapExamination(floor: floor).finding()
    let limit = detectionLimit(trend)
    if let trend, trend.course == .rising, finding?.level == .suspect {
      finding?.explanation =
        "What collections leave rises, also in the last third of the log. Which line allocates it the log does not tell: "
        + "compare heap profiles."
    }
    let policy = GoalPolicy(history)
    let heap = LiveHeapStatements(
      history: history,
      trend: trend,
      policy: policy,
      memoryLimit: memoryLimit,
      detectionLimit: limit
    )
    let work = CollectorWorkStatements(history: history)
    let system = SystemStatements(history: history)
    return CollectorJudgement(
      finding: finding,
      statements: (heap.statements() + work.statements(keptPerSecond: trend?.bytesPerSecond) + system.statements())
        .sorted { $0.topic.rank < $1.topic.rank },
      trend: trend,
      detectionLimit: limit,
      forecast: heap.forecast
    )
  }

  /// Half the width of the slope's interval, but at least what one MiB more or less at the ends makes.
  private func detectionLimit(_ trend: MemoryTrend?) -> Double? {
    guard let trend, trend.course != .tooShort, history.seconds > 0 else { return nil }
    let width = (trend.interval.upperBound - trend.interval.lowerBound) / 2
    return max(width.isFinite ? width : 0, 1_048_576 / history.seconds)
  }
}

extension CollectorJudgement.Statement.Topic {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
