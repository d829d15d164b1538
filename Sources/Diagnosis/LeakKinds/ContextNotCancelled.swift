// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Child contexts that pile up on a parent that lives long, because their cancel function is never called.
///
/// A parent keeps its children in a map until they are cancelled (src/context/context.go `propagateCancel`).
package struct ContextNotCancelled: HeapLeakKind {
  package let id = "context-not-cancelled"
  package let summary = "contexts are made on a long-lived parent and not cancelled"
  package let mechanism = """
    A context made by WithCancel, WithTimeout or WithDeadline is kept by its parent until it is cancelled or its \
    time is up. On a parent that lives as long as the service, each one that nobody cancels stays, with its timer \
    and everything it refers to.
    """
  package let detection = """
    Growth of the heap below functions of the package context, pointing to the service's line that made the context. \
    A suspect as all growth is; a leak over the whole life of a process, when none was freed in ten minutes and \
    twenty collections or more.
    """
  package let subject = "contexts"
  package let refutedBy = "the contexts being cancelled or reaching their deadline, so that their number stops growing"

  package init() {}

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { story.shows(.context) }

  package let fix = Finding.Fix(
    "call cancel on every path, also after success",
    before: """
      ctx, _ = context.WithTimeout(ctx, time.Hour)
      return call(ctx)
      """,
    after: """
      ctx, cancel := context.WithTimeout(ctx, time.Hour)
      defer cancel()
      return call(ctx)
      """
  )
  package let safeguard = Finding.Safeguard(
    "go vet's lostcancel check in CI, and an alert on the live heap",
    alertRule: Finding.Safeguard.heapGrowth.alertRule,
    lintRule: "lostcancel"
  )
}
