// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing
import TestSupport

/// The history of a watch, and the series at a line of `/src/shop/desk.go`.
private struct Watched {
  let history: GoroutineHistory

  init(_ capture: Capture) {
    let frames = capture.goroutines.flatMap { observation in
      observation.snapshot.stacks.allFrames.map { observation.snapshot.stacks.codeFrame($0) }
    }
    history = GoroutineHistory(observations: capture.goroutines, ownership: CodeOwnership(frames: frames))
  }

  func at(_ line: Int) -> GoroutineSeries? {
    history.series.first { $0.place.site == SourceLocation(file: "/src/shop/desk.go", line: line) }
  }
}

private func send(_ line: Int, by creator: Int = 38) -> PlaceText {
  PlaceText(
    "chan send",
    "shop.(*Desk).ask.func1() /src/shop/desk.go:\(line)",
    by: "shop.(*Desk).ask /src/shop/desk.go:\(creator)"
  )
}

@Suite struct GoroutineHistoryTests {
  @Test func `a leak has births in every interval and no deaths`() throws {
    var watch = WatchText(rounds: 4, seconds: 30)
    watch.addLeak(3, atStart: 5, send(41))
    let watched = try Watched(watch.capture())
    let series = try #require(watched.at(41))
    #expect(series.counts == [5, 8, 11, 14])
    #expect(series.place.operation == .send)
    #expect(series.place.creator == SourceLocation(file: "/src/shop/desk.go", line: 38))
    let flow = try #require(series.flow)
    #expect(flow.residentsAtStart == 5)
    #expect(flow.residentArrivals == 6)
    #expect(flow.arrivalsInLastRound == 3)
    #expect(flow.arrivals == [3, 3, 3])
    #expect(flow.births == 9)
    #expect(flow.deaths == 0)
    #expect(watched.history.watchedSeconds == 30)
    #expect(watched.history.startedWhileWatched == 3000)
  }

  @Test func `those seen once came and went, and are no births`() throws {
    var watch = WatchText(rounds: 4)
    watch.addPassing(10, send(41))
    let flow = try #require(try Watched(watch.capture()).at(41)?.flow)
    #expect(flow.passersBy == 20)
    #expect(flow.goneAfterFirstRound == 10)
    #expect(flow.arrivalsInLastRound == 10)
    #expect(flow.residentArrivals == 0)
    #expect(flow.births == 0)
    #expect(flow.deaths == 0)
  }

  @Test func `of the last round as many are births as stayed of those before`() throws {
    var watch = WatchText(rounds: 6)
    watch.addPassing(30, send(41))
    watch.addLeak(10, send(41))
    let flow = try #require(try Watched(watch.capture()).at(41)?.flow)
    #expect(flow.residentArrivals == 40)
    #expect(flow.passersBy == 120)
    #expect(flow.arrivalsInLastRound == 40)
    #expect(flow.births == 50)
  }

  @Test func `residents that leave are deaths`() throws {
    var watch = WatchText(rounds: 4)
    watch.add(7, send(41), rounds: 0...2)
    watch.add(2, send(41), rounds: 1...2)
    watch.add(3, send(41))
    let flow = try #require(try Watched(watch.capture()).at(41)?.flow)
    #expect(flow.residentsAtStart == 10)
    #expect(flow.residentsGone == 9)
    #expect(flow.deaths == 9)
  }

  @Test func `with two rounds whoever of the first is gone has died`() throws {
    var watch = WatchText(rounds: 2)
    watch.add(4, send(41), rounds: 0...0)
    watch.add(6, send(41))
    watch.add(5, send(41), rounds: 1...1)
    let flow = try #require(try Watched(watch.capture()).at(41)?.flow)
    #expect(flow.births == 5)
    #expect(flow.deaths == 4)
  }

  @Test func `who stands elsewhere in between has moved, and lives at the place where it is seen most`() throws {
    var watch = WatchText(rounds: 5)
    watch.add(
      8,
      send(41),
      alsoAt: PlaceText(
        "runnable",
        "shop.(*Desk).ask.func1() /src/shop/desk.go:44",
        by: "shop.(*Desk).ask /src/shop/desk.go:38"
      )
    )
    let watched = try Watched(watch.capture())
    #expect(watched.at(41)?.flow?.residentsMoved == 8)
    #expect(watched.at(41)?.flow?.residentsAtStart == 8)
    #expect(watched.at(44)?.flow?.residentsAtStart == 0)
  }

