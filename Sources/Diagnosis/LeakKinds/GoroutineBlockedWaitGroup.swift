// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A `WaitGroup.Wait` whose counter never comes back to zero.
package struct GoroutineBlockedWaitGroup: GoroutineLeakKind {
  package let id = "goroutine-blocked-waitgroup"
  package let summary = "WaitGroup.Wait with a missing Done, or Add after Wait"
  package let mechanism = """
    Wait returns when Done was called as often as Add announced. A goroutine that returns early or panics before its \
    Done, or an Add inside the goroutine that comes too late, leaves the counter above zero, and whoever waits \
    stays.
    """
  package let detection = """
    Goroutines in the state `sync.WaitGroup.Wait` at one line, of which new ones come and none ends. Whether \
    goroutines that the waiting ones started are left tells which side to look at: if none is, a path lacks its \
    Done. Proof is Go's own leak profile or the ids of a process ten minutes old.
    """
  package let activity = "wait for a WaitGroup"
  package let refutedBy = "a Done that lets a member of the first round go on"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    series.place.operation == .waitGroup && series.stack.hasOwnCode
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    let children = caseFile.goroutines.series.contains { !$0.creatorIDs.isDisjoint(with: story.lead.lastIDs) }
    return children
      ? ["Goroutines that the waiting ones started are still there: see what those wait for."]
      : ["None of the goroutines that the waiting ones started is left: a path returns without Done."]
  }

  package let fix = Finding.Fix(
    "call Add before the go statement and defer wg.Done() as the first line of the goroutine, or use wg.Go (Go 1.25)",
    before: """
      go func() {
        if err := work(); err != nil {
          return // Done is missed
        }
        wg.Done()
      }()
      """,
    after: """
      go func() {
        defer wg.Done()
        if err := work(); err != nil {
          return
        }
      }()
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
