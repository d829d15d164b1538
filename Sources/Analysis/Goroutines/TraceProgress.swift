// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What the goroutines at one place did while an execution trace ran: whether anybody woke them, and who.
///
/// Ids are the same in dumps and traces. Members that were started after the trace are not in it and not counted.
package struct TraceProgress: Hashable, Sendable {
  /// Members that the trace shows.
  package private(set) var seen = 0
  /// Those that another goroutine, the network or the system made ready at least once, after a wait of the sort that their
  /// place is.
  package private(set) var fed = 0
  /// Those that only timers made ready.
  package private(set) var ticking = 0
  /// Mean time between wake-ups of those that tick, in seconds; nil when none ticked three times.
  package private(set) var period: Double?
  /// Length of the trace.
  package let seconds: Double

  /// The progress of these goroutines, ids ascending or not; nil without a trace that shows any.
  ///
  /// A loop that takes a lock on its way was woken by whoever had it; only for places that wait for locks that counts.
  package init?(ids: [UInt64], waitingFor operation: BlockingOperation, traces: [TraceObservation]) {
    guard let trace = traces.last?.trace, !ids.isEmpty else { return nil }
    seconds = trace.seconds
    var periods: [Double] = []
    for id in ids {
      guard let member = trace.goroutines.find(id) else { continue }
      seen += 1
      let passing = operation.isSynchronization ? 0 : member.passingWakeUps
      if member.wakeUps > member.timerWakeUps + passing {
        fed += 1
      } else if member.timerWakeUps > 0 {
        ticking += 1
      }
      if let period = member.period, member.timerWakeUps > 0 { periods.append(period) }
    }
    if seen == 0 { return nil }
    if !periods.isEmpty { period = periods.reduce(0, +) / Double(periods.count) }
  }
}

extension [TraceGoroutine] {
  /// The goroutine with an id, by bisection: the list is ascending.
  fileprivate func find(_ id: UInt64) -> TraceGoroutine? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].id == id ? self[low] : nil
  }
}
