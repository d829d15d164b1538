// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Memory that stays and grows, whose holder is not known yet.
///
/// A heap profile knows who allocated, not who keeps. Which container holds the objects is named by the kinds before this
/// one when the container itself shows; else the line that allocates is all there is, and the object graph would tell.
package struct HeapGrowthKind: HeapLeakKind {
  package let id = "heap-growth"
  package let summary = "objects are allocated and kept; who keeps them is not known yet"
  package let mechanism = """
    Objects are allocated at a line and kept by somebody. A heap profile says who allocated, not who keeps: where \
    neither frames, source nor sizes show the container, the line that allocates is all there is.
    """
  package let detection = """
    More objects are born at a line than freed, beyond chance for all lines at once, by 1 KiB/s or more, in every \
    part of the watch. That is a suspect of 0.65 to 0.93, the surer the less of what it allocates is freed. A leak \
    takes the whole life: ten minutes, twenty collections, 30 sampled objects of which none was ever freed.
    """
  package let subject = "memory"
  package let refutedBy = "the objects being freed in a longer watch, or a bound that the holder reaches"

  package init() {}

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { true }

  package let fix = Finding.Fix(
    "find who keeps what this line allocates, and give it an end: a bound, a lifetime, a removal on every path"
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
