// SPDX-License-Identifier: Apache-2.0

/// What a capture was asked to do.
package struct CaptureOptions: Sendable {
  /// How long to watch.
  package var seconds = 30.0
  /// Take full stacks however many goroutines there are.
  package var fullStacks = false
  /// Take Go's own leak profile where it is offered and cheap.
  package var leakProfile = true
  /// Whether collections are forced for heap profiles.
  package var collection = HeapPlan.Collection.whereCheap
  /// Whether a process of this machine is stopped twice to read its object graph.
  package var attach = false
  /// How long a process may stand still for a snapshot of its memory, in seconds.
  package var longestStop = 1.0
  /// Length of the execution trace; 0 for none, nil for two seconds or less in a short watch.
  package var traceSeconds: Double?
  /// Keep the source files that stacks name and that are readable here.
  package var sources = true
  /// Folders in which to look for sources that stacks name by module path.
  package var sourceFolders: [String] = []
  /// End before the time when everything that grows is settled.
  package var endsEarly = true

  package init() {}

  /// Seconds beyond the asked time after which a watch ends whatever the service does: a fifth of the time, at least 20 s
  /// and at most a minute.
  ///
  /// The last round, its collection and Go's leak profile come after the asked time and take a sound service less than a
  /// second; a service that has no processor left for its answers would hold a watch up for minutes.
  package var grace: Double { min(60, max(20, seconds / 5)) }

  /// Above this number of goroutines full stacks stop the service for long: 10,000 take about 0.14 s, a million 16 s.
  package static let fullStackLimit = 20_000
  /// Above this number of goroutines waiting for locks and wait groups Go's leak profile freezes the service.
  ///
  /// It is quadratic in the waiters of one lock (src/runtime/mgc.go `setSyncObjectsUntraceable`): 24 s at 100,000.
  package static let lockWaiterLimit = 5_000
}
