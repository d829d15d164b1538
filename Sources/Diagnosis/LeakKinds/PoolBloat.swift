// SPDX-License-Identifier: Apache-2.0

import Analysis

/// A sync.Pool that keeps objects which a few uses made very large.
///
/// A pool is emptied over two collections when it is not used; one that is used all the time keeps what it has.
package struct PoolBloat: HeapLeakKind {
  package let id = "pool-bloat"
  package let summary = "a sync.Pool keeps outsized objects"
  package let mechanism = """
    A buffer that one large request made large goes back to the pool and stays large, and the next small request keeps \
    it in use. With time every object of the pool has the size of the largest use, times the number used at once.
    """
  package let detection = """
    The object graph: what grew hangs on a sync.Pool. A suspect: two collections without use empty a pool.
    """
  package let subject = "objects in a pool"
  package let refutedBy = "the heap falling after two collections without load"

  package init() {}

  /// A heap profile does not show it: the object graph names it.
  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { false }

  package let fix = Finding.Fix(
    "do not put back what became large",
    before: """
      pages.Put(page)
      """,
    after: """
      if page.Cap() <= 64<<10 {
        pages.Put(page)
      }
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
