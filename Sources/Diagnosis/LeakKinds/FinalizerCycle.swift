// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Objects with a finalizer that point back to themselves, which the collector never frees.
///
/// Source: runtime/mfinal.go, SetFinalizer.
package struct FinalizerCycle: HeapLeakKind {
  package let id = "finalizer-cycle"
  package let summary = "objects with a finalizer are on a cycle and can never be freed"
  package let mechanism = """
    A finalizer keeps everything its object points to until it has run, and it runs when nothing points to the object. \
    When what the object points to points back, the object is kept for ever by its own finalizer.
    """
  package let detection = """
    The object graph: objects that nothing but finalizers hold, and from which pointers lead back to themselves. A leak \
    where 20 or more came between two snapshots and none went.
    """
  package let subject = "objects with finalizers"
  package let refutedBy = "the objects being freed: a finalizer that runs shows that they are not on a cycle"

  package init() {}

  /// A heap profile does not show it: the object graph names it.
  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { false }

  package let fix = Finding.Fix(
    "put the resource into an object of its own without pointers back, or use runtime.AddCleanup (Go 1.24)",
    before: """
      d.stream = &stream{decoder: d}
      runtime.SetFinalizer(d, (*Decoder).release)
      """,
    after: """
      d.stream = &stream{decoder: d}
      runtime.AddCleanup(d, release, d.handle)
      """
  )
  package let safeguard = Finding.Safeguard(
    "a test that drops many such objects, collects twice, and checks that what the finalizer gives back was given back",
    alertRule: Finding.Safeguard.heapGrowth.alertRule
  )
}
