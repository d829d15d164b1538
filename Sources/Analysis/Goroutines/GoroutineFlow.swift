// SPDX-License-Identifier: Apache-2.0

/// Who came, who stayed and who went at one place, from the ids of the goroutines from round to round.
///
/// A goroutine seen in one round only may be a request on its way; one seen twice or more is a resident. A leak makes
/// residents that never go. Sums over all intervals; `arrivals` has one number per interval between rounds.
package struct GoroutineFlow: Hashable, Sendable {
  /// Residents of the first round.
  package var residentsAtStart = 0
  /// How many goroutines of the first round were gone in the second.
  package var goneAfterFirstRound = 0
  /// Residents that came after the first round.
  package var residentArrivals = 0
  /// Residents that ended.
  package var residentsGone = 0
  /// Residents that were also seen at another place: they do something now and then.
  package var residentsMoved = 0
  /// Seen in one round only, neither the first nor the last: came and went.
  package var passersBy = 0
  /// Came with the last round: whether they stay is not known.
  package var arrivalsInLastRound = 0
  /// New goroutines per interval, those of the last round included, passers-by not.
  package var arrivals: [Int]

  package init(intervals: Int) {
    arrivals = Array(repeating: 0, count: max(0, intervals))
  }

  /// All that came and, as far as seen, stayed.
  ///
  /// Whether those of the last round stay is not known: as many of them count as stayed of those that came before. Requests
  /// on their way, which are different ones in every round, are no births.
  package var births: Int {
    let followed = residentArrivals + passersBy
    if followed == 0 { return arrivalsInLastRound }
    return residentArrivals + arrivalsInLastRound * residentArrivals / followed
  }

  /// All that were seen to end after having stayed, or between the first two rounds.
  package var deaths: Int { residentsGone + (arrivals.count == 1 ? goneAfterFirstRound : 0) }

  /// How many intervals saw somebody come who stayed.
  package var intervalsWithArrivals: Int { arrivals.count { $0 > 0 } }
}

extension GoroutineFlow {
  /// The flow of two places taken together.
  package static func + (a: GoroutineFlow, b: GoroutineFlow) -> GoroutineFlow {
    var sum = a
    sum.residentsAtStart += b.residentsAtStart
    sum.goneAfterFirstRound += b.goneAfterFirstRound
    sum.residentArrivals += b.residentArrivals
    sum.residentsGone += b.residentsGone
    sum.residentsMoved += b.residentsMoved
    sum.passersBy += b.passersBy
    sum.arrivalsInLastRound += b.arrivalsInLastRound
    for index in sum.arrivals.indices where b.arrivals.indices.contains(index) {
      sum.arrivals[index] += b.arrivals[index]
    }
    return sum
  }
}
