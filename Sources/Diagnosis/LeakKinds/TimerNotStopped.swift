// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Pending timers that keep their closures and channels.
///
/// A timer of time.AfterFunc is kept by the runtime until it fires, in every version. Those of time.NewTimer, time.After
/// and time.NewTicker are kept until they fire, a ticker for ever, up to Go 1.22 and where the main module says `go` 1.22
/// or older; later ones are collected when nobody refers to them (Go 1.23 release notes).
package struct TimerNotStopped: HeapLeakKind {
  package let id = "timer-not-stopped"
  package let summary = "timers are started and not stopped: each keeps what it refers to until it fires"
  package let mechanism = """
    A timer of time.AfterFunc is kept by the runtime until it fires, with its function and all that refers to. One \
    that is set far ahead for each request piles up. Tickers and the timers of NewTimer and After are kept as well \
    up to Go 1.22, and later where the main module asks for `go 1.22` or older.
    """
  package let detection = """
    Growth of the heap below AfterFunc, NewTimer, After, NewTicker or Tick, judged with the versions of Go and of \
    the main module. A suspect as all growth is; a leak over the whole life of a process.
    """
  package let subject = "pending timers"
  package let refutedBy = "the timers firing, so that their number stops growing"

  package init() {}

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool {
    story.shows(.timer) || story.shows(.ticker)
  }

  package let fix = Finding.Fix(
    "stop the timer when what it waits for has happened",
    before: """
      select {
      case answer := <-answers:
        return answer
      case <-time.After(time.Hour):
        return timeout
      }
      """,
    after: """
      timer := time.NewTimer(time.Hour)
      defer timer.Stop()
      select {
      case answer := <-answers:
        return answer
      case <-timer.C:
        return timeout
      }
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
