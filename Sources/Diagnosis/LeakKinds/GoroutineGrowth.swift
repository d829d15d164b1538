// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// Growth that is shown, with a cause that is not: the last resort of the vocabulary.
package struct GoroutineGrowth: GoroutineLeakKind {
  package let id = "goroutine-growth"
  package let summary = "the number of goroutines grows, its cause is not known yet"
  package let mechanism = """
    The number of goroutines grows and what they do does not tell why: their stacks hold no line of the service, or \
    each will end after a long sleep. It is the last resort of the vocabulary, so that growth is never passed over \
    because it fits no kind.
    """
  package let detection = """
    Goroutines at one place of which new ones come and none ends, which no other kind explains. The finding points \
    to the line that starts them.
    """
  package let activity = "came and stayed"
  package let refutedBy = "members of the first round ending"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    // A server's goroutines without a line of the service's own on them are its clients' connections.
    !series.stack.isServerConnection
  }

  package func storyKey(of series: GoroutineSeries) -> String {
    series.place.creator.map { "\($0)" } ?? series.stack.entry?.function ?? ""
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    if let entry = story.lead.stack.entry, story.lead.stack.userFrame == nil {
      return [
        "They run \(GoFunctionName(entry.function).short), which belongs to a library; no line of the service's own is on their stacks."
      ]
    }
    if let sleep = story.lead.sleep {
      return [
        "Each sleeps for \(sleepDuration(sleep)) before it goes on: their number grows until the first ones wake."
      ]
    }
    return []
  }

  package let fix = Finding.Fix(
    "give every goroutine an owner that can end it: a context, a done channel, or Close on what the library returned"
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
