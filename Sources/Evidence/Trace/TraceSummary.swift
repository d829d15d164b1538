// SPDX-License-Identifier: Apache-2.0

/// What an execution trace says about leaks: each goroutine's part in it, and which lines called out.
///
/// Made in one pass over the trace; its size goes with goroutines and distinct stacks, never with events. Times are
/// seconds from the first event.
package struct TraceSummary: Sendable {
  /// The version in the header, for example 26 for Go 1.26 and 1.27.
  package var version = 0
  /// From the first event to the last.
  package var seconds = 0.0
  /// Seconds since 1970 of the first event; nil before Go 1.25, whose traces do not tell.
  package var started: Double?
  /// All stacks, leaf first, inlined calls as frames of their own.
  package var stacks = StackTable()
  /// One entry for each goroutine seen, ascending by id; all that live, and of those that ended the longest lived.
  package var goroutines: [TraceGoroutine] = []
  /// How many goroutines that ended are not among them; `calls` of kind `create` count them all the same.
  package var unlistedGoroutines = 0
  /// Calls out of Go by stack, the most frequent first.
  package var calls: [TraceCall] = []
  /// The live heap after each collection that ended in the trace.
  package var liveHeap: [HeapPoint] = []
  package var events = 0
  package var isCut = false
  /// What is missing, each as a sentence without a full stop.
  package var gaps: [String] = []

  package init() {}

  /// The live heap at a moment.
  package struct HeapPoint: Hashable, Sendable {
    package var at: Double
    package var bytes: Int64

    package init(at: Double, bytes: Int64) {
      self.at = at
      self.bytes = bytes
    }
  }
}

/// Calls out of Go, or into a wait, from one stack.
///
/// A call that was under way when the trace began counts from there, as far as the trace tells its stack.
package struct TraceCall: Hashable, Sendable {
  package enum Kind: UInt8, Sendable {
    /// A system call.
    case syscall
    /// A call into C: a system call event whose stack begins in runtime.cgocall or in code that cgo has written.
    case cgo
    /// A wait of any kind.
    case block
    /// A goroutine started.
    case create
  }

  package var kind: Kind
  package var stack: StackID
  package var count: Int
  /// Seconds spent in it, all together, as far as ends were seen; of created goroutines the lives of those that ended.
  package var seconds: Double
  /// How many had not ended when the trace did: calls and waits under way, and created goroutines that live.
  package var pending: Int
  /// Reason of a wait, in the trace's own words; empty for others.
  package var reason: String

  package init(kind: Kind, stack: StackID, count: Int, seconds: Double, pending: Int, reason: String) {
    self.kind = kind
    self.stack = stack
    self.count = count
    self.seconds = seconds
    self.pending = pending
    self.reason = reason
  }
}

/// A trace as part of a capture.
package struct TraceObservation: Sendable {
  package var trace: TraceSummary
  /// Seconds from the start of the capture to the trace's begin; nil when unknown.
  package var at: Double?
  package var source: String

  package init(trace: TraceSummary, at: Double?, source: String) {
    self.trace = trace
    self.at = at
    self.source = source
  }
}
