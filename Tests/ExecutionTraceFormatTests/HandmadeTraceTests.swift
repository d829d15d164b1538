// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ExecutionTraceFormat
import Testing

/// Traces of a few events, each for one rule.
@Suite struct HandmadeTraceTests {
  /// The states of each goroutine as letters and the summary of a trace.
  private func decode(_ trace: HandmadeTrace) throws -> (summary: TraceSummary, states: [UInt64: String]) {
    var letters = StateLetters()
    let summary = try TraceDecoder.decode(trace.bytes.rawBytes, observer: &letters)
    return (summary, letters.states)
  }

  /// Processor 0 runs goroutine 1 on a thread: status of both.
  private let begin: [UInt8] = [13, 1, 0, 1, 25, 1, 1, 5, 2]

  @Test func `an event waits for the one that it follows on another thread`() throws {
    var trace = HandmadeTrace()
    // Thread 6 claims to start goroutine 2 before thread 5 creates it: clocks differ, sequence numbers do not.
    trace.batch(generation: 1, thread: 6, time: 10, events: [13, 1, 1, 1, 16, 1, 2, 1, 17, 1])
    trace.batch(generation: 1, thread: 5, time: 1000, events: begin + [14, 1, 2, 0, 0])
    trace.endGeneration(1)
    let (summary, states) = try decode(trace)
    #expect(states == [1: "X", 2: "RXE"])
    #expect(summary.gaps == [] && summary.events == 6)
  }

  @Test func `a coroutine that hands over waits, and the other runs`() throws {
    var trace = HandmadeTrace()
    // 47 creates goroutine 2 in waiting, 45 switches to it, 46 ends it and switches back.
    let events: [UInt8] = begin + [47, 1, 2, 0, 0, 45, 1, 2, 1, 46, 1, 1, 1]
    trace.batch(generation: 1, thread: 5, events: events)
    trace.endGeneration(1)
    let (summary, states) = try decode(trace)
    #expect(states == [1: "XWRX", 2: "WRXE"])
    #expect(summary.goroutines.map(\.wakeUps) == [1, 1])
  }

  @Test func `a processor stolen in a system call makes its end wait`() throws {
    var trace = HandmadeTrace()
    // Thread 5: system call begins, ends without its processor. Thread 6 steals it, with a later clock.
    trace.batch(generation: 1, thread: 5, time: 10, events: begin + [22, 1, 1, 0, 24, 1])
    trace.batch(generation: 1, thread: 6, time: 1000, events: [12, 1, 0, 2, 5, 10, 1, 0, 3, 16, 1, 1, 1])
    trace.endGeneration(1)
    let (summary, states) = try decode(trace)
    #expect(states == [1: "XSRX"])
    #expect(summary.gaps == [] && summary.goroutines[0].syscalls == 1)
  }

  @Test func `a system call below runtime_cgocall is a call into C, one of a callback from C is not`() throws {
    var trace = HandmadeTrace()
    trace.batch(generation: 1, thread: 5, events: begin + [22, 1, 1, 1, 23, 1, 22, 1, 2, 2])
    // Strings 1 to 4; stack 1 = cgocall < main.call, stack 2 = syscall.read < runtime.cgocallback < runtime.cgocall.
    let names = ["runtime.cgocall", "main.call", "syscall.read", "runtime.cgocallback"]
    var strings: [UInt8] = []
    for (index, name) in names.enumerated() { strings += [5, UInt8(index + 1), UInt8(name.utf8.count)] + name.utf8 }
    let stacks: [UInt8] = [3, 1, 2, 9, 1, 0, 7, 8, 2, 0, 6] + [3, 2, 3, 7, 3, 0, 5, 6, 4, 0, 4, 5, 1, 0, 3]
    trace.endGeneration(1, strings: strings, stacks: stacks)
    let (summary, _) = try decode(trace)
    #expect(Set(summary.calls.map(\.kind)) == [.cgo, .syscall])
    for call in summary.calls {
      let leaf = summary.stacks.codeFrames(of: call.stack)[0]
      #expect((leaf.function == "runtime.cgocall") == (call.kind == .cgo))
      // The first returned, the second did not.
      #expect(call.count == 1 && call.pending == (call.kind == .cgo ? 0 : 1))
    }
  }

