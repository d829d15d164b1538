// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A finalizer or cleanup that blocks the goroutine which runs all of them.
///
/// The runtime runs finalizers one after the other on one goroutine (cleanups on a few since Go 1.25): while one blocks,
/// nothing that has a finalizer is freed any more.
package struct FinalizerBlocked: GoroutineLeakKind {
  package let id = "finalizer-blocked"
  package let summary = "a finalizer or cleanup blocks the one goroutine that runs them"
  package let mechanism = """
    The runtime runs finalizers one after the other on one goroutine, cleanups on a few. One that waits, for a lock, \
    a channel or a peer, stops all others: whatever has a finalizer, files and sockets among them, is no longer \
    freed.
    """
  package let detection = """
    The one goroutine that runs finalizers or cleanups stands at the same line of the service in every round. One is \
    enough, because everybody depends on it; it is a suspect, and a leak where Go's own leak profile proves it.
    """
  package let activity = "stand still while running finalizers"
  package let refutedBy = "the finalizer returning, or the number of objects with finalizers falling"

  package init() {}

  package var oneIsEnough: Bool { true }

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    guard series.stack.userFrame != nil else { return false }
    let runners = ["runtime.runFinalizers", "runtime.runfinq", "runtime.runCleanups"]
    if runners.contains(where: { series.stack.contains($0) }) { return true }
    // A dump hides the runtime's frames below the service's own. Up to Go 1.24 it also hides who started the goroutine when
    // that was the runtime: only main and the runner of finalizers have code of the service's own and no creator.
    guard let creator = series.stack.creator?.function else {
      return caseFile.goroutines.hasIDs && series.stack.owners.last == .user && !series.lastIDs.contains(1)
        && !series.lastIDs.isEmpty
    }
    return creator == "runtime.createfing" || creator.hasPrefix("runtime.(*cleanupQueue).")
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    ["It is the goroutine that runs all finalizers: while it waits here, no object with a finalizer is freed."]
  }

  package let fix = Finding.Fix(
    "never block in a finalizer: hand the work to a goroutine of its own, and close explicitly",
    before: """
      runtime.SetFinalizer(h, func(h *handle) {
        h.pool <- h.conn // blocks when the pool is full
      })
      """,
    after: """
      runtime.SetFinalizer(h, func(h *handle) {
        go h.release()
      })
      """
  )
  package let safeguard = Finding.Safeguard(
    "a test that makes garbage with finalizers, collects twice, and expects every finalizer to have run"
  )
}
