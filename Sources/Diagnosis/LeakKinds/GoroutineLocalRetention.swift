// SPDX-License-Identifier: Apache-2.0

import Analysis

/// A local variable of a goroutine that lives as long as the service, and only grows.
package struct GoroutineLocalRetention: HeapLeakKind {
  package let id = "goroutine-local-retention"
  package let summary = "a local variable of a long-lived goroutine only grows"
  package let mechanism = """
    What a goroutine that never ends keeps in a local variable, a map of the seen, a slice of the collected, lives as long \
    as a variable of a package, and no heap profile shows it under that name.
    """
  package let detection = """
    The object graph: a map, slice, list or buffer that is itself a local variable on a goroutine's stack holds what grew. \
    A suspect as all growth is; a leak over the whole life of a process, by the heap profile.
    """
  package let subject = "a local variable of a goroutine"
  package let refutedBy = "entries being taken out, or the goroutine ending"

  package init() {}

  /// A heap profile does not show it: the object graph names it.
  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { false }

  package let fix = Finding.Fix(
    "bound it, or start anew at intervals",
    before: """
      profiles := make(map[string]*profile)
      for payment := range payments {
        profiles[payment.card] = score(payment) // for ever
      }
      """,
    after: """
      profiles := newLRU(10_000)
      for payment := range payments {
        profiles.put(payment.card, score(payment))
      }
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
