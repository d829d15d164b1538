// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// How goroutines at a place come and go, beyond their number.
extension GoroutineJudgement {
  /// Whether arrivals go on through the watch, and not only at its beginning or in one burst.
  ///
  /// What came at the beginning may be a ramp that ends; arrivals after it then must be growth by themselves.
  static func isSustained(_ flow: GoroutineFlow) -> Bool {
    let intervals = flow.arrivals.count
    if intervals <= 2 { return flow.intervalsWithArrivals == intervals }
    return (0...(intervals - 3)).contains { goesOn(flow.arrivals.dropFirst($0), isWhole: $0 == 0) }
  }

  /// Whether there are arrivals in most intervals, and at the end not far fewer than on average.
  private static func goesOn(_ arrivals: ArraySlice<Int>, isWhole: Bool) -> Bool {
    let total = arrivals.reduce(0, +)
    let late = arrivals.suffix(max(2, arrivals.count / 3))
    let expected = Double(total * late.count) / Double(arrivals.count)
    return (isWhole || total >= leastBirths) && arrivals.count { $0 > 0 } >= max(2, (arrivals.count + 1) / 2)
      && Double(late.reduce(0, +)) >= max(1, leastPace * expected)
  }

  /// How much of the mean number of arrivals the last ones must keep.
  private static let leastPace = 0.25

  /// Whether many members were seen elsewhere in between: they run now and then.
  static func hasMoved(_ story: GoroutineStory) -> Bool {
    guard let flow = story.flow else { return false }
    let residents = flow.residentsAtStart + flow.residentArrivals
    return residents > 0 && Double(flow.residentsMoved) >= 0.2 * Double(residents)
  }

  /// Whether each member serves an open connection, so that the number of clients may explain the number of members.
  static func waitsForClient(_ story: GoroutineStory) -> Bool {
    let operation = story.lead.place.operation
    guard operation == .select || operation == .receive || operation == .networkOrFile else { return false }
    return story.lead.stack.contains("net/http.(*conn).serve") || operation == .networkOrFile
  }

  /// Whether about every member has a partner of its own that waits on a connection: one that started it, that it started,
  /// or that the same goroutine started.
  ///
  /// The writer beside each reader of a WebSocket lives as long as the client wants: clients that come evenly and stay look
  /// like a leak over any life.
  static func belongsToClients(_ story: GoroutineStory, _ history: GoroutineHistory) -> Bool {
    let ids = story.lastIDs
    let parents = story.series.reduce(into: Set<UInt64>()) { $0.formUnion($1.creatorIDs) }
    var isServing: Set<UInt64> = []
    for series in history.series where series.place.operation == .networkOrFile && !series.stack.isMain {
      isServing.formUnion(series.creatorIDs)
      // Only relatives matter: memory is that of the story, not of all connections.
      for id in series.lastIDs where parents.contains(id) || ids.containsAscending(id) { isServing.insert(id) }
    }
    let relatives = isServing.count { parents.contains($0) || ids.containsAscending($0) }
    return relatives * 2 >= story.count
  }
}
