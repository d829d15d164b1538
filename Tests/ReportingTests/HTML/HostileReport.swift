// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Foundation
import TestSupport

@testable import Reporting

/// Names that want to be more than text.
enum HostileNames {
  static let all = [
    "</script><script>window.stanchWasHere=1</script>",
    "</style><style>*{display:none}</style>",
    "\"><img src=x onerror=\"window.stanchWasHere=1\">",
    "' onmouseover='window.stanchWasHere=1' x='",
    "<svg onload=window.stanchWasHere=1>",
    "<!-- ", "--><iframe src='https://example.com/'>", "]]>", "<![CDATA[", "<a href=\"javascript:alert(1)\">here</a>",
    "&lt;b&gt;&amp;&#x3c;script&#x3e;", "`${window.stanchWasHere=1}`", "{{constructor.constructor('1')()}}",
    "\u{202e}txt.exe\u{2066}\u{200f}\u{feff}", "\u{0}\u{1}\u{7}\u{8}\u{b}\u{1b}[31m\u{7f}\u{85}\u{9b}",
    "\u{2028}\u{2029}\r\n\t",
    "e" + String(repeating: "\u{301}", count: 500), String(repeating: "W", count: 20_000), "שלום עולם", "🙈👩‍👩‍👧‍👦",
    "%3Cscript%3E", "\\u003cscript\\u003e", "$(touch /tmp/x)", "'; rm -rf / #", "-rf", "../../etc/passwd", "",
  ]

  /// All in one name.
  static let everything = all.joined(separator: " ")
}

/// A report in which every text is hostile and every list has `count` elements.
func hostileReport(count: Int) throws -> Report {
  func name(_ index: Int) -> String { HostileNames.all[index % HostileNames.all.count] }
  var report = report(of: try fullCapture())
  let sample = report.findings[0]
  func location(_ index: Int) -> Finding.Location {
    var location = Finding.Location(
      CodeFrame(function: name(index), location: SourceLocation(file: name(index + 1), line: index)),
      role: .heldBy
    )
    location.excerpt = (0..<min(count, 20)).map { SourceExcerpts.Line(line: index &+ $0, text: name($0)) }
    return location
  }
  let places = (0..<min(count, 100)).map(location)
  let evidence = (0..<min(count, 100)).map {
    Finding.EvidenceLine(source: name($0), statement: name($0 + 1), values: [.infinity, -.infinity, .nan, 1e300, -1])
  }
  let checks = (0..<min(count, 100)).map { Finding.Check(shows: name($0), command: name($0 + 1)) }
  report.summary = HostileNames.everything
  report.target.name = HostileNames.everything
  report.target.goVersion = HostileNames.everything
  report.target.address = HostileNames.everything
  report.capture.gaps = (0..<count).map(name)
  report.capture.started = HostileNames.everything
  report.capture.items = (0..<count).map { index in
    Report.CaptureSummary.Item(endpoint: name(index), file: nil, at: name(index), bytes: .max, gap: name(index + 1))
  }
  report.wouldSettle = (0..<count).map(name)
  report.timeToLimitSeconds = .greatestFiniteMagnitude
  report.findings = (0..<count).map { index in
    var finding = sample
    finding.level = [.leak, .suspect, .note][index % 3]
    finding.kind = name(index)
    finding.title = name(index + 1)
    finding.explanation = HostileNames.everything
    finding.location = location(index)
    finding.alsoAt = places
    finding.refutedBy = HostileNames.everything
    finding.growth = [
      Finding.Growth(unit: .bytes, perSecond: .greatestFiniteMagnitude, interval: -1e300...1e300, pValue: 0)
    ]
    finding.size.bytes = .max
    finding.size.objects = .min
    finding.evidence = evidence
    finding.checks = checks
    finding.fix = Finding.Fix(name(index), before: HostileNames.everything, after: HostileNames.everything)
    finding.guard = Finding.Safeguard(name(index), test: name(index), alertRule: name(index), lintRule: name(index))
    return finding
  }
  report.groups = (0..<count).map { index in
    var group = report.groups[0]
    group.state = name(index)
    group.at = location(index)
    group.createdBy = location(index + 1)
    group.counts = [.max, .min, 0, index]
    group.oldestSeconds = .greatestFiniteMagnitude
    group.stack = places
    return group
  }
  report.series = (0..<count).map { index in
    Report.Series(
      name: name(index),
      unit: index.isMultiple(of: 2) ? "bytes" : name(index),
      points: (0..<min(count * 10, 5000)).map { [Double($0), Double($0 % 7) * 1e17] } + [
        [.nan, 1], [1], [2, .infinity],
      ]
    )
  }
  report.marks = (0..<count).map { Report.Mark(at: Double($0), kind: .restart) }
  report.sources = (0..<count).map { index in
    Report.SourceExtract(file: name(index), lines: [SourceExcerpts.Line(line: .max, text: name(index))])
  }
  report.callTrees = [CallTree.Name.heapGrowth, .heapInUse, .goroutineGrowth, .goroutines].map { tree in
    CallTree(
      name: tree,
      unit: "bytes",
      nodes: (0..<max(1, count)).map { index in
        CallTree.Node(
          parent: index == 0 ? nil : index % 5 == 0 ? index : index - 1,
          function: name(index),
          file: name(index + 1),
          line: index,
          owner: .own,
          value: index == 7 ? .min : .max
        )
      }
    )
  }
  report.memory?.liveHeap = .max
  report.memory?.outsideGo = .max
  report.memory?.idle = -5
  return report
}
