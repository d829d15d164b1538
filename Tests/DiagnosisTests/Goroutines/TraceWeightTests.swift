// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

/// A watch of 30 s in which goroutines pile up at desk.go:41: 20 at first, 10 more a round.
private func watch(_ place: PlaceText, source: String? = nil) throws -> (capture: Capture, members: [UInt64]) {
  var text = WatchText(rounds: 6, seconds: 30)
  text.addLeak(10, atStart: 20, place)
  if let source { text.sources["/src/shop/desk.go"] = source }
  let capture = try text.capture()
  let groups = capture.goroutines.last?.snapshot.groups ?? []
  return (capture, groups.max { $0.count < $1.count }?.ids.sorted() ?? [])
}

extension Capture {
  /// This capture with a trace of two seconds in it.
  fileprivate func traced(_ sketch: (inout TraceSketch) -> Void) -> Capture {
    var trace = TraceSketch(seconds: 2)
    sketch(&trace)
    var capture = self
    capture.traces = [trace.observation()]
    return capture
  }
}

extension Finding {
  /// What the trace says of it.
  fileprivate var ofTrace: EvidenceLine? { evidence.first { $0.source == "execution trace" } }
}

/// What a trace adds to the judgement of goroutines.
@Suite struct TraceWeightTests {
  @Test func `members that others wake are in use, and the suspicion is weaker`() throws {
    let (capture, members) = try watch(.own("chan send"))
    #expect(members.count == 70)
    let before = try #require(diagnosis(of: capture).findings.first)
    let after = try #require(
      diagnosis(
        of: capture.traced {
          $0.addGoroutines(members.prefix(40), wakeUps: 3)
          $0.addGoroutines(members.dropFirst(40), wakeUps: 0)
        }
      ).findings.first
    )
    #expect(after.kind == before.kind && after.level == .suspect)
    #expect(abs(after.confidence - (before.confidence - 0.1)) < 1e-9)
    #expect(
      after.ofTrace
        == Finding.EvidenceLine(
          source: "execution trace",
          statement: "40 of 70 members were woken by others within 2.0 s: they are in use"
        )
    )
  }

  @Test func `members that nobody wakes make the suspicion a little stronger`() throws {
    let (capture, members) = try watch(.own("chan send"))
    let before = try #require(diagnosis(of: capture).findings.first)
    let after = try #require(
      diagnosis(of: capture.traced { $0.addGoroutines(members, wakeUps: 0) }).findings.first
    )
    #expect(abs(after.confidence - min(0.95, before.confidence + 0.02)) < 1e-9)
    #expect(after.ofTrace?.statement == "of 70 members 0 were woken within 2.0 s")
  }

  @Test func `a few that are woken change nothing but the evidence`() throws {
    let (capture, members) = try watch(.own("chan send"))
    let before = try #require(diagnosis(of: capture).findings.first)
    let after = try #require(
      diagnosis(
        of: capture.traced {
          $0.addGoroutines(members.prefix(5), wakeUps: 1)
          $0.addGoroutines(members.dropFirst(5), wakeUps: 0)
        }
      ).findings.first
    )
    #expect(after.confidence == before.confidence)
    #expect(after.ofTrace?.statement == "of 70 members 5 were woken within 2.0 s")
  }

  @Test func `members that only timers wake are told with their period`() throws {
    let (capture, members) = try watch(.own("sleep", [Go.sleep]))
    let before = try #require(diagnosis(of: capture).findings.first)
    let after = try #require(
      diagnosis(of: capture.traced { $0.addGoroutines(members, wakeUps: 4, byTimers: 4, period: 0.5) }).findings.first
    )
    #expect(after.kind == "goroutine-ticker-loop")
    #expect(abs(after.confidence - min(0.95, before.confidence + 0.02)) < 1e-9)
    #expect(
      after.ofTrace?.statement
        == "70 of 70 members were woken by timers and nothing else within 2.0 s, each about every 0.5 s"
    )
  }

  @Test func `a trace that shows hardly any member says nothing`() throws {
    let (capture, members) = try watch(.own("chan send"))
    let before = try #require(diagnosis(of: capture).findings.first)
    for shown in [0, 5] {
      let traced = capture.traced {
        $0.addGoroutines(members.prefix(shown), wakeUps: 9)
        $0.addGoroutines(5_000_000..<5_000_100, wakeUps: 9)
      }
      #expect(diagnosis(of: traced).findings.first == before)
    }
  }

  @Test(arguments: [0, 9])
  func `proof stays proof, whoever is woken`(wakeUps: Int) throws {
    let (capture, members) = try watch(.own("chan send (nil chan)"))
    let before = try #require(diagnosis(of: capture).findings.first)
    let after = try #require(
      diagnosis(of: capture.traced { $0.addGoroutines(members, wakeUps: wakeUps) }).findings.first
    )
    #expect(before.level == .leak && after.level == .leak)
    #expect(after.confidence == before.confidence && after.proof == before.proof)
    #expect(after.evidence.count == before.evidence.count + 1)
  }

  @Test(arguments: [0, 9])
  func `no trace makes a leak of a suspect, nor a suspect of a leak`(wakeUps: Int) throws {
    for state in ["chan send", "chan receive", "select", "IO wait", "sync.Mutex.Lock", "chan receive (nil chan)"] {
      let (capture, members) = try watch(.own(state))
      let traced = capture.traced { $0.addGoroutines(members, wakeUps: wakeUps) }
      #expect(diagnosis(of: traced).findings.map(\.level) == diagnosis(of: capture).findings.map(\.level), "\(state)")
      #expect(diagnosis(of: traced).verdict == diagnosis(of: capture).verdict, "\(state)")
      #expect(diagnosis(of: traced).findings.allSatisfy { (0.5...0.99).contains($0.confidence) }, "\(state)")
    }
  }

  @Test func `a pool that was given work in the trace is said to be fed`() throws {
    var text = WatchText(rounds: 6, seconds: 30)
    text.add(150, .own("chan receive"))
    let capture = try text.capture()
    let members = capture.goroutines.last?.snapshot.groups.max { $0.count < $1.count }?.ids.sorted() ?? []
    let fed = diagnosis(of: capture.traced { $0.addGoroutines(members.prefix(90), wakeUps: 2) })
    #expect(fed.outline == ["note idle-workers desk.go:41"])
    #expect(fed.findings.first?.explanation.contains("90 of them were given work within 2.0 s of trace") == true)
    #expect(diagnosis(of: capture).findings.first?.explanation.contains("trace") == false)
  }
}

