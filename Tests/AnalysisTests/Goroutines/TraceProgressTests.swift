// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing
import TestSupport

@Suite struct TraceProgressTests {
  @Test func `who was woken, and by whom, is counted`() throws {
    var trace = TraceSketch(seconds: 2)
    trace.addGoroutines([10, 11, 12], wakeUps: 3)
    trace.addGoroutines([20, 21], wakeUps: 2, byTimers: 1)
    trace.addGoroutines([30, 31, 32, 33], wakeUps: 4, byTimers: 4, period: 0.5)
    trace.addGoroutines([40], wakeUps: 0)
    trace.addGoroutines([50], wakeUps: 7)
    // Neither in order nor all in the trace.
    let ids: [UInt64] = [33, 10, 20, 99, 12, 31, 40, 11, 30, 21, 32, 1]
    let progress = try #require(TraceProgress(ids: ids, waitingFor: .select, traces: [trace.observation()]))
    #expect(progress.seen == 10)
    #expect(progress.fed == 5)
    #expect(progress.ticking == 4)
    #expect(progress.period == 0.5)
    #expect(progress.seconds == 2)
  }

  @Test(arguments: [(BlockingOperation.select, 1), (.receive, 1), (.mutex, 3), (.waitGroup, 3)])
  func `who had a lock on the way feeds nobody but those that wait for locks`(operation: BlockingOperation, fed: Int)
    throws
  {
    var trace = TraceSketch()
    trace.addGoroutines([1, 2], wakeUps: 3, byTimers: 2, behindLocks: 1)
    trace.addGoroutines([3], wakeUps: 3, byTimers: 1, behindLocks: 1)
    let progress = try #require(
      TraceProgress(ids: [1, 2, 3], waitingFor: operation, traces: [trace.observation()])
    )
    #expect(progress.fed == fed && progress.ticking == 3 - fed)
  }

  @Test func `the period is the mean of those that timers wake`() throws {
    var trace = TraceSketch()
    trace.addGoroutines([1], wakeUps: 4, byTimers: 4, period: 0.4)
    trace.addGoroutines([2], wakeUps: 4, byTimers: 4, period: 0.6)
    // Woken by others at a steady pace, or by timers without a pace.
    trace.addGoroutines([3], wakeUps: 4, period: 90)
    trace.addGoroutines([4], wakeUps: 1, byTimers: 1)
    #expect(TraceProgress(ids: [1, 2, 3, 4], waitingFor: .select, traces: [trace.observation()])?.period == 0.5)
    #expect(TraceProgress(ids: [3], waitingFor: .select, traces: [trace.observation()])?.period == nil)
  }

  @Test func `no trace, no ids and no member in it are no progress`() {
    var trace = TraceSketch()
    trace.addGoroutines([5, 7], wakeUps: 1)
    #expect(TraceProgress(ids: [5], waitingFor: .select, traces: []) == nil)
    #expect(TraceProgress(ids: [], waitingFor: .select, traces: [trace.observation()]) == nil)
    #expect(TraceProgress(ids: [4, 6, 8], waitingFor: .select, traces: [trace.observation()]) == nil)
    #expect(TraceProgress(ids: [5], waitingFor: .select, traces: [TraceSketch().observation()]) == nil)
  }

  @Test func `of several traces the last one tells`() {
    var first = TraceSketch(seconds: 1)
    first.addGoroutines([5], wakeUps: 1)
    var last = TraceSketch(seconds: 3)
    last.addGoroutines([5], wakeUps: 0)
    let progress = TraceProgress(
      ids: [5],
      waitingFor: .select,
      traces: [first.observation(), last.observation(at: 20)]
    )
    #expect(progress?.fed == 0 && progress?.seconds == 3)
  }

  @Test func `every member of any list is found`() {
    for count in 1...40 {
      var trace = TraceSketch()
      let ids = (1...count).map { UInt64($0 * 3) }
      trace.addGoroutines(ids, wakeUps: 1)
      for id in ids { #expect(TraceProgress(ids: [id], waitingFor: .select, traces: [trace.observation()])?.seen == 1) }
      for id in ids { #expect(TraceProgress(ids: [id + 1], waitingFor: .select, traces: [trace.observation()]) == nil) }
    }
  }
}
