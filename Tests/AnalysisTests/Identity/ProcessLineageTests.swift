// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing
import TestSupport

private func worker(_ line: Int = 12, package: String = "shop") -> PlaceText {
  PlaceText(
    "chan receive",
    "\(package).work() /src/\(package)/work.go:\(line)",
    by: "\(package).start /src/\(package)/start.go:\(line)"
  )
}

/// The rounds of a process that has been given ids up to `upTo`, with these goroutines besides main.
private func rounds(_ ids: [[UInt64]], package: String = "shop", line: Int = 12) throws -> [GoroutineObservation] {
  var capture = Capture(target: TargetDescription(kind: .url, name: "a", address: ":1"))
  for (index, ids) in ids.enumerated() {
    let main = PlaceText("IO wait", "main.main /src/\(package)/main.go:20").goroutine(1)
    let text = main + ids.map { worker(line, package: package).goroutine($0) }.joined()
    try capture.add(text, at: Double(index), round: index + 1, source: "debug=2")
  }
  return capture.goroutines
}

private func lineage(_ observations: [GoroutineObservation]) -> ProcessLineage {
  let frames = observations.flatMap { observation in
    observation.snapshot.stacks.allFrames.map { observation.snapshot.stacks.codeFrame($0) }
  }
  return ProcessLineage(observations, ownership: CodeOwnership(frames: frames))
}

@Suite struct ProcessLineageTests {
  @Test func `a process that only grows is one process`() throws {
    var watch = WatchText(rounds: 6)
    watch.addLeak(200, atStart: 300, worker())
    let lineage = lineage(try watch.capture().goroutines)
    #expect(lineage.relation == .oneProcess)
    #expect(lineage.observations.count == 6)
  }

  @Test func `a large machine's idle processors bring many ids out of their blocks of 16`() throws {
    // 96 processors hold a block each, half used: for a while all new ids lie below the largest.
    let before = (0..<96).flatMap { block in (1...8).map { UInt64(16 + block * 16 + $0) } }
    let after = before + (0..<96).flatMap { block in (9...14).map { UInt64(16 + block * 16 + $0) } }
    let lineage = lineage(try rounds([before, after]))
    #expect(lineage.relation == .oneProcess)
  }

  @Test func `the newest goroutine may end, and the next come from an older block`() throws {
    let daemons = Array(2...30).map { UInt64($0) }
    let lineage = lineage(try rounds([daemons + [120], daemons + [83], daemons + [84, 101]]))
    #expect(lineage.relation == .oneProcess)
  }

  @Test func `a restart gives ids anew, and the run with most rounds is judged`() throws {
    let old = stride(from: 20, through: 9000, by: 45).map { UInt64($0) }
    let young = stride(from: 20, through: 900, by: 44).map { UInt64($0) }
    let lineage = lineage(try rounds([old, young, young + [950], young + [950, 990]]))
    #expect(lineage.relation == .restarted(times: 1))
    #expect(lineage.observations.count == 3)
    #expect(lineage.processes == [0, 1, 1, 1])
  }

  @Test func `two restarts are counted`() throws {
    let a = stride(from: 20, through: 9000, by: 45).map { UInt64($0) }
    let b = stride(from: 21, through: 4000, by: 44).map { UInt64($0) }
    let c = stride(from: 22, through: 900, by: 12).map { UInt64($0) }
    #expect(lineage(try rounds([a, b, c])).relation == .restarted(times: 2))
  }

  @Test func `two processes that answer by turns are told apart`() throws {
    let a = stride(from: 20, through: 9000, by: 20).map { UInt64($0) }
    let b = stride(from: 13, through: 9100, by: 21).map { UInt64($0) }
    let lineage = lineage(
      try rounds([a, b, a + [9120], b + [9230], a + [9120, 9300]])
    )
    #expect(lineage.relation == .severalInstances(2))
    #expect(lineage.processes == [0, 1, 0, 1, 0])
    #expect(lineage.observations.count == 3)
  }

  @Test func `ids below a known one in the same block were given already`() throws {
    // The second process has few goroutines more, but between the ids of the first.
    let a = (1...40).map { UInt64($0) * 16 + 9 }
    let b = (1...40).map { UInt64($0) * 16 + 3 }
    #expect(lineage(try rounds([a, b + [700]])).relation != .oneProcess)
  }

  @Test func `one id has one go statement`() throws {
    let ids = (10...60).map { UInt64($0) }
    let first = try rounds([ids])
    let second = try rounds([ids + [70]], line: 99)
    #expect(lineage(first + second).relation != .oneProcess)
  }

  @Test func `services that share no file are different services`() throws {
    let a = try rounds([[30, 40, 50]], package: "shop")
    let b = try rounds([[20, 45, 60]], package: "bank", line: 7)
    #expect(lineage(a + b).relation == .differentServices)
  }

  @Test func `profiles have no ids and are kept with the only process`() throws {
    var capture = Capture(target: TargetDescription(kind: .files, name: "a", address: "a"))
    capture.goroutines = try rounds([[20, 30], [20, 30, 40]])
    try capture.add(DumpText.profile([(worker(), 3)]), at: 9, round: nil, source: "profile")
    let lineage = lineage(capture.goroutines)
    #expect(lineage.relation == .oneProcess)
    #expect(lineage.observations.count == 3)
  }

  @Test func `nothing is one process`() {
    #expect(lineage([]).relation == .oneProcess)
    #expect(lineage([]).observations.isEmpty)
  }
}
