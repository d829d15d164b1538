// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// A long-lived map that entries are put into and never taken out of.
///
/// Named when the map's own storage is among what grows: frames of the map's code on the allocating stack, or a line that
/// stores into an index and allocates tables.
package struct UnboundedMap: HeapLeakKind {
  package let id = "unbounded-map"
  package let summary = "a long-lived map only grows"
  package let mechanism = """
    A map that lives as long as the service and that entries are put into, keyed by user, session, path or request \
    id, grows with everything that ever came by unless something takes entries out. A map never gives back its \
    tables either, even when it is emptied.
    """
  package let detection = """
    Growth of the heap at a line that stores into a map, by frames of the map's code on the allocating stack or by \
    the source of the line. More is born than freed there beyond chance in every part of the watch: a suspect, for a \
    cache that still fills looks the same. A leak takes the whole life: a line that in ten minutes and twenty \
    collections or more never freed anything.
    """
  package let subject = "a map"
  package let refutedBy = "entries being deleted, or a bound that the map reaches"

  package init() {}

  package func explains(_ story: HeapStory, in caseFile: CaseFile) -> Bool {
    story.shows(.map) || story.shows(.syncMap) || story.isStoreIntoIndex(caseFile.capture.sources)
  }

  package let fix = Finding.Fix(
    "bound it (LRU, TTL) or delete the entry when what it stands for ends",
    before: """
      s.sessions[id] = session // nothing ever removes it
      """,
    after: """
      s.sessions[id] = session
      // where the session ends, on every path:
      delete(s.sessions, id)
      """
  )
  package let safeguard = Finding.Safeguard(
    "a test that adds and ends many entries and checks len, and an alert on the live heap",
    test: """
      func TestSessionsEnd(t *testing.T) {
        s := newStore()
        for i := range 10_000 {
          s.end(s.begin(i))
        }
        if n := len(s.sessions); n != 0 {
          t.Errorf("%d sessions left", n)
        }
      }
      """,
    alertRule: Finding.Safeguard.heapGrowth.alertRule
  )
}
