// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// All that is known about one service, in the form in which leak kinds ask their questions.
package struct CaseFile: Sendable {
  package let capture: Capture
  package let ownership: CodeOwnership
  package let lineage: ProcessLineage
  package let goroutines: GoroutineHistory

  package init(_ capture: Capture) {
    self.capture = capture
    let frames = capture.goroutines.lazy.flatMap { observation in
      observation.snapshot.stacks.allFrames.map { observation.snapshot.stacks.codeFrame($0) }
    }
    ownership = CodeOwnership(frames: frames, module: capture.target.module)
    lineage = ProcessLineage(capture.goroutines, ownership: ownership)
    goroutines = GoroutineHistory(observations: lineage.observations, ownership: ownership)
  }

  /// What a name of a source for evidence lines is: the forms that were compared.
  package var roundsSource: String {
    goroutines.hasIDs
      ? "goroutine stacks, \(goroutines.roundCount) rounds" : "goroutine profiles, \(goroutines.roundCount) rounds"
  }

  /// How old the process is at least, in seconds; nil when nothing tells.
  ///
  /// The minutes of a wait are right to one collection interval, at most two minutes, so two are taken off.
  package var leastUptime: Double? {
    if let uptime = capture.target.uptimeSeconds { return uptime }
    guard let minutes = goroutines.longestWaitMinutes, minutes > 2 else { return nil }
    return Double(minutes - 2) * 60
  }
}