  @Test func `a family holds all that one go statement started`() throws {
    var watch = WatchText(rounds: 3)
    watch.addLeak(2, send(41))
    watch.addLeak(3, send(57))
    let history = try Watched(watch.capture()).history
    let family = try #require(history.families.first { $0.origin.line == 38 })
    #expect(family.counts == [0, 5, 10])
    #expect(family.flow?.births == 10)
    #expect(family.places.count == 2)
  }

  @Test func `a single dump has counts and ids, but no flow`() throws {
    var watch = WatchText(rounds: 1, seconds: 0)
    watch.add(5, send(41))
    let watched = try Watched(watch.capture())
    #expect(watched.at(41)?.flow == nil)
    #expect(watched.at(41)?.lastIDs.count == 5)
    #expect(watched.at(41).map { $0.lastIDs == $0.lastIDs.sorted() } == true)
    #expect((watched.history.lastLargestID, watched.history.hasIDs) == (1000, true))
    #expect(watched.history.watchedSeconds == nil)
  }

  @Test func `counts of dumps and of profiles are never compared with each other`() throws {
    var watch = WatchText(rounds: 3)
    watch.add(5, send(41))
    var capture = try watch.capture()
    try capture.add(DumpText.profile([(send(41), 900)]), at: 1, round: 1, source: "profile")
    let watched = Watched(capture)
    #expect(watched.at(41)?.counts == [5, 5, 5])
  }

  @Test func `without dumps the profiles are the rounds, and have no ids`() throws {
    var capture = Capture(target: TargetDescription(kind: .files, name: "a", address: "a"))
    for round in 0..<3 {
      try capture.add(DumpText.profile([(send(41), 10 * (round + 1))]), at: Double(round), round: round, source: "a")
    }
    let watched = Watched(capture)
    #expect(watched.at(41)?.counts == [10, 20, 30])
    #expect(watched.at(41)?.place.operation == .unknown)
    #expect(!watched.history.hasIDs)
    #expect(watched.at(41)?.flow == nil)
  }

  @Test func `marks of a dump are proof`() throws {
    var watch = WatchText(rounds: 2)
    watch.add(5, send(41).with { $0.isLeaked = true })
    watch.add(2, send(41))
    #expect(try Watched(watch.capture()).at(41)?.proven == 5)
  }

  @Test func `the leak profile proves by line, and its word stands above older marks`() throws {
    var watch = WatchText(rounds: 2)
    watch.add(5, send(41).with { $0.isLeaked = true })
    watch.add(2, send(41))
    watch.leakProfile = DumpText.profile([(send(41), 6)], isLeakProfile: true)
    let watched = try Watched(watch.capture())
    #expect(watched.history.hasLeakProfile)
    #expect(watched.at(41)?.proven == 6)
    #expect(watched.at(41)?.count == 7)
  }

  @Test func `a silent leak profile takes older marks back`() throws {
    var watch = WatchText(rounds: 2)
    watch.add(5, send(41).with { $0.isLeaked = true })
    watch.leakProfile = "goroutineleak profile: total 0\n"
    #expect(try Watched(watch.capture()).at(41)?.proven == 0)
  }

  @Test func `proof is laid on the largest place of a line first, never on more than stand there`() throws {
    var watch = WatchText(rounds: 2)
    watch.add(10, send(41, by: 38))
    watch.add(4, send(41, by: 90))
    watch.leakProfile = DumpText.profile([(send(41), 12)], isLeakProfile: true)
    let history = try Watched(watch.capture()).history
    let proven = history.series.filter { $0.place.site.line == 41 }.map { ($0.place.creator?.line ?? 0, $0.proven) }
    #expect(proven.map(\.0) == [38, 90])
    #expect(proven.map(\.1) == [10, 2])
  }

