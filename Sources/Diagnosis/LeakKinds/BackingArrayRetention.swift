// SPDX-License-Identifier: Apache-2.0

import Analysis

/// A short string or slice that keeps the large array it was cut from.
///
/// The collector frees an array as a whole: any pointer into it keeps all of it.
package struct BackingArrayRetention: HeapLeakKind {
  package let id = "backing-array-retention"
  package let summary = "a short string or slice keeps a large array in memory"
  package let mechanism = """
    A string or slice that is cut from a larger one shares its array, and any pointer into an array keeps all of it. A \
    few bytes of each request that are remembered, an id cut from a body, then hold every body whole.
    """
  package let detection = """
    The object graph: arrays of 1 KiB or more of which strings and slices refer to an eighth or less, and that make up \
    most of what grew below a container. A leak where no reference can ever reach the rest (strings, and slices that \
    neither begin nor end with their array), 20 or more came and none went between two snapshots; else a suspect.
    """
  package let subject = "arrays behind short slices"
  package let refutedBy = "the rest of the arrays being used later, or the short slices being dropped"

  package init() {}

  /// A heap profile does not show it: the object graph names it.
  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { false }

  package let fix = Finding.Fix(
    "copy what stays, so that the array is freed",
    before: """
      id, _, _ := strings.Cut(body, ",")
      seen[id] = true // keeps all of body
      """,
    after: """
      id, _, _ := strings.Cut(body, ",")
      seen[strings.Clone(id)] = true
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
