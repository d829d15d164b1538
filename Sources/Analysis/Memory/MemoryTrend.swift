// SPDX-License-Identifier: Apache-2.0

package import StatisticalTests

/// What a size does over time: how fast it changes, how sure that is, and whether it comes to rest.
///
/// For the floor of the live heap (`LiveHeapFloor`), for resident sets, for any series without identities. Robust by
/// construction: ranks and medians only, so a spike is one point among many. Growth here is growth of the process; which
/// line of code it comes from is told by `HeapHistory`.
package struct MemoryTrend: Hashable, Sendable {
  /// Ranks tell nothing that one could rely on with fewer points than this.
  package static let leastPoints = 20
  /// Level of the tests.
  package static let alpha = 0.01

  /// What the series does.
  package enum Course: String, Hashable, Sendable {
    /// Fewer points than ranks need: the slope is an estimate without a test.
    case tooShort
    /// No change beyond chance.
    case flat
    /// Rises, and in the last third as well.
    case rising
    /// Rose, and then kept its level: something filled up.
    case plateau
    /// One step up or down between two levels: a load, a spike, an idle time.
    case step
    case falling
  }

  package let points: [MemoryPoint]
  /// Bytes a second: the median over all pairs of points.
  package let bytesPerSecond: Double
  /// 95 % interval of `bytesPerSecond`; wide and rough with few points.
  package let interval: ClosedRange<Double>
  /// P(as steady a rise) without trend; nil with fewer than `leastPoints`.
  package let risePValue: Double?
  package let fallPValue: Double?
  /// Where the level changes most; nil with fewer than `leastPoints`.
  package let change: ChangePoint?
  /// Bytes a second over the last third, with its interval; nil with fewer than six points there.
  package let lastThird: TheilSen?
  package let course: Course

  /// The value at the last moment, by the line through the points.
  package let level: Double
  /// Half of the points lie within this distance of the line.
  package let scatter: Double

  /// The trend through the points in the order of time; nil with fewer than three or without time between them.
  package init?(_ points: [MemoryPoint]) {
    guard points.count >= 3, let line = TheilSen(points.map { (x: $0.at, y: $0.bytes) }) else { return nil }
    self.points = points
    bytesPerSecond = line.slope
    interval = line.interval
    level = line.intercept + line.slope * (points.last?.at ?? 0)
    scatter = TheilSen.median(points.map { abs($0.bytes - line.intercept - line.slope * $0.at) }.sorted())
    let third = points.suffix(points.count / 3)
    lastThird = third.count >= 6 ? TheilSen(third.map { (x: $0.at, y: $0.bytes) }) : nil
    guard points.count >= Self.leastPoints, let test = MannKendall(points.map(\.bytes)) else {
      (risePValue, fallPValue, change, course) = (nil, nil, nil, .tooShort)
      return
    }
    risePValue = test.risePValue
    fallPValue = test.fallPValue
    change = ChangePoint(points.map(\.bytes))
    course = Self.course(points, test: test, change: change, lastThird: lastThird)
  }

  private static func course(
    _ points: [MemoryPoint],
    test: MannKendall,
    change: ChangePoint?,
    lastThird: TheilSen?
  ) -> Course {
    if let change, change.pValue <= alpha, isStep(points, change) { return .step }
    if test.fallPValue <= alpha { return .falling }
    guard test.risePValue <= alpha else { return .flat }
    let early = points.prefix(points.count * 2 / 3)
    guard let lastThird, let before = TheilSen(early.map { (x: $0.at, y: $0.bytes) }) else { return .rising }
    // A start that is over soon rises in ranks, and not in the middle of the pairs.
    guard before.slope > 0 else { return lastThird.slope > 0 ? .rising : .plateau }
    // Rest: the last third is compatible with standing still and not with going on as before; or it rises at less than a
    // tenth of the pace, as the end of a curve that bends.
    let goesOn = lastThird.interval.upperBound >= before.slope / 2
    let stands = lastThird.interval.lowerBound <= 0
    if stands && !goesOn || lastThird.slope <= before.slope / 10 { return .plateau }
    return .rising
  }

  /// Whether neither side of the change moves by itself, so that the change is all there is.
  private static func isStep(_ points: [MemoryPoint], _ change: ChangePoint) -> Bool {
    let height = abs(change.after - change.before)
    guard height > 0 else { return false }
    for side in [points[..<change.index], points[change.index...]] where side.count >= 4 {
      guard let line = TheilSen(side.map { (x: $0.at, y: $0.bytes) }), let first = side.first, let last = side.last
      else { continue }
      if abs(line.slope * (last.at - first.at)) > height / 4 { return false }
    }
    return true
  }
}

extension MemoryTrend {
  /// The levels on both sides of the change; nil when none was looked for.
  package var levels: (before: Double, after: Double)? { change.map { ($0.before, $0.after) } }

  /// When a limit is reached if the series goes on as it does.
  package struct Forecast: Hashable, Sendable {
    /// Seconds from the last point.
    package let seconds: Double
    /// The same at both ends of the slope's interval and of the scatter; infinite when the lower end does not rise.
    package let interval: ClosedRange<Double>
  }

  /// The time until `limit`; nil when the series does not rise or is beyond it.
  package func forecast(limit: Double) -> Forecast? {
    let room = limit - level
    guard bytesPerSecond > 0, room > 0 else { return nil }
    let soonest = max(0, room - scatter) / max(interval.upperBound, bytesPerSecond)
    let latest = interval.lowerBound > 0 ? (room + scatter) / interval.lowerBound : .infinity
    return Forecast(seconds: room / bytesPerSecond, interval: soonest...latest)
  }
}
