// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

/// A place that is of one kind when goroutines pile up there.
struct KindCase: Sendable, CustomTestStringConvertible {
  var name: String
  var kind: String
  var level = Finding.Level.suspect
  /// Line in desk.go that the finding points to; nil when no own line is known.
  var line: Int? = 41
  var places: [PlaceText]
  var source: String?

  var testDescription: String { name }

  func watch(_ fill: (inout WatchText, PlaceText) -> Void) -> WatchText {
    var watch = WatchText()
    if let source { watch.sources["/src/shop/desk.go"] = source }
    for place in places { fill(&watch, place) }
    return watch
  }

  /// Go source whose line 41 is `statement` inside an endless loop (or none).
  static func desk(_ statement: String, inLoop: Bool, then next: [String] = []) -> String {
    var lines = Array(repeating: "", count: 36)
    lines.append("func (d *Desk) wait() {")
    lines.append(inLoop ? "\tfor {" : "\t{")
    lines += ["\t\td.turn()", "", "\t\t\(statement)"]
    lines += next.map { "\t\t\($0)" } + ["\t}", "}"]
    return lines.joined(separator: "\n")
  }

  static let all: [KindCase] = [
    KindCase(name: "send", kind: "goroutine-blocked-send", places: [.own("chan send")]),
    KindCase(name: "nil send", kind: "goroutine-blocked-send", level: .leak, places: [.own("chan send (nil chan)")]),
    KindCase(name: "receive", kind: "goroutine-blocked-receive", places: [.own("chan receive")]),
    KindCase(
      name: "nil receive",
      kind: "goroutine-blocked-receive",
      level: .leak,
      places: [.own("chan receive (nil chan)")]
    ),
    KindCase(name: "select", kind: "goroutine-blocked-select", places: [.own("select")]),
    KindCase(
      name: "select with source and no timer",
      kind: "goroutine-blocked-select",
      places: [.own("select")],
      source: KindCase.desk("select {", inLoop: true, then: ["case v := <-items:", "case <-ctx.Done():", "}"])
    ),
    KindCase(name: "select {}", kind: "goroutine-blocked-select", level: .leak, places: [.own("select (no cases)")]),
    KindCase(name: "mutex of Go 1.27", kind: "goroutine-blocked-lock", places: [.own("sync.Mutex.Lock", Go.lock27)]),
    KindCase(
      name: "mutex of Go 1.22",
      kind: "goroutine-blocked-lock",
      places: [
        .own(
          "sync.Mutex.Lock",
          [
            "sync.runtime_SemacquireMutex(0xc00012?, 0x0?, 0x1?) \(Go.root)runtime/sema.go:77",
            "sync.(*Mutex).lockSlow(0xc000123000) \(Go.root)sync/mutex.go:171",
            "sync.(*Mutex).Lock(...) \(Go.root)sync/mutex.go:90",
          ]
        )
      ]
    ),
    KindCase(
      name: "read lock",
      kind: "goroutine-blocked-lock",
      places: [.own("sync.RWMutex.RLock", ["sync.(*RWMutex).RLock(...) \(Go.root)sync/rwmutex.go:74"])]
    ),
    KindCase(
      name: "WaitGroup of Go 1.22",
      kind: "goroutine-blocked-waitgroup",
      places: [
        .own(
          "semacquire",
          [
            "sync.runtime_Semacquire(0xc00?) \(Go.root)runtime/sema.go:62",
            "sync.(*WaitGroup).Wait(0xc000123000) \(Go.root)sync/waitgroup.go:116",
          ]
        )
      ]
    ),
    KindCase(
      name: "WaitGroup of Go 1.27",
      kind: "goroutine-blocked-waitgroup",
      places: [
        .own(
          "sync.WaitGroup.Wait",
          [
            "sync.runtime_SemacquireWaitGroup(0xc00?, 0x0?) \(Go.root)runtime/sema.go:114",
            "sync.(*WaitGroup).Wait(0xc000123000) \(Go.root)sync/waitgroup.go:206",
          ]
        )
      ]
    ),
    KindCase(
      name: "condition",
      kind: "goroutine-blocked-cond",
      places: [
        .own(
          "sync.Cond.Wait",
          [
            "sync.runtime_notifyListWait(0xc000123050, 0x3) \(Go.root)runtime/sema.go:587",
            "sync.(*Cond).Wait(0xc000123040) \(Go.root)sync/cond.go:71",
          ]
        )
      ]
    ),
    KindCase(
      name: "read without deadline",
      kind: "goroutine-blocked-io",
      places: [.own("IO wait", [Go.pollWait, "net.(*conn).Read(0xc0, {0xc1, 0x1, 0x1}) \(Go.root)net/net.go:194"])]
    ),
    KindCase(
      name: "pipe without a reader",
      kind: "goroutine-blocked-io",
      places: [.own("select", ["io.(*pipe).write(0xc0) \(Go.root)io/pipe.go:86"])]
    ),
    KindCase(
      name: "request without timeout",
      kind: "goroutine-blocked-io",
      places: [
        .own(
          "select",
          [
            "net/http.(*persistConn).roundTrip(0xc0, 0xc1) \(Go.root)net/http/transport.go:2800",
            "net/http.(*Client).Do(...) \(Go.root)net/http/client.go:590",
          ]
        )
      ]
    ),
    KindCase(
      name: "system call",
      kind: "goroutine-blocked-syscall",
      places: [.own("syscall", ["syscall.Syscall(0x0) \(Go.root)syscall/syscall_linux.go:73"])]
    ),
    KindCase(
      name: "child process",
      kind: "goroutine-blocked-syscall",
      places: [
        .own(
          "syscall",
          [
            "syscall.Syscall6(0xf7) \(Go.root)syscall/syscall_linux.go:91",
            "os.(*Process).Wait(...) \(Go.root)os/exec.go:134",
            "os/exec.(*Cmd).Wait(0xc0) \(Go.root)os/exec/exec.go:906",
          ]
        )
      ]
    ),
    KindCase(name: "sleep", kind: "goroutine-ticker-loop", places: [.own("sleep", [Go.sleep])]),
    KindCase(
      name: "ticker in a select",
      kind: "goroutine-ticker-loop",
      places: [.own("select")],
      source: KindCase.desk("select {", inLoop: true, then: ["case <-ticker.C:", "\td.turn()", "}"])
    ),
    KindCase(
      name: "range over a ticker",
      kind: "goroutine-ticker-loop",
      places: [.own("chan receive")],
      source: KindCase.desk("for range ticker.C {", inLoop: false, then: ["\td.turn()", "}"])
    ),
    KindCase(
      name: "timer outside a loop",
      kind: "goroutine-blocked-receive",
      places: [.own("chan receive")],
      source: KindCase.desk("<-time.After(time.Hour)", inLoop: false)
    ),
    KindCase(
      name: "endless loop",
      kind: "goroutine-runaway",
      line: 39,
      places: [.own("runnable", line: 41)],
      source: KindCase.desk("d.poll()", inLoop: true)
    ),
    KindCase(
      name: "coroutine",
      kind: "coroutine-not-stopped",
      places: [.own("coroutine", ["iter.Pull[...].func1.1(...) \(Go.root)iter/iter.go:280"])]
    ),
    KindCase(
      name: "idle connections of a Transport per request",
      kind: "connection-not-released",
      line: nil,
      places: [
        .library(
          "IO wait",
          [Go.pollWait, "net/http.(*persistConn).readLoop(0xc0) \(Go.root)net/http/transport.go:2205"],
          by: "net/http.(*Transport).dialConn \(Go.root)net/http/transport.go:1776"
        ),
        .library(
          "select",
          ["net/http.(*persistConn).writeLoop(0xc0) \(Go.root)net/http/transport.go:2519"],
          by: "net/http.(*Transport).dialConn \(Go.root)net/http/transport.go:1777"
        ),
      ]
    ),
    KindCase(
      name: "bodies that are not closed",
      kind: "response-body-not-closed",
      line: nil,
      places: [
        .library(
          "select",
          ["net/http.(*persistConn).readLoop(0xc0) \(Go.root)net/http/transport.go:2361"],
          by: "net/http.(*Transport).dialConn \(Go.root)net/http/transport.go:1776"
        ),
        .library(
          "select",
          ["net/http.(*persistConn).writeLoop(0xc0) \(Go.root)net/http/transport.go:2519"],
          by: "net/http.(*Transport).dialConn \(Go.root)net/http/transport.go:1777"
        ),
      ]
    ),
    KindCase(
      name: "pools opened per request",
      kind: "connection-not-released",
      line: nil,
      places: [
        .library(
          "select",
          ["database/sql.(*DB).connectionOpener(0xc0, {0xc1}) \(Go.root)database/sql/sql.go:1261"],
          by: "database/sql.OpenDB \(Go.root)database/sql/sql.go:841"
        )
      ]
    ),
    KindCase(
      name: "requests that wait for a connection of the pool",
      kind: "connection-not-released",
      places: [
        .own(
          "select",
          [
            "database/sql.(*DB).conn(0xc0, {0xc1}, 0x1) \(Go.root)database/sql/sql.go:1370",
            "database/sql.(*DB).QueryContext(...) \(Go.root)database/sql/sql.go:1731",
          ]
        )
      ]
    ),
    KindCase(
      name: "goroutines of a library",
      kind: "goroutine-growth",
      line: nil,
      places: [
        .library(
          "select",
          ["lib.example/queue.(*Consumer).loop(0xc0) /root/go/pkg/mod/lib.example/queue@v1.2.0/consumer.go:77"],
          by: "lib.example/queue.NewConsumer /root/go/pkg/mod/lib.example/queue@v1.2.0/consumer.go:40"
        )
      ]
    ),
  ]
}

