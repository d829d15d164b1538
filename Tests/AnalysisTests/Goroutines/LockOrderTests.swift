// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing
import TestSupport

@Suite struct LockOrderTests {
  /// A goroutine that waits for the lock of the object `to`, with the object `from` as receiver further out.
  private func transfer(from: String, to: String, line: Int) -> PlaceText {
    PlaceText(
      "sync.Mutex.Lock",
      "internal/sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?) /usr/local/go/src/runtime/sema.go:95",
      "internal/sync.(*Mutex).lockSlow(\(to)) /usr/local/go/src/internal/sync/mutex.go:149",
      "sync.(*Mutex).Lock(...) /usr/local/go/src/sync/mutex.go:46",
      "bank.(*Account).credit(\(to), 0x5) /src/bank/account.go:\(line)",
      "bank.(*Account).transfer(\(from), 0x5) /src/bank/account.go:60",
      by: "bank.run /src/bank/run.go:9"
    )
  }

  private func order(_ places: [PlaceText]) throws -> LockOrder {
    var watch = WatchText(rounds: 1, seconds: 0)
    for place in places { watch.add(2, place) }
    let capture = try watch.capture()
    let history = GoroutineHistory(observations: capture.goroutines, ownership: CodeOwnership(frames: []))
    let waiting = history.series.filter { $0.place.operation.isLock }
    #expect(waiting.count == places.count)
    return LockOrder(waiting, allSeries: history.series)
  }

  @Test func `two that wait for each other's object took the locks in both orders`() throws {
    let a = "0xc000010000"
    let b = "0xc000020000"
    let order = try order([transfer(from: a, to: b, line: 40), transfer(from: b, to: a, line: 44)])
    let pair = try #require(order.inversion)
    #expect(Set([pair.first, pair.second]) == [0xc000010000, 0xc000020000])
  }

  @Test func `a queue for one lock is no inversion`() throws {
    let order = try order([
      transfer(from: "0xc000010000", to: "0xc000030000", line: 40),
      transfer(from: "0xc000020000", to: "0xc000030000", line: 44),
    ])
    #expect(order.inversion == nil)
  }

  @Test func `nobody waits, nothing is inverted`() {
    #expect(LockOrder([], allSeries: []).inversion == nil)
  }
}
