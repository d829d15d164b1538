// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Memory that stays and grows, whose holder is not known yet.
///
/// A heap profile knows who allocated, not who keeps. Which container holds the objects is named by the kinds before this
/// one when the container itself shows; else the line that allocates is all there is, and the object graph would tell.
package struct HeapGrowthKind: HeapLeakKind {
  package let id = "heap-growth"
  package let summary = "objects are allocated and kept; who keeps them is not known yet"
  package let subject = "memory"
  package let refutedBy = "the objects being freed in a longer watch, or a bound that the holder reaches"

  package init() {}

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { true }

  package let fix = Finding.Fix(
    "find who keeps what this line allocates, and give it an end: a bound, a lifetime, a removal on every path"
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
