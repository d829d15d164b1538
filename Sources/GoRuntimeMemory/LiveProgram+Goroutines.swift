// SPDX-License-Identifier: Apache-2.0

package import Evidence
package import ProcessImages

extension LiveProgram {
  /// Stops the process, copies its memory, lets it go, and reads what its goroutines wait for.
  ///
  /// Throws a `SnapshotError` or a `HeapError`; a goroutine that was asked for and is not there is one.
  package func goroutines(
    _ question: GoroutineCensus.Question,
    limits: ProcessSnapshot.Limits
  ) throws -> LiveGoroutines {
    let snapshot = try ProcessSnapshot.take(pid, limits: limits)
    let now = MonotonicTime.now
    let program = try ProgramGraph(snapshot, debug: debug)
    let result = GoroutineCensus(program, question, now: now).read(stop: HeapRetention.Stop(snapshot))
    if let wanted = question.goroutine, result.goroutines.isEmpty { throw HeapError.noGoroutine(wanted) }
    return result
  }
}

extension HeapRetention.Stop {
  /// What a snapshot cost.
  init(_ snapshot: ProcessSnapshot) {
    let parts = snapshot.stopped.components
    self.init(
      milliseconds: Double(parts.seconds) * 1e3 + Double(parts.attoseconds) * 1e-15,
      copiedBytes: snapshot.copiedByteCount,
      threads: snapshot.threads.count
    )
  }
}
