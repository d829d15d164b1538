// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ExecutionTraceFormat
import Foundation
import TestSupport
import Testing

/// Traces of real programs, of every version of the format (Scripts/record-trace-fixtures).
@Suite struct RecordedTraceTests {
  /// Names of the recordings that can be read.
  static let readable = ["go1.22.10", "go1.24.11", "go1.25.5", "go1.26.6", "go1.27.3"]

  static func bytes(_ name: String) throws -> [UInt8] { try Fixtures.bytes("formats/traces/\(name).trace") }

  static func summary(_ name: String) throws -> TraceSummary {
    let bytes = try bytes(name)
    return try TraceDecoder.decode(bytes.rawBytes)
  }

  @Test(arguments: readable)
  func `every state, wait, call and heap is what Go's own reader says`(name: String) throws {
    let bytes = try Self.bytes(name)
    var observer = TraceStateHash()
    let summary = try TraceDecoder.decode(bytes.rawBytes, observer: &observer)
    let expected = String(decoding: try Fixtures.bytes("formats/traces/\(name).txt"), as: UTF8.self)
    let lines = TraceText(summary: summary, states: observer.sequences).lines
    for (line, other) in zip(lines, expected.split(separator: "\n")) { #expect(line == other) }
    #expect(lines.count == expected.split(separator: "\n").count)
    #expect(summary.calls.contains { $0.kind == .syscall } && summary.calls.contains { $0.kind == .create })
  }

  /// Larger pairs of NAME.trace and NAME.txt, not kept in the repository.
  static let folder = ProcessInfo.processInfo.environment["STANCH_TRACES"]

  @Test(.enabled(if: folder != nil, "set STANCH_TRACES to a folder with traces and the texts of trace-reader"))
  func `large traces are what Go's own reader says`() throws {
    let folder = URL(filePath: try #require(Self.folder))
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".trace") {
      let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
      var observer = TraceStateHash()
      let summary = try TraceDecoder.decode(bytes.rawBytes, observer: &observer)
      let text = folder.appending(path: name.replacing(".trace", with: ".txt"))
      let expected = String(decoding: try Data(contentsOf: text), as: UTF8.self).split(separator: "\n")
      let lines = TraceText(summary: summary, states: observer.sequences).lines
      // Of goroutines that began and ended within a long trace the summary keeps some; states were seen of all.
      // Go's reader moves each event behind the one before it, so its sums of many times differ by a few of them.
      func withoutTimes(_ line: some StringProtocol) -> String { String(line).replacing(/[0-9]+ ms/, with: "ms") }
      let all = Set(expected.map { withoutTimes($0) })
      let differences = lines.map { withoutTimes($0) }.filter { !all.contains($0) }
      #expect(differences.isEmpty, "\(name): \(differences.count) lines differ, first \(differences.prefix(3))")
      #expect(lines.count + summary.unlistedGoroutines == expected.count)
      let states = expected.filter { $0.hasPrefix("goroutine ") }.map { $0.split(separator: " ") }
      let others = states.filter { words in
        let sequence = UInt64(words[1]).flatMap { observer.sequences[$0] }
        return sequence.map { "\($0.count)" } != String(words[4]) || sequence?.hash != UInt64(words[5], radix: 16)
      }
      #expect(others.isEmpty && states.count == observer.sequences.count)
      print(name, summary.events, "events,", lines.count, "lines compared,", summary.gaps)
    }
  }

  @Test(arguments: readable)
  func `a whole trace has no gaps, and Go 1_22 says what it cannot tell`(name: String) throws {
    let summary = try Self.summary(name)
    #expect(!summary.isCut)
    if name.hasPrefix("go1.22") {
      #expect(summary.gaps.count == 1 && summary.gaps[0].hasPrefix("Go 1.22 does not tell where goroutines stand"))
    } else {
      #expect(summary.gaps == [])
    }
  }

  @Test(arguments: readable)
  func `times are seconds from the first event`(name: String) throws {
    let summary = try Self.summary(name)
    #expect(summary.seconds > 1.9 && summary.seconds < 4)
    let started = Set(["go1.25.5", "go1.26.6", "go1.27.3"])
    #expect((summary.started != nil) == started.contains(name))
    // Recorded between 2025 and 2100.
    if let moment = summary.started { #expect(moment > 1.735e9 && moment < 4.1e9) }
    for goroutine in summary.goroutines {
      for moment in [goroutine.created, goroutine.ended, goroutine.blockedSince] {
        if let moment { #expect(moment >= 0 && moment <= summary.seconds) }
      }
    }
  }

  @Test(arguments: readable)
  func `loops that tick have a period and no other place`(name: String) throws {
    let summary = try Self.summary(name)
    let expected = ["main.leakTicker.func1": 0.05, "main.leakSleeper.func1": 0.07, "main.leakPoller.func1": 0.04]
    for (function, seconds) in expected {
      let created = summary.goroutines.filter { summary.function(of: $0.entry) == function }
      #expect(created.count == 1)
      for goroutine in created {
        let period = try #require(goroutine.period)
        #expect(abs(period - seconds) < 0.2 * seconds)
        #expect(goroutine.timerWakeUps >= 20)
        // The poller also waits for a goroutine of its own between two ticks.
        #expect((goroutine.placeChanges == 0) == (function != "main.leakPoller.func1"))
      }
    }
  }

  @Test(arguments: readable)
  func `leaked goroutines wait where they were left`(name: String) throws {
    let summary = try Self.summary(name)
    let leaks = [
      ("leakSend", "chan send"), ("leakReceive", "chan receive"), ("leakNil", "forever"), ("leakSelect", "forever"),
      ("leakLock", "sync"), ("leakGroup", "sync"), ("leakCond", "sync.(*Cond).Wait"), ("leakContext", "chan receive"),
    ]
    for (function, reason) in leaks {
      let leaked = summary.goroutines.filter { summary.function(of: $0.creation) == "main.\(function)" }
      #expect(leaked.count == 1)
      for goroutine in leaked {
        #expect(goroutine.state == .waiting && goroutine.blockReason == reason && goroutine.wakeUps == 0)
        #expect(goroutine.ended == nil && goroutine.period == nil)
      }
    }
  }

  @Test func `the trace of Go 1_21 is recognised and refused with a sentence`() throws {
    let bytes = try Self.bytes("go1.21.13")
    let isRecognized = TraceDecoder.recognizes(bytes.rawBytes)
    #expect(isRecognized)
    let error = #expect(throws: DecodingError.self) { try TraceDecoder.decode(bytes.rawBytes) }
    #expect(error?.expected == "a trace of Go 1.22 or later, this one is of Go 1.21 and has the older format")
  }

  @Test func `what is no trace is not recognised`() {
    for text in ["", "go 1.22", "goroutine 1 [running]:", "go 1.22 trace!!!!"] {
      let bytes = Array(text.utf8)
      let isRecognized = TraceDecoder.recognizes(bytes.rawBytes)
      #expect(!isRecognized)
    }
  }
}

extension TraceSummary {
  /// The leaf function of a stack.
  fileprivate func function(of stack: StackID?) -> String? {
    stack.flatMap { stacks.codeFrames(of: $0).first?.function }
  }
}
