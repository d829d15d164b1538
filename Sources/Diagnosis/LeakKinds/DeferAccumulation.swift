// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Deferred calls in a loop of a goroutine that does not return.
///
/// Source: runtime/panic.go: records of deferred calls hang on their goroutine until the function returns.
package struct DeferAccumulation: HeapLeakKind {
  package let id = "defer-accumulation"
  package let summary = "deferred calls pile up in a function that does not return"
  package let mechanism = """
    defer runs at the end of the function, not of the loop around it. In a loop that lasts as long as the service each \
    turn adds a deferred call, which keeps its arguments and what its function captured, and never runs.
    """
  package let detection = """
    The object graph: records of deferred calls on one goroutine became more between two snapshots. A suspect as all \
    growth is.
    """
  package let subject = "deferred calls"
  package let refutedBy = "the function returning, which runs the deferred calls and frees what they keep"

  package init() {}

  /// A heap profile does not show it: the object graph names it.
  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { false }

  package let fix = Finding.Fix(
    "make the body of the loop a function of its own",
    before: """
      for file := range files {
        f, err := os.Open(file)
        if err != nil {
          continue
        }
        defer f.Close() // runs when the loop ends: never
        digest(f)
      }
      """,
    after: """
      for file := range files {
        digestFile(file) // opens, defers Close, returns
      }
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
