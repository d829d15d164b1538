// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

@Suite struct VerdictTests {
  @Test func `a service that worked and kept nothing is healthy, within the limit of the look`() throws {
    let diagnosis = try diagnosis(of: WatchText(rounds: 6, seconds: 30))
    #expect(diagnosis.verdict == .healthy)
    #expect(diagnosis.findings.isEmpty)
    #expect(diagnosis.wouldSettle.isEmpty)
    // Six births are seen nineteen times in twenty at a mean of 10.5.
    let limit = try #require(diagnosis.detectionLimit.goroutinesPerSecond)
    #expect(abs(limit - 10.51 / 30) < 0.01)
  }

  @Test func `a service that did nothing is not called healthy`() throws {
    var watch = WatchText()
    watch.works = false
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.verdict == .insufficientEvidence)
    #expect(diagnosis.summary.contains("hardly worked"))
    #expect(diagnosis.wouldSettle == ["a watch while the service has its usual load"])
    #expect(diagnosis.detectionLimit.goroutinesPerSecond != nil)
  }

  @Test func `what the look itself starts is not the service's work`() throws {
    var watch = WatchText()
    watch.idsPerRound = 24
    var capture = try watch.capture()
    #expect(diagnosis(of: capture).verdict == .healthy)
    var cost = CaptureCost()
    cost.requests = 14
    capture.cost = cost
    #expect(diagnosis(of: capture).verdict == .insufficientEvidence)
  }

  @Test func `a single dump shows no growth`() throws {
    var watch = WatchText(rounds: 1, seconds: 0)
    watch.add(50, .own("chan send"))
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.verdict == .insufficientEvidence)
    #expect(diagnosis.findings.isEmpty)
    #expect(diagnosis.wouldSettle.first?.contains("second and a third dump") == true)
    #expect(diagnosis.detectionLimit.goroutinesPerSecond == nil)
  }

  @Test func `a single dump with hundreds that were not started together is suspicious`() throws {
    var watch = WatchText(rounds: 1, seconds: 0)
    watch.lifeBefore = 50_000
    watch.add(300, .own("chan send"))
    let diagnosis = try diagnosis(of: watch)
    #expect(diagnosis.outline == ["suspect goroutine-blocked-send desk.go:41"])
    #expect(diagnosis.findings[0].proof == .pattern)
    #expect(!diagnosis.wouldSettle.isEmpty)
  }

  @Test func `a single dump with a large pool is not suspicious`() throws {
    var watch = WatchText(rounds: 1, seconds: 0)
    watch.lifeBefore = 50_000
    let pool = watch.add(300, .own("chan receive"))
    watch.setIDs((20..<320).map { UInt64($0) }, of: pool)
    #expect(try diagnosis(of: watch).verdict == .insufficientEvidence)
    #expect(try diagnosis(of: watch).findings.isEmpty)
  }

  @Test func `a short watch is not called healthy`() throws {
    let diagnosis = try diagnosis(of: WatchText(rounds: 6, seconds: 5))
    #expect(diagnosis.verdict == .insufficientEvidence)
    #expect(diagnosis.detectionLimit.goroutinesPerSecond != nil)
  }

  @Test func `counts without ids are followed by nobody`() throws {
    var capture = Capture(target: TargetDescription(kind: .files, name: "a", address: "a"), seconds: 40)
    for round in 0..<5 {
      try capture.add(
        DumpText.profile([(.own("chan send"), 20)]),
        at: Double(round * 10),
        round: round + 1,
        source: "a"
      )
    }
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.verdict == .insufficientEvidence)
    #expect(diagnosis.wouldSettle.contains { $0.contains("ids") })
    #expect(diagnosis.detectionLimit.goroutinesPerSecond != nil)
  }

  @Test func `counts without ids that rise in every round are a suspect`() throws {
    var capture = Capture(target: TargetDescription(kind: .files, name: "a", address: "a"), seconds: 40)
    let place = PlaceText.own("", [Go.sleep])
    for round in 0..<5 {
      let text = DumpText.profile([(place, 20 + 15 * round), (WatchText.main, 1)])
      try capture.add(text, at: Double(round * 10), round: round + 1, source: "a")
    }
    #expect(diagnosis(of: capture).outline == ["suspect goroutine-ticker-loop desk.go:41"])
  }

  @Test func `the text of a profile does not call a wait a runaway`() throws {
    var capture = Capture(target: TargetDescription(kind: .files, name: "a", address: "a"), seconds: 40)
    for round in 0..<5 {
      let text = DumpText.profile([(.own(""), 20 + 15 * round), (WatchText.main, 1)])
      try capture.add(text, at: Double(round * 10), round: round + 1, source: "a")
    }
    #expect(diagnosis(of: capture).outline == ["suspect goroutine-growth desk.go:41"])
  }

  @Test func `rounds of unknown time still show who stayed, without a rate`() throws {
    var watch = WatchText()
    watch.addLeak(10, atStart: 20, .own("chan send"))
    var capture = try watch.capture()
    for index in capture.goroutines.indices { capture.goroutines[index].at = nil }
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.outline == ["suspect goroutine-blocked-send desk.go:41"])
    #expect(diagnosis.findings[0].growth.isEmpty)
    #expect(diagnosis.detectionLimit.goroutinesPerSecond == nil)
  }

  @Test func `two dumps already show growth, with less confidence`() throws {
    var two = WatchText(rounds: 2)
    two.addLeak(100, atStart: 100, .own("chan send"))
    var six = WatchText(rounds: 6)
    six.addLeak(100, atStart: 100, .own("chan send"))
    let (weak, strong) = (try diagnosis(of: two), try diagnosis(of: six))
    #expect(weak.outline == ["suspect goroutine-blocked-send desk.go:41"])
    #expect(weak.findings[0].confidence < strong.findings[0].confidence)
  }

  @Test func `a finding says how fast, how sure, and what would refute it`() throws {
    var watch = WatchText()
    watch.addLeak(10, atStart: 20, .own("chan send"))
    let finding = try #require(try diagnosis(of: watch).findings.first)
    let growth = try #require(finding.growth.first)
    #expect(growth.unit == .goroutines)
    #expect(abs(growth.perSecond - 50.0 / 30) < 0.001)
    #expect(growth.low < growth.perSecond && growth.perSecond < growth.high)
    #expect(growth.pValue < 0.001)
    #expect(!finding.refutedBy.isEmpty)
    #expect(finding.fix != nil)
    #expect(finding.guard != nil)
    #expect(finding.alsoAt.contains { $0.role == .createdBy && $0.line == 38 })
  }

  @Test func `every kind has its words`() {
    let kinds = LeakKinds.all
    #expect(Set(kinds.map(\.id)).count == kinds.count)
    for kind in kinds {
      #expect(!kind.summary.isEmpty && !kind.summary.hasSuffix("."), "\(kind.id)")
      #expect(!kind.refutedBy.isEmpty && !kind.refutedBy.hasSuffix("."), "\(kind.id)")
      #expect(!kind.fix.text.isEmpty, "\(kind.id)")
      #expect(!kind.safeguard.text.isEmpty, "\(kind.id)")
    }
  }

  @Test func `every kind of the vocabulary that goroutines, the heap and the kernel show exists`() {
    #expect(
      Set(LeakKinds.all.map(\.id)) == [
        "goroutine-blocked-send", "goroutine-blocked-receive", "goroutine-blocked-select", "goroutine-blocked-lock",
        "goroutine-blocked-waitgroup", "goroutine-blocked-cond", "goroutine-blocked-io", "goroutine-blocked-syscall",
        "goroutine-ticker-loop", "goroutine-runaway", "coroutine-not-stopped", "finalizer-blocked",
        "response-body-not-closed", "connection-not-released", "goroutine-growth",
        "unbounded-map", "unbounded-slice", "unbounded-buffer", "unbounded-queue", "context-not-cancelled",
        "timer-not-stopped", "backing-array-retention", "closure-capture", "defer-accumulation", "finalizer-cycle",
        "goroutine-local-retention", "pool-bloat", "heap-growth", "native-memory", "fd-leak", "thread-leak",
        "warm-up", "idle-workers", "load-driven", "gc-tuning", "not-returned-to-os", "fragmentation",
        "stacks-and-dead-goroutines",
      ]
    )
  }

  // MARK: Order and size

  @Test func `findings come in one order, leaks first`() throws {
    var watch = WatchText()
    watch.add(150, .own("chan receive", line: 11))
    watch.addLeak(10, .own("chan send", line: 22))
    watch.addLeak(20, .own("select", line: 33))
    watch.addLeak(2, .own("select (no cases)", line: 44))
    let expected = [
      "leak goroutine-blocked-select desk.go:44", "suspect goroutine-blocked-select desk.go:33",
      "suspect goroutine-blocked-send desk.go:22", "note idle-workers desk.go:11",
    ]
    for _ in 0..<5 { #expect(try diagnosis(of: watch).outline == expected) }
  }

  @Test func `equal places are ordered by line`() throws {
    var watch = WatchText()
    for line in [9, 30, 12, 25] { watch.addLeak(10, .own("chan send", line: line)) }
    let outline = try diagnosis(of: watch).outline
    #expect(outline == [9, 12, 25, 30].map { "suspect goroutine-blocked-send desk.go:\($0)" })
    #expect(try diagnosis(of: watch).summary == (try diagnosis(of: watch).summary))
  }

  @Test func `an empty capture is insufficient evidence`() {
    let diagnosis = diagnosis(of: Capture(target: TargetDescription(kind: .files, name: "a", address: "a")))
    #expect(diagnosis.verdict == .insufficientEvidence)
    #expect(diagnosis.wouldSettle.count == 1)
  }

  @Test func `a leak profile alone is a verdict`() throws {
    var capture = Capture(target: TargetDescription(kind: .files, name: "a", address: "a"))
    let text = DumpText.profile([(.own(""), 12)], isLeakProfile: true)
    try capture.add(text, at: nil, round: nil, source: "leak.txt")
    let diagnosis = diagnosis(of: capture)
    #expect(diagnosis.verdict == .leaking)
    #expect(diagnosis.findings.first?.location?.line == 41)
    #expect(diagnosis.findings.first?.size.goroutines == 12)
  }

  @Test(.timeLimit(.minutes(1))) func `thousands of places are judged in seconds`() throws {
    var watch = WatchText(rounds: 3)
    watch.lifeBefore = 40_000
    watch.idsPerRound = 40_000
    for line in 1...2500 { watch.addLeak(3, .own("chan send", line: line, by: line)) }
    let capture = try watch.capture()
    let clock = ContinuousClock()
    let elapsed = clock.measure { #expect(diagnosis(of: capture).charges.count == 2500) }
    #expect(elapsed < .seconds(20))
  }

  @Test func `names of any shape are judged`() throws {
    var watch = WatchText(rounds: 3)
    for (index, function) in ["", ".", "/", "a/b", "[", "%2e.x", "\u{1b}[2J.f", "main."].enumerated() {
      watch.addLeak(8, PlaceText("chan send", "\(function)(0x1) /src/x\(index).go:\(index)"))
    }
    #expect(try diagnosis(of: watch).charges.allSatisfy { $0.level == .suspect })
  }
}
