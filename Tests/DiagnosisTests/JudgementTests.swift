// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

/// The rules of the public vocabulary: what may be called a leak, what a suspect, what needs no worry.
@Suite struct JudgementTests {
  // MARK: Level

  @Test(arguments: [10, 100, 180])
  func `growth alone is never a leak, however fast`(perRound: Int) throws {
    var watch = WatchText(rounds: 6)
    watch.addLeak(perRound, atStart: 200, .own("chan send"))
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["suspect goroutine-blocked-send desk.go:41"])
    #expect(diagnosis.verdict == .suspected)
    #expect(diagnosis.findings[0].confidence < 0.99)
    #expect(diagnosis.findings[0].proof == .statistical)
  }

  @Test func `what Go's leak profile proves is a leak`() throws {
    var watch = WatchText()
    let place = PlaceText.own("chan send")
    watch.addLeak(10, atStart: 20, place)
    watch.leakProfile = DumpText.profile([(place, 70)], isLeakProfile: true)
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["leak goroutine-blocked-send desk.go:41"])
    #expect(diagnosis.findings[0].proof == .runtime)
    #expect(diagnosis.verdict == .leaking)
    #expect(diagnosis.wouldSettle.isEmpty)
  }

  @Test func `three that are proven suffice, without growth`() throws {
    var watch = WatchText()
    watch.add(3, .own("chan receive"))
    watch.leakProfile = DumpText.profile([(.own("chan receive"), 3)], isLeakProfile: true)
    #expect(try diagnosis(of: watch).outline == ["leak goroutine-blocked-receive desk.go:41"])
  }

  @Test(arguments: [1, 2])
  func `one or two parked goroutines that are proven and constant are no leak`(count: Int) throws {
    var watch = WatchText()
    watch.add(count, .own("chan receive"))
    watch.leakProfile = DumpText.profile([(.own("chan receive"), count)], isLeakProfile: true)
    #expect(try diagnosis(of: watch).outline == ["suspect goroutine-blocked-receive desk.go:41"])
  }

  @Test func `a leak profile that is silent lowers the confidence, and says what that means`() throws {
    var watch = WatchText()
    watch.addLeak(10, atStart: 20, .own("chan send"))
    let before = try #require(try diagnosis(of: watch).findings.first)
    watch.leakProfile = "goroutineleak profile: total 0\n"
    let after = try #require(try diagnosis(of: watch).findings.first)
    #expect(after.level == .suspect)
    #expect(after.confidence < before.confidence)
    #expect(after.evidence.contains { $0.source == "goroutineleak profile" && $0.statement.contains("silent") })
  }

  @Test func `a leak profile says nothing of a sleep`() throws {
    var watch = WatchText()
    watch.addLeak(10, atStart: 20, .own("sleep", [Go.sleep]))
    let before = try #require(try diagnosis(of: watch).findings.first)
    watch.leakProfile = "goroutineleak profile: total 0\n"
    let after = try #require(try diagnosis(of: watch).findings.first)
    #expect(after.confidence == before.confidence)
  }

  @Test(arguments: ["select (no cases)", "chan receive (nil chan)", "chan send (nil chan)"])
  func `a wait that can never end is a leak when it grows, and nothing when it stands`(state: String) throws {
    var growing = WatchText(rounds: 3)
    growing.addLeak(2, .own(state))
    #expect(try diagnosis(of: growing).charges.map(\.level) == [.leak])
    #expect(try diagnosis(of: growing).charges[0].proof == .structure)
    var parked = WatchText(rounds: 3)
    parked.add(3, .own(state))
    #expect(try diagnosis(of: parked).charges.isEmpty)
  }

  @Test func `main in select {} is how a service waits`() throws {
    var watch = WatchText()
    watch.leakProfile = DumpText.profile([(PlaceText("", "main.main /src/shop/main.go:20"), 1)], isLeakProfile: true)
    #expect(try diagnosis(of: watch).charges.isEmpty)
  }

  @Test func `a process that died of deadlock says so itself`() throws {
    var capture = Capture(target: TargetDescription(kind: .files, name: "crash.log", address: "crash.log"))
    let text =
      "fatal error: all goroutines are asleep - deadlock!\n\n"
      + PlaceText(
        "sync.WaitGroup.Wait",
        "sync.(*WaitGroup).Wait(0xc0) \(Go.root)sync/waitgroup.go:118",
        "main.main /src/shop/main.go:9"
      ).goroutine(1)
      + PlaceText.own("chan send").goroutine(7)
    try capture.add(text, at: nil, round: nil, source: "crash.log")
    #expect(diagnosis(of: capture).outline == ["leak goroutine-blocked-send desk.go:41"])
  }

  // MARK: Whole life

  /// Members of one place at these ids, in a process of this age that has given 20,000 ids.
  private func aged(_ ids: some Sequence<UInt64>, uptime: Double?, place: PlaceText = .own("chan send")) throws
    -> Diagnosis
  {
    let ids = Array(ids)
    var watch = WatchText(rounds: 3)
    watch.lifeBefore = 20_000
    watch.idsPerRound = 100
    watch.uptime = uptime
    let members = watch.add(ids.count, place)
    watch.setIDs(ids, of: members)
    return try diagnosis(of: watch)
  }

  private var even: StrideThrough<UInt64> { stride(from: 100, through: 20_000, by: 199) }

  @Test func `members spread evenly over a long life are a leak`() throws {
    let diagnosis = try aged(even, uptime: 700)
    #expect(diagnosis.outline == ["leak goroutine-blocked-send desk.go:41"])
    #expect(diagnosis.findings.first?.proof == .wholeLife)
  }

  @Test(arguments: [599.0, 60, nil])
  func `below ten minutes, or at an unknown age, a life proves nothing`(uptime: Double?) throws {
    #expect(try aged(even, uptime: uptime).charges.isEmpty)
  }

  @Test func `waits of 13 minutes show the age where nothing else does`() throws {
    let waiting = PlaceText.own("chan send").with { $0.minutes = 13 }
    #expect(try aged(even, uptime: nil, place: waiting).charges.map(\.level) == [.leak])
    let less = PlaceText.own("chan send").with { $0.minutes = 11 }
    #expect(try aged(even, uptime: nil, place: less).charges.isEmpty)
  }

  @Test func `members from the start of a long life are a pool`() throws {
    let diagnosis = try aged((10..<210).map { UInt64($0) }, uptime: 7200)
    #expect(diagnosis.outline == ["note idle-workers desk.go:41"])
  }

  @Test func `members of the last part of a long life alone are no proof`() throws {
    #expect(try aged(stride(from: 15_000, through: 20_000, by: 40), uptime: 7200).charges.isEmpty)
  }

  @Test func `fewer than 50 members are too few for proof`() throws {
    #expect(try aged(stride(from: 100, through: 20_000, by: 420), uptime: 7200).charges.isEmpty)
  }

  @Test func `connections that stay open over a long life may be the clients' choice`() throws {
    let reader = PlaceText.own("IO wait", [Go.pollWait])
    #expect(try aged(even, uptime: 7200, place: reader).charges.allSatisfy { $0.level != .leak })
  }

  @Test func `the writer beside each reader of a connection is the clients' choice as well`() throws {
    var watch = WatchText(rounds: 3)
    watch.lifeBefore = 20_000
    watch.idsPerRound = 100
    watch.uptime = 7200
    // Handlers that ended after they had started a reader and a writer for their connection.
    let handlers = watch.add(100, .own("chan receive", line: 8, by: 7), rounds: 0...0)
    let readers = watch.add(100, .own("IO wait", [Go.pollWait], line: 60, by: 30), startedBy: handlers)
    let writers = watch.add(100, .own("select", line: 80, by: 31), startedBy: handlers)
    watch.setIDs(stride(from: 101, through: 20_000, by: 199), of: handlers)
    watch.setIDs(stride(from: 102, through: 20_000, by: 199), of: readers)
    watch.setIDs(stride(from: 103, through: 20_000, by: 199), of: writers)
    #expect(try diagnosis(of: watch).charges.allSatisfy { $0.level != .leak })
  }

  @Test func `members that run now and then are not stuck`() throws {
    var watch = WatchText(rounds: 4)
    watch.lifeBefore = 20_000
    watch.idsPerRound = 100
    watch.uptime = 7200
    let members = watch.add(100, .own("select"), alsoAt: .own("runnable", line: 55))
    watch.setIDs(even, of: members)
    #expect(try diagnosis(of: watch).charges.allSatisfy { $0.level != .leak })
  }

  // MARK: Explanations

  @Test func `a ramp that has ended is a warm-up`() throws {
    var watch = WatchText()
    watch.add(20, .own("select"), rounds: 1...5)
    watch.add(20, .own("select"), rounds: 2...5)
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["note warm-up desk.go:41"])
    #expect(diagnosis.findings[0].title.contains("plateau of 40"))
    #expect(diagnosis.verdict == .healthy)
  }

  @Test func `a ramp that levels off is no suspect although one more comes at the end`() throws {
    var watch = WatchText()
    watch.add(32, .own("select"))
    for (round, count) in [(1, 23), (2, 23), (3, 2), (5, 1)] { watch.add(count, .own("select"), rounds: round...5) }
    #expect(try diagnosis(of: watch).charges == [])
  }

  @Test func `those that go on coming after a burst are a suspect`() throws {
    var watch = WatchText()
    watch.add(10, .own("select"))
    for (round, count) in [(1, 80), (2, 3), (3, 2), (4, 3), (5, 2)] {
      watch.add(count, .own("select"), rounds: round...5)
    }
    #expect(try diagnosis(of: watch).charges.map(\.kind) == ["goroutine-blocked-select"])
  }

  @Test func `a pool that grows by a burst is a warm-up`() throws {
    var watch = WatchText()
    watch.add(10, .own("select"))
    watch.add(50, .own("select"), rounds: 2...5)
    #expect(try diagnosis(of: watch).outline == ["note warm-up desk.go:41"])
  }

  @Test func `a large pool that stands still is idle`() throws {
    var watch = WatchText()
    watch.add(400, .own("chan receive"))
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["note idle-workers desk.go:41"])
    #expect(diagnosis.findings[0].size.goroutines == 400)
    #expect(diagnosis.verdict == .healthy)
  }

  @Test func `a ramp of client connections is the load`() throws {
    var watch = WatchText()
    watch.addLeak(
      30,
      .library("IO wait", [Go.pollWait, Go.conn], by: "net/http.(*Server).Serve \(Go.root)net/http/server.go:3454")
    )
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["note load-driven"])
    #expect(diagnosis.verdict == .healthy)
  }

  // MARK: Stories

  @Test func `parents that wait for their blocked children are one story with them`() throws {
    var watch = WatchText()
    let waiting = PlaceText.own(
      "sync.WaitGroup.Wait",
      ["sync.(*WaitGroup).Wait(0xc0) \(Go.root)sync/waitgroup.go:118"],
      line: 70,
      by: 7
    )
    let parents = watch.addLeak(10, atStart: 20, waiting)
    watch.addLeak(10, atStart: 20, .own("chan send"), startedBy: parents)
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["suspect goroutine-blocked-send desk.go:41"])
    #expect(diagnosis.findings[0].alsoAt.contains { $0.line == 70 && $0.role == .blockedAt })
    #expect(diagnosis.findings[0].explanation.contains("70 further goroutines"))
    #expect(diagnosis.findings[0].size.goroutines == 70)
  }

  @Test func `what proves the waiting proves what they wait for`() throws {
    var watch = WatchText()
    let waiting = PlaceText.own("chan receive", line: 70, by: 7)
    let parents = watch.addLeak(10, atStart: 20, waiting)
    watch.addLeak(
      10,
      atStart: 20,
      .own("syscall", ["syscall.Syscall(0x0) \(Go.root)syscall/syscall_linux.go:73"]),
      startedBy: parents
    )
    watch.leakProfile = DumpText.profile([(waiting, 70)], isLeakProfile: true)
    #expect(try diagnosis(of: watch).outline == ["leak goroutine-blocked-syscall desk.go:41"])
  }

  @Test func `a handler that waits for the reader of its connection waits for the client`() throws {
    var watch = WatchText(rounds: 3)
    watch.lifeBefore = 20_000
    watch.idsPerRound = 100
    watch.uptime = 7200
    let handlers = watch.add(100, .own("chan receive", line: 70, by: 7))
    watch.setIDs(even, of: handlers)
    let readers = watch.add(100, .own("IO wait", [Go.pollWait]), startedBy: handlers)
    watch.setIDs(stride(from: 101, through: 20_000, by: 199), of: readers)
    #expect(try diagnosis(of: watch).charges.allSatisfy { $0.level != .leak })
  }

  @Test(arguments: [0, 200])
  func `a goroutine that a library keeps for each that leaks is no second finding, nor with others at work`(others: Int)
    throws
  {
    var text = WatchText()
    let watcher = PlaceText(
      "select",
      "example.com/driver.(*conn).watch /root/go/pkg/mod/example.com/driver@v1.2.0/conn.go:24",
      by: "example.com/driver.Open /root/go/pkg/mod/example.com/driver@v1.2.0/conn.go:17"
    )
    text.addLeak(20, atStart: 10, .own("chan send"))
    text.addLeak(20, atStart: 10, watcher)
    text.addPassing(others, watcher)
    let outline = diagnosis(of: try text.capture()).outline
    #expect(outline == ["suspect goroutine-blocked-send desk.go:41"], "\(outline)")
  }

  @Test func `those that wait at several lines for one lock are one story`() throws {
    var watch = WatchText()
    watch.addLeak(10, atStart: 10, .own("sync.Mutex.Lock", Go.lock27, line: 41))
    watch.addLeak(3, .own("sync.Mutex.Lock", Go.lock27, line: 66))
    watch.addLeak(2, .own("sync.Mutex.Lock", Go.lock27, line: 90))
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["suspect goroutine-blocked-lock desk.go:41"])
    #expect(diagnosis.findings[0].size.goroutines == 85)
    #expect(Set(diagnosis.findings[0].alsoAt.map(\.line)).isSuperset(of: [66, 90]))
    #expect(diagnosis.findings[0].explanation.contains("0xc000123000"))
  }

  @Test func `those that wait for different locks are different stories`() throws {
    var watch = WatchText()
    let other = Go.lock27.map { $0.replacing("0xc000123000", with: "0xc000777000") }
    watch.addLeak(10, .own("sync.Mutex.Lock", Go.lock27, line: 41))
    watch.addLeak(9, .own("sync.Mutex.Lock", other, line: 66))
    #expect(
      try diagnosis(of: watch).outline == [
        "suspect goroutine-blocked-lock desk.go:41", "suspect goroutine-blocked-lock desk.go:66",
      ]
    )
  }

  @Test func `a global lock is called by its name`() throws {
    var watch = WatchText()
    watch.addLeak(10, .own("sync.Mutex.Lock", Go.lock27))
    var capture = try watch.capture()
    capture.symbols[0xc000123000] = "shop.registryLock"
    #expect(diagnosis(of: capture).findings[0].explanation.contains("shop.registryLock"))
  }

  @Test func `one line that several go statements lead to is one story`() throws {
    var watch = WatchText()
    watch.addLeak(5, .own("chan send", by: 38))
    watch.addLeak(4, .own("chan send", by: 99))
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["suspect goroutine-blocked-send desk.go:41"])
    #expect(diagnosis.findings[0].size.goroutines == 45)
  }
}
