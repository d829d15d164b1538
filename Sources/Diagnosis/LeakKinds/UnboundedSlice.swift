// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// A long-lived slice that is only appended to.
///
/// `append` cannot lengthen an array: it makes a larger one and leaves the old one to the collector. The sizes of one
/// stack then form a ladder of which only the last rung is in use (src/runtime/slice.go `nextslicecap`).
package struct UnboundedSlice: HeapLeakKind {
  package let id = "unbounded-slice"
  package let summary = "a long-lived slice only grows by append"
  package let mechanism = """
    A slice that lives as long as the service and is only appended to: a history, a log of samples, a list of \
    observers. Each time it is full, append makes a larger array, copies, and leaves the old one, so that for a \
    moment both are in memory.
    """
  package let detection = """
    Growth at a line that appends to a variable of the package; or an array that was reached in many sizes, each made once and freed when the next \
    replaced it, with only the largest in use. Such a ladder is seen although as much is freed as is allocated. It \
    is a suspect of 0.6 to 0.75; elements that pile up are judged as any growth of the heap.
    """
  package let subject = "a slice"
  package let refutedBy = "the slice being cut, replaced or bounded"

  package init() {}

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool {
    if story.appendsToPackageVariable(caseFile.capture.sources) { return true }
    return story.shows(.sliceGrowth) || story.ladder != nil
  }

  package func particulars(of story: HeapStory, in caseFile: CaseFile) -> [String] {
    guard let ladder = story.ladder else { return [] }
    return [
      "One array of \(writtenBytes(ladder.currentSize)) is in use and was reached in \(ladder.sizes.count) sizes, each made "
        + "once and freed when the next replaced it: it grows, although as much is freed as is allocated."
    ]
  }

  package let fix = Finding.Fix(
    "bound it: a ring of fixed length, or drop the oldest, and copy what stays so that the old array is freed",
    before: """
      l.events = append(l.events, event) // for ever
      """,
    after: """
      l.events = append(l.events, event)
      if len(l.events) > maxEvents {
        l.events = slices.Clone(l.events[len(l.events)-maxEvents:])
      }
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
