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