  @Test(arguments: [("sync", 1), ("preempted", 1), ("chan receive", 0), ("somewhere", 0)])
  func `the end of a wait for a lock or the collector is counted as passing`(reason: String, passing: Int) throws {
    var trace = HandmadeTrace()
    trace.batch(generation: 1, thread: 5, events: begin + [20, 1, 1, 1, 21, 1, 1, 1, 0, 16, 1, 1, 2])
    let strings: [UInt8] = [5, 1, UInt8(reason.utf8.count)] + reason.utf8
    trace.endGeneration(1, strings: strings, stacks: [3, 1, 1, 9, 1, 0, 7])
    let (summary, states) = try decode(trace)
    #expect(states == [1: "XWRX"])
    #expect(summary.goroutines[0].wakeUps == 1 && summary.goroutines[0].passingWakeUps == passing)
  }

  @Test func `equal frames of two generations are one stack, whatever their numbers`() throws {
    var trace = HandmadeTrace()
    let wait: [UInt8] = [20, 1, 1, 1]
    trace.batch(generation: 1, thread: 5, events: begin + wait + [21, 1, 1, 1, 0, 16, 1, 1, 2])
    trace.endGeneration(1, strings: [5, 1, 1, 0x61], stacks: [3, 1, 1, 9, 1, 0, 7])
    trace.batch(generation: 2, thread: 5, time: 2000, events: begin + [20, 1, 3, 200, 1])
    // Another identifier, another program counter, the same function and line.
    trace.endGeneration(2, strings: [5, 3, 1, 0x61], stacks: [3, 200, 1, 1, 8, 3, 0, 7])
    let (summary, states) = try decode(trace)
    #expect(states == [1: "XWRXW"])
    #expect(summary.calls.map(\.count) == [2] && summary.goroutines[0].placeChanges == 0)
    #expect(summary.goroutines[0].blockReason == "a" && summary.stacks.stackCount == 1)
  }

  @Test func `identifiers of any size cost no memory`() throws {
    var trace = HandmadeTrace()
    let huge = HandmadeTrace.varint(.max - 1)
    trace.batch(generation: 1, thread: .max - 7, events: [25, 1] + huge + [9, 4] + [13, 1] + huge + [1])
    trace.batch(generation: 1, thread: 5, events: begin + [20, 1] + huge + huge)
    trace.endGeneration(1, strings: [5] + huge + [1, 0x61], stacks: [3] + huge + [1, 9, 1, 0, 7])
    let (summary, states) = try decode(trace)
    #expect(states[.max - 1] == "W")
    // No machine has a processor of that number.
    #expect(summary.gaps.count == 1 && summary.gaps[0].hasPrefix("the rest of a generation from byte"))
  }

  @Test func `a header alone is a trace without events`() throws {
    let (summary, _) = try decode(HandmadeTrace())
    #expect(summary.gaps == ["the trace holds no events"] && summary.goroutines.isEmpty)
  }

  @Test func `a later version is read as the newest known, and said to be`() throws {
    var trace = HandmadeTrace(version: 28)
    trace.batch(generation: 1, thread: 5, events: begin)
    trace.endGeneration(1)
    let (summary, states) = try decode(trace)
    #expect(states == [1: "X"] && summary.gaps.count == 1 && summary.version == 28)
  }
}

/// The states of each goroutine as letters.
private struct StateLetters: TraceObserver {
  var states: [UInt64: String] = [:]

  mutating func goroutine(_ id: UInt64, became state: TraceGoroutine.State, at time: UInt64) {
    let letter =
      switch state {
      case .runnable: "R"
      case .running: "X"
      case .waiting: "W"
      case .syscall: "S"
      case .ended: "E"
      case .unknown: "?"
      }
    states[id, default: ""] += letter
  }
}
