// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A send on a channel from which nobody will receive.
///
/// The receiver left early (timeout, error, first answer wins), the buffer is full, or the consumer died.
package struct GoroutineBlockedSend: GoroutineLeakKind {
  package let id = "goroutine-blocked-send"
  package let summary = "a send on a channel nobody will receive from"
  package let mechanism = """
    A send on a channel ends when somebody receives, or when the buffer has room. If the receiver has left, because \
    its time was up, an error came first or the first answer was enough, the sender waits for ever. It keeps its \
    stack, all that its variables refer to, and whatever waits for it in turn.
    """
  package let detection = """
    Goroutines in the state `chan send` at one line, of which new ones come and none ends. Go's own leak profile (Go \
    1.27) proves it where nothing else can reach the channel, a nil channel proves itself, and on any version the \
    goroutine ids of a process ten minutes old do. Senders of which some get through are an `unbounded-queue`.
    """
  package let activity = "wait to send on a channel"
  package let refutedBy = "a receive on this channel that lets a member of the first round go on"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    (series.place.operation == .send || series.place.operation == .nilChannelSend) && series.stack.hasOwnCode
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    if story.lead.place.operation == .nilChannelSend {
      return ["The channel is nil: it was never made, or was set to nil. Sending on it can never end."]
    }
    if story.lead.stack.userFrame != nil, story.proven == 0, caseFile.goroutines.hasLeakProfile {
      return [
        "The channel can still be reached: look for the consumer that stopped, or for a slot that was not returned."
      ]
    }
    return ["The usual cause is a receiver that returned early: on a timeout, on an error, or with the first answer."]
  }

  package let fix = Finding.Fix(
    "give the channel room for every sender, make(chan T, n), or select on ctx.Done() beside the send",
    before: """
      results := make(chan T)
      go func() { results <- work() }()
      """,
    after: """
      results := make(chan T, 1) // the sender can always finish
      go func() { results <- work() }()
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
