// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

private let openAt = "syscall.openat \(Go.root)syscall/zsyscall_linux_amd64.go:95"
private let openFile = "os.OpenFile \(Go.root)os/file.go:380"
private let read = "syscall.read \(Go.root)syscall/zsyscall_linux_amd64.go:736"

/// A healthy watch of 30 s in which the process holds so many descriptors at `target`, beside five of its own.
private func watch(
  _ kind: ProcessLook.DescriptorGroup.Kind = .file,
  _ target: String = "/data/orders-*.log",
  of text: WatchText = WatchText(rounds: 6, seconds: 30),
  count: (_ second: Int) -> Int
) throws -> Capture {
  var capture = try text.capture()
  capture.addLooks { second, look in
    look.descriptors = [
      ProcessLook.DescriptorGroup(kind: .eventfd, target: "", count: 5),
      ProcessLook.DescriptorGroup(kind: kind, target: target, count: count(second)),
    ]
    look.descriptorLimit = 1024
  }
  return capture
}

@Suite struct DescriptorExaminationTests {
  @Test func `files that are opened and not closed are a suspect at the line that opens them`() throws {
    var capture = try watch { 20 + 2 * $0 }
    var trace = TraceSketch(seconds: 2)
    trace.addCalls(4, .syscall, at: openAt, openFile, "shop.(*Journal).open /src/shop/journal.go:77")
    trace.addCalls(4, .syscall, at: read, "os.(*File).Read \(Go.root)os/file.go:118", "shop.load /src/shop/load.go:12")
    capture.traces = [trace.observation()]
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.verdict == .suspected)
    #expect(diagnosis.outline == ["suspect fd-leak journal.go:77"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.title == "descriptors (files /data/orders-*.log) grow by 2.0/s, opened at shop/journal.go:77")
    #expect(finding.explanation.contains("25 at first, 85 now. 80 of them are files: /data/orders-*.log."))
    // (1024 - 85) / 2
    #expect(finding.explanation.contains("The limit of 1024 is reached in about 8 min"))
    #expect(finding.growth.map(\.unit) == [.descriptors])
    #expect(finding.growth.first?.perSecond == 2)
    #expect((finding.growth.first?.pValue ?? 1) < 0.001)
    #expect(finding.size.descriptors == 85)
    #expect(finding.evidence.first?.values?.count == 31)
    #expect(finding.evidence.last?.statement.contains("4 such calls in the trace (2.0 a second") == true)
    #expect(finding.confidence == 0.88)
    #expect(diagnosis.summary.hasPrefix("orders is suspected to leak descriptors: descriptors (files"))
  }

  /// Files that each leaked goroutine holds, so many for one.
  private func filesOfGoroutines(_ each: Int) throws -> [String] {
    var text = WatchText(rounds: 6, seconds: 30)
    let lock = "syscall.Flock \(Go.root)syscall/zsyscall_linux_amd64.go:4"
    text.addLeak(
      5,
      atStart: 5,
      PlaceText("syscall", lock, "shop.(*Counter).take /src/shop/counter.go:31", by: "shop.serve /src/shop/serve.go:9")
    )
    var capture = try watch(of: text) { 20 + each * $0 * 25 / 30 }
    var trace = TraceSketch(seconds: 2)
    trace.addCalls(2, .syscall, at: openAt, openFile, "shop.(*Counter).take /src/shop/counter.go:27")
    capture.traces = [trace.observation()]
    return diagnosis(of: capture).outline
  }

  @Test func `descriptors that leaked goroutines hold are a part of their finding`() throws {
    #expect(try filesOfGoroutines(1) == ["suspect goroutine-blocked-syscall counter.go:31"])
    #expect(
      try filesOfGoroutines(8) == ["suspect fd-leak counter.go:27", "suspect goroutine-blocked-syscall counter.go:31"]
    )
  }

  @Test func `of several opening lines the one whose pace is the growth's is named, the others beside it`() throws {
    var capture = try watch { 20 + 2 * $0 }
    var trace = TraceSketch(seconds: 2)
    trace.addCalls(400, .syscall, at: openAt, openFile, "shop.page /src/shop/page.go:9")
    trace.addCalls(5, .syscall, at: openAt, openFile, "shop.(*Journal).open /src/shop/journal.go:77")
    capture.traces = [trace.observation()]
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.outline == ["suspect fd-leak journal.go:77"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.alsoAt.map(\.line) == [9])
    #expect(finding.confidence == 0.82)
    #expect(finding.evidence.last?.statement.contains("1 other lines made some too") == true)
  }

  @Test func `without a trace growth stands without a line and with less confidence`() throws {
    let diagnosis = diagnosis(of: try watch { 20 + 2 * $0 })
    #expect(diagnosis.outline == ["suspect fd-leak"])
    #expect(diagnosis.findings.first?.confidence == 0.75)
    #expect(diagnosis.findings.first?.title == "descriptors (files /data/orders-*.log) grow by 2.0/s")
  }

  private static let courses: [Course] = [
    Course("constant") { _ in 200 },
    Course("sawtooth") { second in 20 + 12 * (second % 5) },
    Course("one step") { second in second < 12 ? 20 : 80 },
    Course("fills and rests") { second in 20 + 6 * min(second, 8) },
    Course("falling") { second in 200 - 3 * second },
    Course("five more") { second in 20 + second / 6 },
  ]

  @Test(arguments: courses)
  func `what does not rise to the end is no leak`(course: Course) throws {
    #expect(diagnosis(of: try watch(count: course.value)).outline == [])
  }

  @Test func `sockets of connections that clients keep opening are the clients' choice`() throws {
    var text = WatchText(rounds: 6, seconds: 30)
    let connection = PlaceText.library(
      "IO wait",
      [Go.pollWait, Go.conn],
      by: "net/http.(*Server).Serve \(Go.root)net/http/server.go:3454"
    )
    text.addLeak(12, atStart: 20, connection)
    let capture = try watch(.socket, "tcp established at port 8080", of: text) { 22 + 2 * $0 }
    #expect(diagnosis(of: capture).outline == ["note load-driven"])
  }

  @Test func `as many clients excuse no files`() throws {
    var text = WatchText(rounds: 6, seconds: 30)
    let connection = PlaceText.library(
      "IO wait",
      [Go.pollWait, Go.conn],
      by: "net/http.(*Server).Serve \(Go.root)net/http/server.go:3454"
    )
    text.addLeak(12, atStart: 20, connection)
    let capture = try watch(.file, "/data/orders-*.log", of: text) { 22 + 2 * $0 }
    #expect(diagnosis(of: capture).outline == ["suspect fd-leak", "note load-driven"])
  }

  @Test func `sockets that leaked goroutines hold are part of their finding`() throws {
    var text = WatchText(rounds: 6, seconds: 30)
    let reader = PlaceText.own("IO wait", [Go.pollWait, "net.(*conn).Read(0xc0) \(Go.root)net/net.go:194"])
    text.addLeak(10, atStart: 20, reader)
    let capture = try watch(.socket, "tcp established to port 5432", of: text) { 22 + 2 * $0 }
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.outline == ["suspect goroutine-blocked-io desk.go:41"])
    let finding = try #require(diagnosis.findings.first)
    #expect(finding.growth.map(\.unit) == [.goroutines, .descriptors])
    #expect(finding.size.descriptors == 87)
  }

  @Test func `a line that reads from connections is not taken for the one that opens them`() throws {
    var capture = try watch(.socket, "tcp close-wait to port 5432") { 20 + 2 * $0 }
    var trace = TraceSketch(seconds: 2)
    trace.addCalls(
      4,
      .syscall,
      at: read,
      "net.(*conn).Read \(Go.root)net/net.go:194",
      "shop.(*Feed).next /src/shop/feed.go:30"
    )
    trace.addCalls(
      40,
      .syscall,
      at: "syscall.connect \(Go.root)syscall/zsyscall_linux_amd64.go:1425",
      "net.(*netFD).dial \(Go.root)net/sock_posix.go:124",
      "net.(*Dialer).DialContext \(Go.root)net/dial.go:548",
      "net.Dial \(Go.root)net/dial.go:485",
      "shop.(*Feed).open /src/shop/feed.go:19"
    )
    capture.traces = [trace.observation()]
    #expect(diagnosis(of: capture).outline == ["suspect fd-leak feed.go:19"])
  }

  @Test func `the count that a monitor reads shows the same growth`() throws {
    var capture = try WatchText(rounds: 6, seconds: 30).capture()
    capture.addReadings { second, statistics in statistics.openDescriptors = Int64(20 + 2 * second) }
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.outline == ["suspect fd-leak"])
    #expect(diagnosis.findings.first?.evidence.first?.source == "memory statistics, 31 readings")
  }

  @Test(arguments: [4, 5])
  func `fewer than five looks show no growth`(looks: Int) throws {
    var capture = try watch { 20 + 2 * $0 }
    capture.processes = (0..<looks).map { capture.processes[$0 * 7] }
    #expect(diagnosis(of: capture).outline == (looks < 5 ? [] : ["suspect fd-leak"]))
  }
}
