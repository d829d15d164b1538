// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// A number of the process over time, and what it does.
struct ProcessSeries {
  let points: [MemoryPoint]
  let trend: MemoryTrend
  /// What the numbers were read from, for evidence lines.
  let source: String

  /// The trend of the points with known times; nil with fewer than `least`.
  init?(_ points: [(at: Double?, value: Double?)], source: String, least: Int = 5) {
    let known = points.compactMap { point in
      point.at.flatMap { at in point.value.map { MemoryPoint(at: at, bytes: $0) } }
    }.sorted { $0.at < $1.at }
    guard known.count >= least, let first = known.first, let last = known.last,
      last.at - first.at >= HeapGrowth.leastSeconds, let trend = MemoryTrend(known)
    else { return nil }
    self.points = known
    self.trend = trend
    self.source = source
  }

  /// A count as looks at the process tell it, or, where no look does, as the program or a monitor states it.
  init?(
    _ capture: Capture,
    look lookCount: (ProcessLook) -> Int?,
    stated statedCount: (MemoryStatistics) -> Int64?
  ) {
    let looks = capture.processes.map { (at: $0.at, value: lookCount($0.look).map(Double.init)) }
    let counted = looks.count { $0.value != nil }
    if counted > 0 {
      self.init(looks, source: "/proc, \(counted) looks")
    } else {
      let readings = capture.memory.map { (at: $0.at, value: statedCount($0.statistics).map(Double.init)) }
      self.init(readings, source: "memory statistics, \(readings.count { $0.value != nil }) readings")
    }
  }

  /// The threads by the lines of GODEBUG=schedtrace of one process, of which a service writes thousands: the lowest of each
  /// span where there are many.
  init?(schedules: [RuntimeLog.SchedulerState]) {
    let points = schedules.map { MemoryPoint(at: $0.at, bytes: Double($0.threads)) }.lowerEnvelope(60)
    self.init(points.map { (at: $0.at, value: $0.bytes) }, source: "schedtrace, \(schedules.count) lines")
  }

  var first: Double { points[0].bytes }
  var last: Double { points[points.count - 1].bytes }
  var rise: Double { last - first }
  var perSecond: Double { trend.bytesPerSecond }
  var interval: ClosedRange<Double> { trend.interval }
  var pValue: Double { trend.risePValue ?? 1 }

  /// Whether it rises by at least `least` and still does at the end.
  ///
  /// With fewer points than rank tests need, every quarter of the series must lie above the one before.
  func isRising(byAtLeast least: Double) -> Bool {
    guard rise >= least else { return false }
    switch trend.course {
    case .rising: return true
    case .tooShort:
      let quarters = (0..<4).map { quarter in
        let part = points[
          (quarter * points.count / 4)..<max((quarter + 1) * points.count / 4, quarter * points.count / 4 + 1)
        ]
        return part.reduce(0) { $0 + $1.bytes } / Double(part.count)
      }
      return zip(quarters, quarters.dropFirst()).allSatisfy { $0 < $1 }
    case .flat, .plateau, .step, .falling: return false
    }
  }

  /// The points, as evidence.
  func evidence(_ statement: String, _ unit: Finding.Growth.Unit) -> Finding.EvidenceLine {
    Finding.EvidenceLine(
      source: source,
      statement: "\(statement) over the watch",
      values: points.map(\.bytes),
      unit: unit
    )
  }

  /// The growth as findings state it.
  func growth(_ unit: Finding.Growth.Unit) -> Finding.Growth {
    Finding.Growth(unit: unit, perSecond: perSecond, interval: interval, pValue: pValue)
  }
}
