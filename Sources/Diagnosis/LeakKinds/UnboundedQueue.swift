// SPDX-License-Identifier: Apache-2.0

package import Analysis

/// A queue whose producer outruns its consumer.
///
/// Seen here in two forms: senders that pile up before a channel although some of them get through, so that the consumer
/// lives and is too slow; and container/list elements that only grow in number.
package struct UnboundedQueue: GoroutineLeakKind, HeapLeakKind {
  package let id = "unbounded-queue"
  package let summary = "a queue grows: the producer outruns the consumer"
  package let mechanism = """
    Work comes in faster than it is done. What waits, in a list, in a buffered channel or as goroutines that queue \
    up to send, grows for as long as that lasts, and with it the time that each piece of work waits.
    """
  package let detection = """
    Senders that pile up before a channel although some get through, at least twice as many coming as going; or \
    elements of container/list that only become more. A suspect: it falls again when the load does, if it ever does.
    """
  package let subject = "a queue"
  package let activity = "queue up to send to a consumer that is too slow"
  package let refutedBy = "the backlog shrinking when the load falls"

  package init() {}

  /// Senders of which some get through: those that never do are blocked sends.
  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    series.place.operation == .send && series.stack.hasOwnCode && (series.flow.map(Self.isBacklog) ?? false)
  }

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool {
    story.shows(.list) && !story.shows(.map)
  }

  /// Whether many come, some go, and those that come are more.
  static func isBacklog(_ flow: GoroutineFlow) -> Bool {
    flow.deaths >= 5 && Double(flow.deaths) > GoroutineJudgement.toleratedDeaths * Double(flow.births)
      && flow.births >= 2 * flow.deaths
  }

  package let fix = Finding.Fix(
    "let the producer feel it: a bounded queue whose full state is an answer (429, drop the oldest), or more consumers",
    before: """
      q.jobs <- job // every request waits here when the worker is slow
      """,
    after: """
      select {
      case q.jobs <- job:
      default:
        return errBusy
      }
      """
  )
  package let safeguard = Finding.Safeguard(
    "a metric of the queue's length with an alert, and a load test above the consumer's speed"
  )
}
