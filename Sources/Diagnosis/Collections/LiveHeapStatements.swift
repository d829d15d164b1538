// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Says what the live heap does, when it meets a limit, and what the goals show of the settings.
struct LiveHeapStatements {
  let history: CollectorHistory
  let trend: MemoryTrend?
  let policy: GoalPolicy?
  let memoryLimit: Int64?
  let detectionLimit: Double?

  func statements() -> [CollectorJudgement.Statement] {
    [liveHeap, limit, settings].compactMap { $0 }
  }

  /// What the limit leaves for the live heap: GOMEMLIMIT covers stacks and globals, too.
  private var room: Double? {
    if let memoryLimit {
      let other = (history.last?.stacks ?? 0) + (history.last?.globals ?? 0)
      return Double(memoryLimit - other)
    }
    return policy?.heldAt.map(Double.init)
  }

  /// When the live heap fills what the limit leaves; nil when it does not rise or there is no limit.
  var forecast: MemoryTrend.Forecast? {
    guard let trend, trend.course == .rising, let room else { return nil }
    return trend.forecast(limit: room)
  }

  private var liveHeap: CollectorJudgement.Statement? {
    guard let first = history.first, let last = history.last else { return nil }
    let (from, to) = (writtenBytes(first.liveHeap), writtenBytes(last.liveHeap))
    let range = first.liveHeap == last.liveHeap ? "was \(from) at both ends" : "went from \(from) to \(to)"
    guard let trend, trend.course != .tooShort else {
      let count = history.cycleCount == 1 ? "one collection tells" : "\(history.cycleCount) collections tell"
      return .init(
        .liveHeap,
        "What collections left \(range); \(count) no trend (\(MemoryTrend.leastPoints) do)."
      )
    }
    let values = trend.points.map(\.bytes)
    if let low = values.min(), let high = values.max(), high - low <= 2_097_152 {
      return .init(
        .liveHeap,
        "Stays between \(writtenBytes(Int64(low))) and \(writtenBytes(Int64(high))): too little for lines of whole MiB to tell "
          + "a trend."
      )
    }
    let rate =
      "\(writtenRate(trend.bytesPerSecond)) (95 %: \(writtenRate(trend.interval.lowerBound)) to "
      + "\(writtenRate(trend.interval.upperBound)))"
    let limit = detectionLimit.map { " Growth below \(writtenRate($0)) would not have been seen." } ?? ""
    switch trend.course {
    case .rising:
      return .init(.liveHeap, "Rises by \(rate): what collections left \(range).", isNotable: true)
    case .flat:
      return .init(.liveHeap, "Does not rise beyond chance: what collections left \(range).\(limit)")
    case .plateau:
      return .init(.liveHeap, "Rose and came to rest at \(writtenBytes(Int64(saturating: trend.level))).")
    case .step:
      let change = trend.levels.map {
        ": \(writtenBytes(Int64(saturating: $0.before))) before, \(writtenBytes(Int64(saturating: $0.after))) after"
      }
      return .init(.liveHeap, "Changed its level once\(change ?? "") and stood still on both sides.\(limit)")
    case .falling:
      return .init(.liveHeap, "Falls by \(writtenRate(-trend.bytesPerSecond)): what collections left \(range).")
    case .tooShort:
      return nil
    }
  }

  private var limit: CollectorJudgement.Statement? {
    guard let last = history.last, let room else { return nil }
    let name = memoryLimit.map { "GOMEMLIMIT of \(writtenBytes($0))" } ?? "a limit that the goals show"
    if let forecast {
      let interval =
        forecast.interval.upperBound.isFinite
        ? "95 %: \(writtenDuration(forecast.interval.lowerBound)) to \(writtenDuration(forecast.interval.upperBound))"
        : "at the soonest \(writtenDuration(forecast.interval.lowerBound))"
      return .init(
        .limit,
        "At this rate the live heap alone fills \(name) in about \(writtenDuration(forecast.seconds)) (\(interval)); "
          + "collections come ever closer before.",
        isNotable: true
      )
    }
    guard room > 0 else {
      return .init(.limit, "\(name) is smaller than stacks and globals alone.", isNotable: true)
    }
    let share = Double(last.liveHeap) / room
    return .init(
      .limit,
      "The live heap fills \(percent(share)) of \(name).",
      isNotable: share > 0.6
    )
  }

  private var settings: CollectorJudgement.Statement? {
    guard let policy else { return nil }
    if let held = policy.heldAt, let start = policy.headroomAtStart, let end = policy.headroomAtEnd {
      return .init(
        .settings,
        "The goal stays at \(writtenBytes(held)) and leaves \(whole(end)) % of headroom, where it left \(whole(start)) % at "
          + "first: something holds it, as GOMEMLIMIT does. From there on a growing heap costs processor time, not memory.",
        isNotable: true
      )
    }
    let headroom = policy.headroom
    let meaning =
      switch headroom {
      case 90...110: "as GOGC=100, the default, does"
      case ..<90: "as a GOGC of about \(whole(headroom)) or a memory limit does"
      default: "as a GOGC of about \(whole(headroom)) does: more memory for fewer collections"
      }
    return .init(.settings, "Goals leave \(whole(headroom)) % of headroom on what is scanned, \(meaning).")
  }
}

/// Bytes a second as a person reads them: by the hour where a second or a minute shows too little.
func writtenRate(_ bytesPerSecond: Double) -> String {
  for (seconds, unit) in [(1.0, "s"), (60, "min"), (3600, "h")] {
    let amount = bytesPerSecond * seconds
    if amount.magnitude >= 102.4 * 1024 || unit == "h" { return "\(writtenBytes(Int64(saturating: amount)))/\(unit)" }
  }
  return ""
}

/// A share as a percentage: whole from 1 % on.
func percent(_ share: Double) -> String {
  let value = share * 100
  if value > 0, value < 0.95 { return value < 0.05 ? "less than 0.1 %" : "\((value * 10).rounded() / 10) %" }
  return "\(whole(value)) %"
}

private func whole(_ value: Double) -> String { String(Int64(saturating: value)) }