@Suite struct GoroutineKindTests {
  @Test(arguments: KindCase.all)
  func `what piles up is one finding of its kind, at its line, at the level the evidence carries`(
    example: KindCase
  ) throws {
    let diagnosis = try diagnosis(of: example.watch { $0.addLeak(10, atStart: 20, $1) })
    let finding = try #require(diagnosis.charges.first)
    #expect(diagnosis.charges.count == 1, "\(diagnosis.outline)")
    #expect(finding.kind == example.kind)
    #expect(finding.level == example.level)
    #expect(finding.location?.line == example.line)
    if example.line != nil { #expect(finding.location?.file == "/src/shop/desk.go") }
    #expect(finding.level == .leak ? finding.confidence >= 0.99 : (0.5..<0.99).contains(finding.confidence))
    #expect(finding.size.goroutines == 70 * example.places.count)
    #expect(diagnosis.verdict == (example.level == .leak ? .leaking : .suspected))
  }

  @Test(arguments: KindCase.all)
  func `a number that stands still is no finding`(example: KindCase) throws {
    let diagnosis = try diagnosis(of: example.watch { $0.add(40, $1) })
    #expect(diagnosis.charges.isEmpty, "\(diagnosis.outline)")
    #expect(diagnosis.verdict == .healthy)
  }

  @Test(arguments: KindCase.all)
  func `goroutines that come and go are no finding`(example: KindCase) throws {
    // What waits for ever does not go.
    guard example.level != .leak else { return }
    for rounds in [2, 3, 6] {
      var watch = WatchText(rounds: rounds)
      watch.sources = example.watch { _, _ in }.sources
      for place in example.places { watch.addPassing(60, place) }
      let diagnosis = try diagnosis(of: watch)
      #expect(diagnosis.charges.isEmpty, "\(rounds) rounds: \(diagnosis.outline)")
    }
  }

  @Test(arguments: KindCase.all)
  func `stays that end after a while are no finding`(example: KindCase) throws {
    guard example.level != .leak else { return }
    var watch = example.watch { _, _ in }
    for place in example.places {
      watch.add(20, place, rounds: 0...1)
      for round in 1...3 { watch.add(20, place, rounds: round...(round + 1)) }
      watch.add(20, place, rounds: 4...5)
      watch.add(20, place, rounds: 5...5)
    }
    #expect(try diagnosis(of: watch).charges.isEmpty)
  }

  @Test func `without source a loop shows by standing elsewhere now and then`() throws {
    var watch = WatchText()
    let working = PlaceText.own("runnable", line: 55)
    watch.addLeak(10, atStart: 20, .own("select"), alsoAt: working)
    let finding = try #require(try diagnosis(of: watch).charges.first { $0.kind == "goroutine-ticker-loop" })
    #expect(finding.location?.line == 41)
  }

  @Test func `members that are met running as often as waiting are no runaways beside the waiting ones`() throws {
    var watch = WatchText()
    let working = PlaceText.own("runnable", line: 55)
    watch.addLeak(10, atStart: 20, .own("select"), alsoAt: working)
    watch.addLeak(10, atStart: 20, working, alsoAt: .own("select"))
    #expect(try diagnosis(of: watch).charges.map(\.kind) == ["goroutine-ticker-loop"])
  }

  @Test func `members that never wait are runaways beside those that do`() throws {
    var watch = WatchText()
    watch.addLeak(10, atStart: 20, .own("select"), alsoAt: .own("runnable", line: 55))
    watch.addLeak(10, atStart: 20, .own("running", line: 77))
    #expect(
      try Set(diagnosis(of: watch).charges.map(\.kind)) == ["goroutine-ticker-loop", "goroutine-runaway"]
    )
  }

