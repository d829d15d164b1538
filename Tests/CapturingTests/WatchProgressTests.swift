// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing
import TestSupport

@testable import Capturing

@Suite struct WatchProgressTests {
  private func progress(_ watch: WatchText) throws -> WatchProgress {
    var progress = WatchProgress()
    for observation in try watch.capture().goroutines {
      progress.observe(observation)
      progress.finished(round: progress.nextRound, total: observation.snapshot.count)
    }
    return progress
  }

  private func growing(_ state: String, leaked: Bool = false) throws -> WatchProgress {
    var watch = WatchText(rounds: 5, seconds: 24)
    watch.addLeak(
      10,
      atStart: 5,
      PlaceText(state, "shop.f() /src/a.go:4", by: "shop.g /src/a.go:2").with { $0.isLeaked = leaked }
    )
    return try progress(watch)
  }

  @Test func `growth that is proven ends a watch after half of its time, growth alone never`() throws {
    #expect(try growing("select (no cases)").isSettled(after: 16, of: 30))
    #expect(try growing("chan send (nil chan)").isSettled(after: 16, of: 30))
    #expect(try growing("chan send", leaked: true).isSettled(after: 16, of: 30))
    #expect(try !growing("chan send").isSettled(after: 16, of: 30))
  }

  @Test func `before half of the time nothing is settled`() throws {
    #expect(try !growing("select (no cases)").isSettled(after: 14, of: 30))
  }

  @Test func `one more that grows and is not proven keeps the watch going`() throws {
    var watch = WatchText(rounds: 5)
    watch.addLeak(10, PlaceText("select (no cases)", "shop.f() /src/a.go:4"))
    watch.addLeak(10, PlaceText("chan send", "shop.h() /src/a.go:9"))
    #expect(try !progress(watch).isSettled(after: 29, of: 30))
  }

  @Test func `a healthy service is watched to the end`() throws {
    #expect(try !progress(WatchText(rounds: 5)).isSettled(after: 29, of: 30))
    #expect(!WatchProgress().isSettled(after: 29, of: 30))
  }

  @Test func `those that wait for locks and wait groups are counted, in dumps and in profiles`() throws {
    let lock = PlaceText(
      "sync.Mutex.Lock",
      "sync.runtime_SemacquireMutex() /usr/local/go/src/runtime/sema.go:77",
      "sync.(*Mutex).lockSlow(0xc000123000) /usr/local/go/src/sync/mutex.go:171",
      "shop.f() /src/a.go:4"
    )
    var watch = WatchText(rounds: 1, seconds: 0)
    watch.add(30, lock)
    watch.add(
      12,
      PlaceText(
        "sync.WaitGroup.Wait",
        "sync.(*WaitGroup).Wait() /usr/local/go/src/sync/waitgroup.go:1",
        "shop.f() /src/a.go:5"
      )
    )
    watch.add(100, PlaceText("chan send", "shop.f() /src/a.go:6"))
    #expect(try progress(watch).lockWaiters == 42)
    var capture = Capture(target: TargetDescription(kind: .url, name: "a", address: "a"))
    try capture.add(
      DumpText.profile([(lock, 7), (PlaceText("", "shop.f() /src/a.go:6"), 9)]),
      at: 0,
      round: 1,
      source: "p"
    )
    var profiles = WatchProgress()
    profiles.observe(capture.goroutines[0])
    #expect(profiles.lockWaiters == 7)
  }

  @Test func `rounds that failed have numbers too, and rounds given up are forgotten`() throws {
    var progress = WatchProgress()
    var watch = WatchText(rounds: 3)
    watch.add(5, PlaceText("sync.Mutex.Lock", "shop.f() /src/a.go:5"))
    let observations = try watch.capture().goroutines
    progress.observe(observations[0])
    #expect(progress.lockWaiters == 5)
    progress.finished(round: 1, total: 2)
    progress.failed("no answer")
    progress.failed("no answer at all")
    #expect(progress.nextRound == 4)
    #expect(progress.firstFailure == "no answer")
    #expect(progress.roundsTaken == 1)
    #expect(progress.removeRound(at: 1) == 2)
    #expect(progress.removeRound(at: 0) == 1)
    #expect(progress.lockWaiters == 0)
  }
}
