// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A `Cond.Wait` that nobody signals.
package struct GoroutineBlockedCond: GoroutineLeakKind {
  package let id = "goroutine-blocked-cond"
  package let summary = "Cond.Wait with no Signal or Broadcast"
  package let mechanism = """
    Cond.Wait sleeps until a Signal or Broadcast that comes after it. If the condition changes without one, or \
    Signal wakes the one waiter who cannot go on, the others sleep for ever.
    """
  package let detection = """
    Goroutines in the state `sync.Cond.Wait` at one line, of which new ones come and none ends; where the address of \
    the condition shows, its name does, too. Proof is Go's own leak profile or the ids of a process ten minutes old.
    """
  package let activity = "wait for a condition"
  package let refutedBy = "a Signal or Broadcast that lets a member of the first round go on"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    series.place.operation == .condition && series.stack.hasOwnCode
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    let conditions = story.series.reduce(into: Set<UInt64>()) { $0.formUnion($1.primitives.keys) }
    if conditions.count == 1, let address = conditions.first {
      let name = caseFile.capture.symbols[address] ?? "0x\(String(address, radix: 16))"
      return ["All wait on one condition, \(name): a Signal wakes one of them, a Broadcast all."]
    }
    return []
  }

  package let fix = Finding.Fix(
    "Broadcast when the state changes and when the owner closes, and wait in a loop that looks at closed as well",
    before: """
      for !q.ready {
        q.cond.Wait()
      }
      """,
    after: """
      for !q.ready && !q.closed {
        q.cond.Wait()
      }
      // and in Close: q.closed = true; q.cond.Broadcast()
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