  @Test func `one finalizer that stands still is enough`() throws {
    var watch = WatchText()
    watch.add(
      1,
      PlaceText(
        "chan send",
        "shop.(*Handle).free(0xc0) /src/shop/handle.go:12",
        by: "runtime.createfing \(Go.root)runtime/mfinal.go:166"
      )
    )
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["suspect finalizer-blocked handle.go:12"])
  }

  @Test func `finalizers that run one after the other are no finding`() throws {
    var watch = WatchText()
    let place = PlaceText(
      "chan send",
      "shop.(*Handle).free(0xc0) /src/shop/handle.go:12",
      by: "runtime.createfing \(Go.root)runtime/mfinal.go:166"
    )
    watch.add(
      1,
      place,
      rounds: 0...5,
      alsoAt: PlaceText(
        "runnable",
        "shop.(*Pool).drop(0xc0) /src/shop/pool.go:5",
        by: "runtime.createfing \(Go.root)runtime/mfinal.go:166"
      )
    )
    #expect(try diagnosis(of: watch).charges.isEmpty)
  }

  @Test func `the caller that a heap profile shows names a body that is not closed`() throws {
    let example = try #require(KindCase.all.first { $0.kind == "response-body-not-closed" })
    var capture = try example.watch { $0.addLeak(10, $1) }.capture()
    func call(_ line: Int, inUse: Int64) -> HeapRow {
      HeapRow(
        "net/http.(*Transport).dialConn \(Go.root)net/http/transport.go:1700",
        "net/http.(*Client).Do \(Go.root)net/http/client.go:590",
        "shop.(*Desk).fetch /src/shop/desk.go:\(line)",
        size: 4096,
        allocated: 80,
        inUse: inUse
      )
    }
    capture.heaps = [
      HeapObservation(
        profile: .heap([call(12, inUse: 3), call(90, inUse: 70)]),
        at: 24,
        round: nil,
        source: "/debug/pprof/heap",
        isAfterCollection: false
      )
    ]
    let finding = try #require(diagnosis(of: capture).charges.first)
    #expect(finding.location?.line == 90)
    #expect(finding.evidence.contains { $0.source == "heap profile" && $0.statement.contains("desk.go:90") })
  }
}
