// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

private let cgocall = "runtime.cgocall \(Go.root)runtime/cgocall.go:167"

/// A healthy watch of 30 s in which the process has so many threads.
private func watch(
  of text: WatchText = WatchText(rounds: 6, seconds: 30),
  threads: (_ second: Int) -> Int
) throws -> Capture {
  var capture = try text.capture()
  capture.addLooks { second, look in look.threads = threads(second) }
  return capture
}

@Suite struct ThreadExaminationTests {
  @Test func `threads that grow are a suspect at the line whose calls do not return`() throws {
    var capture = try watch { 10 + $0 }
    var trace = TraceSketch()
    trace.addCalls(900, .syscall, at: "syscall.write \(Go.root)syscall/fs.go:4", "shop.log /src/shop/log.go:14")
    trace.addCalls(
      2,
      .cgo,
      pending: 2,
      at: cgocall,
      "shop._Cfunc_wait _cgo_gotypes.go:60",
      "shop.ask /src/shop/ask.go:33"
    )
    capture.traces = [trace.observation()]
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.verdict == .suspected)
    #expect(diagnosis.outline == ["suspect thread-leak ask.go:33"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.title == "threads grow by 1.0/s at shop/ask.go:33")
    #expect(finding.explanation.hasPrefix("10 operating-system threads at first, 40 now."))
    #expect(finding.growth.map(\.unit) == [.threads] && finding.growth.first?.perSecond == 1)
    #expect(finding.size.threads == 40)
    #expect(finding.evidence.first?.values?.last == 40)
    #expect(finding.confidence == 0.85)
    #expect(diagnosis.summary.contains("is suspected to leak threads"))
  }

  @Test func `calls that were just being made when the trace ended keep no threads`() throws {
    var capture = try watch { 10 + $0 * 12 / 30 }
    var trace = TraceSketch()
    trace.addCalls(
      900,
      .syscall,
      pending: 1,
      at: "syscall.write \(Go.root)syscall/fs.go:4",
      "shop.log /src/shop/log.go:14"
    )
    capture.traces = [trace.observation()]
    #expect(diagnosis(of: capture).outline == [])
  }

  @Test func `without a trace growth stands without a line and with less confidence`() throws {
    let finding = try #require(diagnosis(of: try watch { 10 + $0 }).findings.first)
    #expect(finding.kind == "thread-leak" && finding.location == nil && finding.confidence == 0.7)
  }

  private static let courses: [Course] = [
    Course("constant") { _ in 40 },
    Course("rises and falls") { second in 10 + 8 * (second % 4) },
    Course("one burst") { second in second < 8 ? 10 : 30 },
    Course("four more") { second in 10 + min(4, second / 5) },
    // The high-water mark of a service under load.
    Course("twelve more, and nothing keeps them") { second in 10 + second * 12 / 30 },
  ]

  @Test(arguments: courses)
  func `threads that do not rise to the end are no leak`(course: Course) throws {
    #expect(diagnosis(of: try watch(threads: course.value)).outline == [])
  }

  @Test func `goroutines locked to threads are told as threads, at the line that locks`() throws {
    var text = WatchText(rounds: 6, seconds: 30)
    let place = PlaceText.own("select", line: 46).with { $0.isLocked = true }
    text.addLeak(6, atStart: 10, place)
    text.sources["/src/shop/desk.go"] = (1...60).map { line in
      switch line {
      case 40: "func (d *Desk) wait() {"
      case 41: "\truntime.LockOSThread()"
      case 46: "\tselect {"
      default: "\t\td.step(\(line))"
      }
    }.joined(separator: "\n")
    let diagnosis = diagnosis(of: try watch(of: text) { 20 + $0 })
    #expect(diagnosis.outline == ["suspect thread-leak desk.go:41"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.alsoAt.first?.line == 46 && finding.alsoAt.first?.role == .blockedAt)
    #expect(finding.growth.map(\.unit) == [.goroutines, .threads])
    #expect(finding.size.goroutines == 40 && finding.size.threads == 50)
  }

  @Test func `threads of goroutines in system calls are part of their finding`() throws {
    var text = WatchText(rounds: 6, seconds: 30)
    text.addLeak(6, atStart: 10, .own("syscall", ["syscall.Syscall(0x1) \(Go.root)syscall/syscall_linux.go:73"]))
    let diagnosis = diagnosis(of: try watch(of: text) { 20 + $0 })
    #expect(diagnosis.outline == ["suspect goroutine-blocked-syscall desk.go:41"])
    #expect(diagnosis.findings.first?.size.threads == 50)
  }

  @Test func `the count that the program states shows the same growth`() throws {
    var capture = try WatchText(rounds: 6, seconds: 30).capture()
    capture.addReadings { second, statistics in statistics.threads = Int64(10 + second) }
    let finding = try #require(diagnosis(of: capture).findings.first)
    #expect(finding.kind == "thread-leak")
    #expect(finding.evidence.first?.source == "memory statistics, 31 readings")
  }

  @Test func `lines of schedtrace show the same growth, and a service that has started does not grow`() throws {
    func capture(_ threads: (Int) -> Int) throws -> Capture {
      var capture = try WatchText(rounds: 6, seconds: 30).capture()
      var log = RuntimeLog()
      log.schedules = (0..<300).map { line in
        .init(at: Double(line), goMaxProcs: 4, idleProcs: 1, threads: threads(line), idleThreads: 3, runQueue: 0)
      }
      capture.runtimeLogs = [RuntimeLogObservation(log: log, source: "app.log")]
      return capture
    }
    let finding = try #require(diagnosis(of: try capture { 10 + $0 / 5 }).findings.first)
    #expect(finding.kind == "thread-leak")
    #expect(finding.evidence.first?.source == "schedtrace, 300 lines")
    #expect(diagnosis(of: try capture { min(40, 5 + $0 * 10) }).outline == [])
  }
}
