// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What an execution trace would say of a service, put together from calls and wake-ups.
///
/// Frames are written as `function file:line`, leaf first.
package struct TraceSketch {
  package private(set) var summary = TraceSummary()

  package init(seconds: Double = 2) { summary.seconds = seconds }

  /// Adds calls out of Go, or waits, from one stack; `pending` of them had not ended with the trace.
  package mutating func addCalls(_ count: Int, _ kind: TraceCall.Kind, pending: Int = 0, at frames: String...) {
    let stack = summary.stacks.intern(stack: frames.map { summary.intern($0) })
    summary.calls.append(
      TraceCall(kind: kind, stack: stack, count: count, seconds: 0, pending: pending, reason: "")
    )
  }

  /// Adds goroutines that were made ready so often, and so often of those by a timer, or after waiting for a lock.
  package mutating func addGoroutines(
    _ ids: some Sequence<UInt64>,
    wakeUps: Int,
    byTimers: Int = 0,
    behindLocks: Int = 0,
    period: Double? = nil
  ) {
    summary.goroutines += ids.map { id in
      var goroutine = TraceGoroutine(id: id)
      goroutine.state = .waiting
      goroutine.wakeUps = wakeUps
      goroutine.timerWakeUps = byTimers
      goroutine.passingWakeUps = behindLocks
      goroutine.period = period
      return goroutine
    }
    summary.goroutines.sort { $0.id < $1.id }
  }

  /// The trace as part of a capture, begun so many seconds after it.
  package func observation(at seconds: Double = 10) -> TraceObservation {
    TraceObservation(trace: summary, at: seconds, source: "/debug/pprof/trace?seconds=2")
  }
}

extension TraceSummary {
  fileprivate mutating func intern(_ frame: String) -> FrameID {
    let space = frame.lastIndex(of: " ") ?? frame.endIndex
    let place = frame[space...].dropFirst()
    let colon = place.lastIndex(of: ":") ?? place.endIndex
    return stacks.intern(
      StackTable.Frame(
        function: stacks.strings.intern(String(frame[..<space])),
        file: stacks.strings.intern(String(place[..<colon])),
        line: UInt32(place[colon...].dropFirst()) ?? 0
      )
    )
  }
}
