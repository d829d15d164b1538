// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
import Diagnosis
import Evidence
import TestSupport
import Testing

@Suite struct CollectorExaminationTests {
  private func judgement(_ cycles: [RuntimeLog.GCCycle], memoryLimit: Int64? = nil) -> CollectorJudgement {
    var history = CollectorHistory()
    for cycle in cycles { history.add(.cycle(cycle)) }
    return CollectorExamination(history, memoryLimit: memoryLimit).judgement()
  }

  private func text(_ judgement: CollectorJudgement, _ topic: CollectorJudgement.Statement.Topic) -> String? {
    judgement.statements.first { $0.topic == topic }?.text
  }

  @Test func `a live heap that rises is a suspect and never a leak`() throws {
    let judgement = judgement((1...60).map { CollectionSketch.cycle($0, at: Double($0 * 60), live: Int64(20 + $0)) })
    let finding = try #require(judgement.finding)
    #expect(finding.kind == "heap-growth")
    #expect(finding.level == .suspect)
    #expect(finding.location == nil)
    #expect(text(judgement, .liveHeap)?.hasPrefix("Rises by 1.0 MiB/min") == true)
    #expect(judgement.forecast == nil)
  }

  @Test func `a limit that is known says until when`() throws {
    let cycles = (1...60).map { CollectionSketch.cycle($0, at: Double($0 * 60), live: Int64(20 + $0)) }
    let judgement = judgement(cycles, memoryLimit: 200 << 20)
    // 80 MiB are live and one is added each minute.
    #expect(abs(try #require(judgement.forecast).seconds / 60 - 120) < 2)
    #expect(text(judgement, .limit)?.contains("GOMEMLIMIT of 200 MiB in about 2 h") == true)
    #expect(judgement.statements.first { $0.topic == .limit }?.isNotable == true)
  }

  @Test(
    arguments: [
      ("flat", { @Sendable (_: Int) in Int64(40) }),
      ("fills", { @Sendable (index: Int) in Int64(10 + min(index, 15) * 4) }),
      ("falls", { @Sendable (index: Int) in Int64(100 - index) }),
    ] as [(String, @Sendable (Int) -> Int64)]
  )
  func `what does not go on rising is no suspect`(name: String, live: @Sendable (Int) -> Int64) {
    let judgement = judgement((1...60).map { CollectionSketch.cycle($0, at: Double($0 * 10), live: live($0)) })
    #expect(judgement.finding?.level != .suspect && judgement.finding?.level != .leak, "\(name)")
    #expect(judgement.statements.contains { $0.topic == .liveHeap && !$0.isNotable })
  }

  @Test func `few collections tell no trend, and say so`() {
    let judgement = judgement((1...5).map { CollectionSketch.cycle($0, at: Double($0), live: Int64($0 * 100)) })
    #expect(judgement.finding == nil)
    #expect(text(judgement, .liveHeap)?.contains("5 collections tell no trend") == true)
  }

  @Test func `time that collection takes, assists, pauses and forced collections are told where they matter`() {
    let busy = judgement(
      (1...100).map { number in
        CollectionSketch.cycle(
          number,
          at: Double(number) / 20,
          live: 40,
          pause: number == 50 ? 0.2 : 0.0001,
          taken: 0.04,
          assist: 0.02,
          isForced: number.isMultiple(of: 5)
        )
      }
    )
    let notable = Set(busy.statements.filter(\.isNotable).map(\.topic))
    #expect(notable.isSuperset(of: [.collections, .processors, .assists, .pauses, .forced]))
    #expect(text(busy, .processors)?.hasPrefix("Collection takes 40 % of the time of 2 processors") == true)
    #expect(text(busy, .assists)?.contains("50 %") == true)
    #expect(text(busy, .pauses)?.contains("the longest for 200 ms (gc 50 at 2.5 s)") == true)
    #expect(text(busy, .forced)?.hasPrefix("20 of 100 collections were forced") == true)
    let calm = judgement((1...100).map { CollectionSketch.cycle($0, at: Double($0 * 5), live: 40) })
    #expect(calm.statements.filter(\.isNotable).isEmpty)
  }

  @Test func `an idle process is called idle`() {
    let judgement = judgement((1...30).map { CollectionSketch.cycle($0, at: Double($0) * 120, live: 3) })
    #expect(text(judgement, .collections)?.contains("the process idles") == true)
  }

  @Test(arguments: ["go1.21.13", "go1.22.10", "go1.24.11", "go1.25.5", "go1.26.6", "go1.27.3"])
  func `a real program that keeps a part of what it allocates is a suspect`(version: String) throws {
    let judgement = try recorded("leak-\(version).log")
    #expect(judgement.finding?.kind == "heap-growth")
    #expect(judgement.finding?.level == .suspect)
  }

  @Test(arguments: ["steady.log", "filling.log", "forced.log"])
  func `a real program that keeps no more than it has is none`(name: String) throws {
    let judgement = try recorded(name)
    #expect(judgement.finding?.level != .suspect)
    #expect(judgement.statements.contains { $0.topic == .liveHeap && !$0.isNotable })
  }

  @Test func `under a real limit the goal is seen to be held`() throws {
    let judgement = try recorded("limit.log")
    #expect(judgement.statements.contains { $0.topic == .settings && $0.text.contains("something holds it") })
  }

  @Test func `real goroutines that pile up show in the stacks`() throws {
    let judgement = try recorded("goroutines.log")
    #expect(judgement.statements.contains { $0.topic == .stacks && $0.isNotable })
    #expect(judgement.statements.contains { $0.topic == .scheduler })
    #expect(judgement.statements.contains { $0.topic == .scavenger })
  }

  @Test func `no number of a hostile log is too large`() {
    let cycles = (1...40).map { number -> RuntimeLog.GCCycle in
      var cycle = CollectionSketch.cycle(number, at: Double(number) * 1e15, live: 1 << 39, goal: 1 << 40)
      cycle.clock.mark = 1e15
      cycle.clock.markTermination = .infinity
      cycle.processorTime.assist = .infinity
      cycle.procs = 1_000_000
      return cycle
    }
    #expect(!judgement(cycles, memoryLimit: 1).statements.isEmpty)
  }

  private func recorded(_ name: String) throws -> CollectorJudgement {
    var processes = CollectorProcesses()
    let log = try #require(RuntimeLogs.decode(try Fixtures.bytes("formats/gctrace/\(name)")).first)
    for cycle in log.cycles { processes.add(.cycle(cycle), of: 0) }
    for scavenge in log.scavenges { processes.add(.scavenge(scavenge), of: 0) }
    for state in log.schedules { processes.add(.schedule(state), of: 0) }
    return CollectorExamination(try #require(processes.histories.first).history).judgement()
  }
}
