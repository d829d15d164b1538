// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// The coroutine of an `iter.Pull` whose stop function was never called.
package struct CoroutineNotStopped: GoroutineLeakKind {
  package let id = "coroutine-not-stopped"
  package let summary = "iter.Pull without a call of its stop function"
  package let mechanism = """
    iter.Pull runs an iterator on a goroutine of its own that waits between two values. It ends when the iterator \
    does or when stop is called; whoever takes a few values and forgets stop leaves it behind, with all that the \
    iterator holds.
    """
  package let detection = """
    Goroutines in the state `coroutine`, of which new ones come and none ends. The line that called iter.Pull comes \
    from the heap profile, which keeps the whole stack of what the call allocated. Proof is the whole life of a \
    process ten minutes old.
    """
  package let activity = "are coroutines waiting for the next call of iter.Pull"
  package let refutedBy = "a coroutine of the first round being resumed or stopped"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    series.place.operation == .coroutine
  }

  /// The call of iter.Pull where a heap profile shows it, else the yield at which the iterator waits.
  package func location(of story: GoroutineStory, in caseFile: CaseFile) -> CodeFrame? {
    LibraryCallSite(calling: ["iter.Pull"], in: caseFile)?.frame ?? story.lead.stack.userFrame
  }

  package func evidence(of story: GoroutineStory, in caseFile: CaseFile) -> [Finding.EvidenceLine] {
    LibraryCallSite(calling: ["iter.Pull"], in: caseFile).map { [$0.evidence] } ?? []
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    ["iter.Pull runs the iterator on a goroutine of its own, which ends only when the iterator does or stop is called."]
  }

  package let fix = Finding.Fix(
    "defer stop() right behind iter.Pull",
    before: "next, _ := iter.Pull(rows)",
    after: """
      next, stop := iter.Pull(rows)
      defer stop()
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