  @Test func `leaks that came after the last round count, and so does a place the rounds did not show`() throws {
    var watch = WatchText(rounds: 2)
    watch.add(10, send(41))
    watch.leakProfile = DumpText.profile([(send(41), 13), (send(77), 2)], isLeakProfile: true)
    let watched = try Watched(watch.capture())
    #expect(watched.at(41)?.proven == 13)
    #expect(watched.at(41)?.count == 13)
    #expect(watched.at(77)?.proven == 2)
    #expect(watched.at(77)?.count == 2)
  }

  @Test func `the leak profile does not prove a goroutine that sleeps at the same line`() throws {
    var watch = WatchText(rounds: 2)
    watch.add(
      10,
      PlaceText("sleep", "time.Sleep(0x5) /usr/local/go/src/runtime/time.go:195", "shop.nap /src/shop/desk.go:41")
    )
    watch.leakProfile = DumpText.profile([(send(41), 3)], isLeakProfile: true)
    let watched = try Watched(watch.capture())
    #expect(watched.history.series.first { $0.place.operation == .sleep }?.proven == 0)
  }

  @Test func `main is never proven, whatever the profile of Go 1.26 says`() throws {
    var watch = WatchText(rounds: 2)
    watch.leakProfile = DumpText.profile([(PlaceText("", "main.main /src/shop/main.go:20"), 1)], isLeakProfile: true)
    let history = try Watched(watch.capture()).history
    #expect(history.series.allSatisfy { $0.proven == 0 })
  }

  @Test func `no observation gives an empty history`() {
    let history = GoroutineHistory(observations: [], ownership: CodeOwnership(frames: []))
    #expect(history.roundCount == 0)
    #expect(history.series.isEmpty)
    #expect(history.lastLargestID == 0)
    #expect(history.watchedSeconds == nil)
  }
}

@Suite struct ResolvedStackTests {
  private func stack(_ frames: [(String, String)], creator: (String, String)? = nil) -> ResolvedStack {
    func frame(_ pair: (String, String)) -> CodeFrame {
      CodeFrame(function: pair.0, location: SourceLocation(file: pair.1, line: 1))
    }
    let all = frames.map(frame)
    return ResolvedStack(
      frames: all,
      creator: creator.map(frame),
      ownership: CodeOwnership(frames: all + [frame(("runtime.gopark", "/usr/local/go/src/runtime/proc.go"))])
    )
  }

  @Test func `the first own frame names the place, the frame inside it the library call`() {
    let stack = stack([
      ("runtime.gopark", "/usr/local/go/src/runtime/proc.go"),
      ("internal/poll.runtime_pollWait", "/usr/local/go/src/runtime/netpoll.go"),
      ("net.(*conn).Read", "/usr/local/go/src/net/net.go"),
      ("bufio.(*Reader).Read", "/usr/local/go/src/bufio/bufio.go"),
      ("shop.(*Feed).read", "/src/shop/feed.go"),
      ("shop.(*Feed).run", "/src/shop/feed.go"),
      ("runtime.goexit", "/usr/local/go/src/runtime/asm_amd64.s"),
    ])
    #expect(stack.userFrame?.function == "shop.(*Feed).read")
    #expect(stack.libraryFrame?.function == "net.(*conn).Read")
    #expect(stack.entry?.function == "shop.(*Feed).run")
    #expect(stack.blocksIn(prefix: "net.(*conn)."))
    #expect(!stack.blocksIn(prefix: "shop."))
    #expect(stack.hasOwnCode)
    #expect(!stack.isMain)
  }

  @Test func `a library's goroutine that own code started has own code, without an own frame`() {
    let stack = stack(
      [("net/http.(*persistConn).readLoop", "/usr/local/go/src/net/http/transport.go")],
      creator: ("shop.dial", "/src/shop/dial.go")
    )
    #expect(stack.userFrame == nil)
    #expect(stack.siteFrame?.function == "net/http.(*persistConn).readLoop")
    #expect(stack.hasOwnCode)
  }

  @Test func `main is main without a creator alone`() {
    #expect(stack([("main.main", "/src/shop/main.go"), ("runtime.main", "/usr/local/go/src/runtime/proc.go")]).isMain)
    #expect(!stack([("main.main", "/src/shop/main.go")], creator: ("main.init", "/src/shop/main.go")).isMain)
    #expect(!stack([]).isMain)
  }
}
