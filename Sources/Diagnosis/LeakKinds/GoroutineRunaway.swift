// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// An endless loop that never waits, once per request: it takes a core as well as a goroutine.
package struct GoroutineRunaway: GoroutineLeakKind {
  package let id = "goroutine-runaway"
  package let summary = "an endless running loop per request"
  package let mechanism = """
    A loop that never waits and never ends takes a processor for itself, and one more with every request that starts \
    one. What it waits for in its condition never comes true.
    """
  package let detection = """
    Goroutines that are running or runnable in one function in every round, of which new ones come and none ends. \
    The finding points to the first statement of the loop where the source is readable. The ids of a process ten \
    minutes old prove it.
    """
  package let activity = "run without ever waiting"
  package let refutedBy = "a member of the first round reaching the end of its loop"

  package init() {}

  package func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool {
    series.place.operation == .running && series.stack.hasOwnCode
  }

  /// A running goroutine is caught at any line of its loop: the `go` statement is what its places share.
  package func storyKey(of series: GoroutineSeries) -> String {
    series.place.creator.map { "\($0)" } ?? series.stack.entry?.function ?? ""
  }

  /// The first statement of the loop where the source shows it, else the outermost line of the service's own code.
  package func location(of story: GoroutineStory, in caseFile: CaseFile) -> CodeFrame? {
    let stack = story.lead.stack
    guard let outermost = stack.owners.lastIndex(of: .user) else {
      return stack.creatorOwner == .user ? stack.creator : nil
    }
    for index in stride(from: outermost, through: 0, by: -1) where stack.owners[index] == .user {
      let context = SourceContext(caseFile.capture.sources, at: stack.frames[index].location)
      if let statement = context.firstStatementOfLoop {
        return CodeFrame(function: stack.frames[index].function, location: statement)
      }
    }
    return stack.frames[outermost]
  }

  package let fix = Finding.Fix(
    "give the loop an exit condition (ctx.Err() != nil), and something to wait for where there is nothing to do",
    before: """
      for {
        if job, ok := queue.TryPop(); ok {
          run(job)
        }
      }
      """,
    after: """
      for ctx.Err() == nil {
        job, err := queue.Pop(ctx) // waits
        if err != nil {
          return
        }
        run(job)
      }
      """
  )
  package let safeguard = Finding.Safeguard.goroutineGrowth
}
