// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Testing
import TestSupport

/// Senders at desk.go:41 in six rounds: so many more in each, beside so many that get through after a round.
private func queue(stay: Int, pass: Int) throws -> Diagnosis {
  var text = WatchText(rounds: 6, seconds: 30)
  text.addLeak(stay, atStart: 10, .own("chan send"))
  for round in 0..<5 { text.add(pass, .own("chan send"), rounds: round...(round + 1)) }
  return try diagnosis(of: text)
}

/// A watch in which sampled objects of a line grow, with the line's text.
private func growth(at line: String) throws -> Diagnosis {
  var text = WatchText(rounds: 6, seconds: 30)
  let before =
    Array(repeating: "", count: 38) + [
      "func (s *Store) Put(key string, session *Session) {", "\trow := s.row(key)",
      "\tfor i, cell := range row.cells {",
    ]
  text.sources["/src/shop/store.go"] = (before + ["\t\t\(line)", ""]).joined(separator: "\n")
  var capture = try text.capture()
  capture.heaps = [0, 12, 30].enumerated().map { round, at in
    let count = Int64(20 * round)
    return HeapObservation(
      profile: .heap(
        [
          HeapRow(
            "shop.load /src/shop/load.go:12",
            "main.main /src/shop/main.go:9",
            size: 4096,
            allocated: 60,
            inUse: 60
          ),
          HeapRow(
            "shop.(*Store).Put /src/shop/store.go:42",
            "main.main /src/shop/main.go:9",
            size: 96,
            allocated: count,
            inUse: count
          ),
        ],
        at: at
      ),
      at: at,
      round: round,
      source: "/debug/pprof/heap?gc=1",
      isAfterCollection: true
    )
  }
  return diagnosis(of: capture)
}

@Suite struct UnboundedKindTests {
  @Test func `senders that pile up although some get through are a queue`() throws {
    let diagnosis = try queue(stay: 20, pass: 6)
    #expect(diagnosis.outline == ["suspect unbounded-queue desk.go:41"])
    #expect(diagnosis.findings.first?.confidence == 0.75)
    #expect(diagnosis.findings.first?.evidence.first?.statement.contains("got through: more come than go") == true)
  }

  @Test func `senders of which none gets through are blocked`() throws {
    #expect(try queue(stay: 20, pass: 0).outline == ["suspect goroutine-blocked-send desk.go:41"])
  }

  @Test func `senders that all get through are no leak`() throws {
    #expect(try queue(stay: 0, pass: 20).charges == [])
  }

  @Test(arguments: [
    ("s.sessions[id] = session", "unbounded-map"),
    ("events = append(events, event)", "unbounded-slice"),
    ("history.events = append(history.events, event)", "unbounded-slice"),
    // One of many slices, for all that the line tells.
    ("s.events = append(s.events, event)", "heap-growth"),
    ("row.cells = append(row.cells, cell)", "heap-growth"),
    ("s.rows[key] = append(s.rows[key], row)", "heap-growth"),
    ("s.ring[7] = session", "heap-growth"),
    ("s.ring[s.count%256] = session", "heap-growth"),
    ("s.cells[i] = cell", "heap-growth"),
    ("row := s.rows[key]", "heap-growth"),
    ("return &Row{key: key}", "heap-growth"),
  ])
  func `the text of the line names the container`(line: String, kind: String) throws {
    #expect(try growth(at: line).outline == ["suspect \(kind) store.go:42"])
  }
}
