// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Child contexts that pile up on a parent that lives long, because their cancel function is never called.
///
/// A parent keeps its children in a map until they are cancelled (src/context/context.go `propagateCancel`).
package struct ContextNotCancelled: HeapLeakKind {
  package let id = "context-not-cancelled"
  package let summary = "contexts are made on a long-lived parent and not cancelled"
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
