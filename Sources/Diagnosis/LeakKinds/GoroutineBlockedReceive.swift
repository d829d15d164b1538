// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A receive from a channel to which nobody sends and which nobody closes, or from a nil channel.
package struct GoroutineBlockedReceive: GoroutineLeakKind {
  package let id = "goroutine-blocked-receive"
  package let summary = "a receive or range on a channel nobody sends to or closes, or on a nil channel"
  package let mechanism = """
    A receive, or a range over a channel, ends when somebody sends or closes. If the sender returned early, was \
    never started, or forgot to close, the receiver waits for ever. On a nil channel it waits for ever whatever \
    anybody does.
    """
  package let detection = """
    Goroutines in the state `chan receive` at one line, of which new ones come and none ends. A nil channel is proof \
    by itself; for others Go's own leak profile (Go 1.27) is, or the goroutine ids of a process ten minutes old. A \
    trace that shows others feeding them lowers the confidence: then they are workers.
    """
  package let activity = "wait to receive from a channel"
  package let refutedBy = "a send or close on this channel that lets a member of the first round go on"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    (series.place.operation == .receive || series.place.operation == .nilChannel) && series.stack.hasOwnCode
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    if story.lead.place.operation == .nilChannel {
      return ["The channel is nil: it was never made, or was set to nil. Waiting on it can never end."]
    }
    if SourceContext(caseFile.capture.sources, at: story.lead.place.site).waitsForContext {
      return ["They wait for a context that is never cancelled, although the work it belongs to is over."]
    }
    return ["The owner of the channel has to close it on every path, or the receiver has to watch a context as well."]
  }

  package let fix = Finding.Fix(
    "the sender closes the channel on every path (defer close), or the receiver selects on ctx.Done() as well",
    before: """
      for item := range items {
        handle(item)
      }
      """,
    after: """
      for {
        select {
        case item, ok := <-items:
          if !ok {
            return
          }
          handle(item)
        case <-ctx.Done():
          return
        }
      }
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
