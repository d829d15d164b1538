// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A `select` none of whose cases can ever be ready.
package struct GoroutineBlockedSelect: GoroutineLeakKind {
  package let id = "goroutine-blocked-select"
  package let summary = "a select whose cases can never be ready, or select {} once per request"
  package let mechanism = """
    A select waits until one of its cases is ready. When none ever will be, because nobody sends, nobody closes and \
    the context in it is never cancelled, the goroutine stays. The usual form lacks a case for the end of the \
    request, or waits for a context that outlives it.
    """
  package let detection = """
    Goroutines in the state `select` at one line, of which new ones come and none ends; the source shows the cases. \
    `select {}` outside of main that keeps coming is proof by itself. Else Go's own leak profile (Go 1.27) or the \
    ids of a process ten minutes old prove it. One that a timer wakes is a `goroutine-ticker-loop`.
    """
  package let activity = "wait in a select"
  package let refutedBy = "a case that becomes ready and lets a member of the first round go on"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    (series.place.operation == .select || series.place.operation == .selectNoCases) && series.stack.hasOwnCode
  }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] {
    if story.lead.place.operation == .selectNoCases { return ["`select {}` has no cases: it waits for ever."] }
    let cases = SourceContext(caseFile.capture.sources, at: story.lead.place.site).selectCases
    if cases.isEmpty { return [] }
    let listed = cases.prefix(6).map { "`\($0.hasSuffix(":") ? String($0.dropLast()) : $0)`" }.joined(separator: ", ")
    return ["Its cases are \(listed)."]
  }

  package let fix = Finding.Fix(
    "add a case on ctx.Done(), with a context that is cancelled when the work it belongs to ends",
    before: """
      select {
      case event := <-events:
        handle(event)
      }
      """,
    after: """
      select {
      case event := <-events:
        handle(event)
      case <-ctx.Done():
        return
      }
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
