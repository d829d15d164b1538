// SPDX-License-Identifier: Apache-2.0

import Analysis

/// Functions that are registered and never taken out again, each with the variables that it captured.
package struct ClosureCapture: HeapLeakKind {
  package let id = "closure-capture"
  package let summary = "registered functions are never taken out and keep what they captured"
  package let mechanism = """
    A function value keeps the variables it uses, and a method value its receiver. Registered as a handler, a listener or \
    a callback and never taken out, it keeps them as long as the registry lives: a request, a connection, a document each \
    time.
    """
  package let detection = """
    The object graph: what grew below a container hangs on variables that functions captured. A suspect as all growth is; \
    a leak over the whole life of a process, by the heap profile.
    """
  package let subject = "registered functions"
  package let refutedBy = "the functions being taken out again, so that their number stops growing"

  package init() {}

  /// A heap profile does not show it: the object graph names it.
  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool { false }

  package let fix = Finding.Fix(
    "take the function out where what it serves ends, and capture only what it needs",
    before: """
      bus.Subscribe(func(at time.Time) { document.closed = at })
      """,
    after: """
      leave := bus.Subscribe(func(at time.Time) { document.closed = at })
      defer leave()
      """
  )
  package let safeguard = Finding.Safeguard.heapGrowth
}
