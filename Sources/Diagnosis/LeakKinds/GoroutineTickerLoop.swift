// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// An endless loop around a ticker, `time.After` or a sleep, once per request.
///
/// Such goroutines are not blocked for ever: they wake, look around, and wait again, so Go's own leak profile never shows
/// them. What is wrong is that nothing ends the loop.
package struct GoroutineTickerLoop: GoroutineLeakKind {
  package let id = "goroutine-ticker-loop"
  package let summary = "an endless loop around a ticker, time.After or a sleep, started once per request"
  package let mechanism = """
    A goroutine that wakes by a ticker, time.After or Sleep, looks around and sleeps again is not blocked, so \
    nothing that looks for blocked goroutines finds it. Started once per request or per client and without a way \
    out, each stays and costs processor time besides memory.
    """
  package let detection = """
    Goroutines in a loop around a timer, by the source, by a trace in which timers wake them and nobody else does, \
    or by being seen at other places in between; new ones come and none leaves its loop. Go's own leak profile never \
    shows them. The ids of a process ten minutes old prove it.
    """
  package let activity = "wait for a timer in a loop"
  package let refutedBy = "a member of the first round leaving its loop"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    guard series.stack.hasOwnCode else { return false }
    switch series.place.operation {
    case .sleep:
      // One long sleep is not a loop; without the source the usual shape is assumed.
      let context = SourceContext(caseFile.capture.sources, at: series.place.site)
      return context.statement == nil || context.enclosingLoop != nil
    case .select, .receive:
      // Only a wait that is the service's own statement; one inside a library has its own kind.
      guard series.stack.userIndex == 0 || series.stack.libraryFrame == nil else { return false }
      let context = SourceContext(caseFile.capture.sources, at: series.place.site)
      if context.statement != nil { return context.waitsForTimer && context.enclosingLoop != nil }
      // Without the source a trace tells: timers wake them, and nothing else does.
      let operation = series.place.operation
      if let progress = TraceProgress(ids: series.lastIDs, waitingFor: operation, traces: caseFile.capture.traces),
        progress.seen >= 3
      {
        // A period longer than the trace leaves some of them asleep.
        if progress.ticking >= 3, progress.fed * 10 <= progress.ticking { return true }
        if progress.fed * 10 > progress.ticking { return false }
      }
      // Without either: those that stay were seen at other places in between, so something wakes them.
      return series.flow.map { flow in
        flow.residentsMoved >= 3 && flow.residentsMoved * 4 >= flow.residentsAtStart + flow.residentArrivals
      } ?? false
    default: return false
    }
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    var sentences: [String] = []
    if let sleep = story.lead.sleep {
      sentences.append("They sleep for \(sleepDuration(sleep)) at a time.")
    }
    sentences.append("Go's own leak profile cannot see them: a timer will wake them, only to wait again.")
    return sentences
  }

  package let fix = Finding.Fix(
    "add a case on ctx.Done() that returns from the loop, and defer ticker.Stop()",
    before: """
      for range time.NewTicker(time.Second).C {
        refresh()
      }
      """,
    after: """
      ticker := time.NewTicker(time.Second)
      defer ticker.Stop()
      for {
        select {
        case <-ticker.C:
          refresh()
        case <-ctx.Done():
          return
        }
      }
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}

/// The longest of the sleeps, in the unit that fits.
func sleepDuration(_ nanoseconds: ClosedRange<Int64>) -> String {
  let seconds = Double(nanoseconds.upperBound) / 1e9
  switch seconds {
  case ..<1: return "\(Int(seconds * 1000)) ms"
  case ..<120: return "\(Int(seconds.rounded())) s"
  case ..<7200: return "\(Int((seconds / 60).rounded())) min"
  default: return "\(Int((seconds / 3600).rounded())) h"
  }
}
