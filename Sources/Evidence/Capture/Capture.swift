// SPDX-License-Identifier: Apache-2.0

/// Everything known about one service over one watch: decoded evidence with the moments it speaks of.
///
/// Values only. Made by Intake from a bundle or from files, read by Analysis and Diagnosis.
package struct Capture: Sendable {
  package var target: TargetDescription
  /// When the capture began, in seconds since 1970; nil for files that do not tell.
  package var started: Double?
  /// How long the service was watched; 0 for a single moment.
  package var seconds: Double
  /// How long the look was asked to last, where it was asked.
  package var plannedSeconds: Double?
  package var items: [CaptureItem] = []
  /// Snapshots in the order of time.
  package var goroutines: [GoroutineObservation] = []
  /// Heap profiles in the order of time.
  package var heaps: [HeapObservation] = []
  /// Readings of memory statistics in the order of time.
  package var memory: [MemoryObservation] = []
  /// Looks at the process in the order of time.
  package var processes: [ProcessObservation] = []
  package var traces: [TraceObservation] = []
  package var runtimeLogs: [RuntimeLogObservation] = []
  /// Looks at the object graph, each of one or two snapshots.
  package var graphs: [ObjectGraphObservation] = []
  /// Lines of source files that were readable where the capture was made.
  package var sources = SourceExcerpts()
  /// Names of global variables by address, for the addresses of locks.
  package var symbols: [UInt64: String] = [:]
  package var cost: CaptureCost?
  /// What is missing, each as a sentence without a full stop.
  package var gaps: [String] = []

  /// Whether anything was decoded at all.
  package var hasEvidence: Bool {
    !goroutines.isEmpty || !heaps.isEmpty || !memory.isEmpty || !processes.isEmpty || !traces.isEmpty
      || !runtimeLogs.isEmpty || !graphs.isEmpty
  }

  package init(target: TargetDescription, started: Double? = nil, seconds: Double = 0) {
    self.target = target
    self.started = started
    self.seconds = seconds
  }
}

/// A snapshot of the goroutines and when it was taken.
package struct GoroutineObservation: Sendable {
  package var snapshot: GoroutineSnapshot
  /// Seconds from the start of the capture; nil when unknown.
  package var at: Double?
  package var round: Int?
  /// The item's source, for evidence lines.
  package var source: String

  package init(snapshot: GoroutineSnapshot, at: Double?, round: Int?, source: String) {
    self.snapshot = snapshot
    self.at = at
    self.round = round
    self.source = source
  }
}
