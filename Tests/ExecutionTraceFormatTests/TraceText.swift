// SPDX-License-Identifier: Apache-2.0

import Evidence
import ExecutionTraceFormat

/// A summary as the text that Fixtures/programs/trace-reader writes with Go's own reader.
struct TraceText {
  let summary: TraceSummary
  let states: [UInt64: TraceStateHash.Sequence]

  var lines: [String] {
    let calls = summary.calls.map(line).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return summary.goroutines.map(line) + calls + summary.liveHeap.map { "heap \($0.bytes)" }
  }

  private func line(_ call: TraceCall) -> String {
    let stack = frames(of: call.stack).joined(separator: " < ")
    let time = milliseconds(call.seconds)
    return "\(call.kind) \(call.count) pending \(call.pending) \(time) ms \"\(call.reason)\" \(stack)"
  }

  private func line(_ goroutine: TraceGoroutine) -> String {
    let hash = String(states[goroutine.id]?.hash ?? 0, radix: 16)
    var line = "goroutine \(goroutine.id) \(letter(goroutine.state)) states \(states[goroutine.id]?.count ?? 0) "
    line += String(repeating: "0", count: 16 - hash.count) + hash
    line += " wakes \(goroutine.wakeUps) timer \(goroutine.timerWakeUps) syscalls \(goroutine.syscalls)"
    line += " moves \(goroutine.placeChanges) running \(milliseconds(goroutine.running)) ms"
    if let entry = goroutine.entry, let creation = goroutine.creation {
      line += " runs \(frames(of: entry)[0]) by \(frames(of: creation)[0])"
    }
    if let place = goroutine.blockedAt { line += " at \(frames(of: place)[0])" }
    if !goroutine.blockReason.isEmpty { line += " for \(goroutine.blockReason)" }
    return line
  }

  private func frames(of stack: StackID) -> [String] {
    summary.stacks.codeFrames(of: stack).map { "\($0.function) \($0.location.file):\($0.location.line)" }
  }

  private func letter(_ state: TraceGoroutine.State) -> String {
    switch state {
    case .runnable: "R"
    case .running: "X"
    case .waiting: "W"
    case .syscall: "S"
    case .ended: "E"
    case .unknown: "?"
    }
  }

  private func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}
