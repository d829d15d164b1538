// SPDX-License-Identifier: Apache-2.0

package import Evidence
package import ProcessImages

extension GoProgram {
  /// Takes a snapshot and reads what its goroutines wait for, and which can never go on.
  ///
  /// Throws a `SnapshotError` or a `HeapError`; a goroutine that was asked for and is not there is one.
  package func goroutines(
    _ question: GoroutineCensus.Question,
    limits: ProcessSnapshot.Limits = .init()
  ) throws -> LiveGoroutines {
    let snapshot = try snapshot(limits)
    // What was kept tells no time of the clock by which waits are stated.
    var now: Int64?
    if case .live = self { now = MonotonicTime.now }
    var asked = question
    asked.showsValues = question.showsValues && snapshot.hasValues
    let program = try ProgramGraph(snapshot, debug: debug)
    var result = GoroutineCensus(program, asked, now: now).read(stop: HeapRetention.Stop(of: snapshot))
    result.gaps = snapshot.gaps + result.gaps
    if question.showsValues, !asked.showsValues {
      result.gaps.append("the snapshot was taken without values (capture --heap --values keeps them)")
    }
    if let wanted = question.goroutine, result.goroutines.isEmpty { throw HeapError.noGoroutine(wanted) }
    return result
  }
}

extension LiveProgram {
  /// Stops the process, copies its memory, lets it go, and reads what its goroutines wait for.
  package func goroutines(
    _ question: GoroutineCensus.Question,
    limits: ProcessSnapshot.Limits
  ) throws -> LiveGoroutines {
    try GoProgram.live(self).goroutines(question, limits: limits)
  }
}