/// Ticker loops that no source shows.
@Suite struct TickerLoopByTraceTests {
  @Test(arguments: ["select", "chan receive"])
  func `a wait that only timers end is a ticker loop`(state: String) throws {
    let (capture, members) = try watch(.own(state))
    #expect(diagnosis(of: capture).outline.allSatisfy { $0.contains("goroutine-blocked-") })
    let traced = capture.traced { $0.addGoroutines(members, wakeUps: 2, byTimers: 2, period: 1) }
    #expect(diagnosis(of: traced).outline == ["suspect goroutine-ticker-loop desk.go:41"])
  }

  @Test func `a period longer than the trace leaves some asleep`() throws {
    let (capture, members) = try watch(.own("select"))
    let traced = capture.traced {
      $0.addGoroutines(members.prefix(20), wakeUps: 1, byTimers: 1)
      $0.addGoroutines(members.dropFirst(20), wakeUps: 0)
    }
    #expect(diagnosis(of: traced).outline == ["suspect goroutine-ticker-loop desk.go:41"])
  }

  @Test func `members that are also given work are no ticker loop`() throws {
    let (capture, members) = try watch(.own("select"))
    let traced = capture.traced {
      $0.addGoroutines(members.prefix(40), wakeUps: 2, byTimers: 2)
      $0.addGoroutines(members.dropFirst(40), wakeUps: 5, byTimers: 2)
    }
    #expect(diagnosis(of: traced).outline == ["suspect goroutine-blocked-select desk.go:41"])
  }

  @Test func `a loop that waits for a lock on its way is a ticker loop`() throws {
    let (capture, members) = try watch(.own("select"))
    let traced = capture.traced { $0.addGoroutines(members, wakeUps: 3, byTimers: 2, behindLocks: 1) }
    #expect(diagnosis(of: traced).outline == ["suspect goroutine-ticker-loop desk.go:41"])
  }

  @Test func `members that a trace shows asleep are blocked`() throws {
    let (capture, members) = try watch(.own("select"))
    let traced = capture.traced { $0.addGoroutines(members, wakeUps: 0) }
    #expect(diagnosis(of: traced).outline == ["suspect goroutine-blocked-select desk.go:41"])
  }

  @Test func `where the source is known it decides`() throws {
    let source = (1...60).map { line in
      switch line {
      case 39: "func (d *Desk) wait() {"
      case 40: "\tfor {"
      case 41: "\t\tselect {"
      case 42: "\t\tcase order := <-d.orders:"
      case 43: "\t\t\td.take(order)"
      case 44: "\t\t}"
      case 45: "\t}"
      case 46: "}"
      default: ""
      }
    }.joined(separator: "\n")
    let (capture, members) = try watch(.own("select"), source: source)
    let traced = capture.traced { $0.addGoroutines(members, wakeUps: 2, byTimers: 2, period: 1) }
    #expect(diagnosis(of: traced).outline == ["suspect goroutine-blocked-select desk.go:41"])
  }
}
