// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Foundation
import Reporting
import Testing
import TestSupport

/// What leaves with `--redact`, and what does not.
@Suite struct RedactionTests {
  /// A report with something secret in every field, also in those nobody thought of here.
  private static func secrets() throws -> Report {
    try Report(
      from: FillingDecoder { field in
        switch field {
        // These stay; what stands before the last part of a path does not.
        case "function": "example.com/orders/quote.(*Desk).ask.func1"
        case "module": "example.com/orders"
        case "file": "/home/zqsecret/src/fanout.go"
        case "endpoint": "/zqsecret/debug/pprof/goroutine?debug=2"
        case "goVersion": "go1.27.3 X:zqsecret"
        case "at": "2026-09-21T14:13:20.000Z"
        default:
          "zqsecret heap grows at /home/zqsecret/src/fanout.go:7, zqsecret.internal:8080 and zqsecret, "
            + "label zqsecret=zqsecret; (zqsecret) “zqsecret” 10.0.0.zqsecret `zqsecret` zqsecret/fanout.go:7"
        }
      }
    )
  }

  private static let names = ReportFormats.all.map(\.name)

  private func rendered(_ report: Report, as name: String) throws -> String {
    let format = try #require(ReportFormats.all.first { $0.name == name })
    return format.render(report, for: Surface(width: 120))
  }

  @Test(arguments: names)
  func `no field lets a secret through, in any format`(format: String) throws {
    let report = try Self.secrets()
    #expect(try rendered(report, as: format).contains("zqsecret"))
    let text = try rendered(try Redaction.redacted(report), as: format)
    #expect(!text.contains("zqsecret"), "\(text)")
    #expect(text.contains("example.com/orders/quote") || text.contains("quote.(*Desk)"))
  }

  @Test func `what tells which machine it was is not there at all`() throws {
    let target = try Redaction.redacted(try Self.secrets()).target
    #expect(target.name == "the service")
    #expect(target.host == "host-1")
    #expect(target.address == nil && target.pid == nil)
    #expect(target.goVersion == "go1.27.3")
    #expect(target.module == "example.com/orders")
  }

  @Test func `findings keep their kind, their numbers and the function`() throws {
    let report = report(of: try fullCapture())
    let redacted = try Redaction.redacted(report)
    #expect(redacted.verdict == report.verdict)
    #expect(redacted.series == report.series)
    #expect(redacted.cost == report.cost)
    for (a, b) in zip(report.findings, redacted.findings) {
      #expect(a.kind == b.kind && a.level == b.level && a.confidence == b.confidence)
      #expect(a.growth == b.growth && a.size == b.size && a.fix == b.fix && a.guard == b.guard)
      #expect(a.location?.function == b.location?.function && a.location?.line == b.location?.line)
      #expect(b.location?.excerpt == nil)
    }
    #expect(redacted.findings.first?.location?.file == "shop.example/quote/fanout.go")
    #expect(
      redacted.findings.first?.title == "420 goroutines wait to send on a channel for ever at quote/fanout.go:41"
    )
    #expect(redacted.summary.hasPrefix("the service leaks goroutines: 420 goroutines wait to send"))
  }

  @Test func `sentences of the tool's own keep every word`() throws {
    let redacted = try Redaction.redacted(report(of: try fullCapture()))
    let text = JSONReport().render(redacted, for: Surface())
    #expect(!text.contains("[hidden]"), "a word is missing: run Scripts/record-vocabulary\n\(text)")
  }

  @Test(arguments: LeakKinds.all.map(\.id))
  func `what a kind says to everybody is kept`(id: String) throws {
    let kind = try #require(LeakKinds.all.first { $0.id == id })
    var report = report(of: try fullCapture())
    var finding = try #require(report.findings.first)
    finding.kind = kind.id
    finding.title = kind.summary
    finding.refutedBy = kind.refutedBy
    finding.fix = kind.fix
    finding.guard = kind.safeguard
    report.findings = [finding]
    let redacted = try #require(try Redaction.redacted(report).findings.first)
    #expect(redacted.kind == kind.id)
    #expect(redacted.title == kind.summary, "run Scripts/record-vocabulary")
    #expect(redacted.refutedBy == kind.refutedBy, "run Scripts/record-vocabulary")
    #expect(redacted.fix == kind.fix && redacted.guard == kind.safeguard, "run Scripts/record-vocabulary")
  }

  @Test func `saved files have the same name everywhere`() throws {
    var capture = Capture(
      target: TargetDescription(kind: .files, name: "acme-1.txt", address: "acme-1.txt, acme-2.txt")
    )
    let place = PlaceText("chan send", "shop.f() /src/shop/a.go:4")
    try capture.add(place.goroutine(7), at: nil, round: nil, source: "acme-1.txt")
    try capture.add(place.goroutine(7), at: nil, round: nil, source: "acme-2.txt")
    capture.items.append(CaptureItem(source: "/home/acme/3.txt", bytes: 7))
    capture.items[2].gap = "acme-2.txt is newer"
    var report = report(of: capture)
    var finding = Finding(kind: "heap-growth", level: .note, confidence: 0.5, title: "memory", proof: .pattern)
    finding.evidence = [Finding.EvidenceLine(source: "acme-1.txt", statement: "acme-2.txt: 3 goroutines")]
    report.findings = [finding]
    let redacted = try Redaction.redacted(report)
    #expect(redacted.capture.items.map(\.file) == ["file-1", "file-2", "file-3"])
    #expect(redacted.findings.first?.evidence.first?.source == "file-1")
    #expect(redacted.findings.first?.evidence.first?.statement == "file-2: 3 goroutines")
  }

  @Test(arguments: [
    ("/debug/pprof/heap?gc=1&debug=1", "/debug/pprof/heap?gc=1&debug=1"),
    ("/team-a/orders/debug/pprof/trace?seconds=2.0", "/debug/pprof/trace?seconds=2.0"),
    ("/debug/pprof/heap?token=secret", "[hidden]"),
    ("/proc, 17 looks", "/proc, 17 looks"),
    ("https://orders.internal/metrics", "/metrics"),
    ("/internal/orders", "[hidden]"),
  ])
  func `a request stays from the part on that every service has`(endpoint: String, redacted: String) throws {
    var report = report(of: try fullCapture())
    report.capture.items[0].endpoint = endpoint
    #expect(try Redaction.redacted(report).capture.items[0].endpoint == redacted)
  }

  @Test(arguments: [
    (
      "it grows by 1.5 MiB/s, +19.6 goroutines/s (95 %: 17.7 to 21.7)",
      "it grows by 1.5 MiB/s, +19.6 goroutines/s (95 %: 17.7 to 21.7)"
    ),
    ("descriptors (files /tmp/imports*/list-*.txt) grow", "descriptors (files [hidden]) grow"),
    ("of Müller und Söhne, Ravensburg. It waits", "of [hidden], [hidden]. It waits"),
    ("cannot connect to 10.1.2.3:6060", "cannot connect to [hidden]"),
    ("orders leaks memory at :6060", "the service leaks memory at the service"),
    ("heap-worker-7 and memory.goroutine.svc grow", "[hidden] and [hidden] grow"),
    ("customer 4711 of Müller AG", "[hidden] 4711 of [hidden]"),
    ("goroutine 7 waits at /src/shop/quote/fanout.go:41", "goroutine 7 waits at shop.example/quote/fanout.go:41"),
    ("goroutine 7 waits at /src/shop/quote/fanout.go:secret", "goroutine 7 waits at [hidden]"),
    ("at /srv/memory/heap/goroutines", "at [hidden]"),
    ("Its cases are `case <-memory`, `case x`. It waits.", "Its cases are `[hidden]`, `[hidden]`. It waits."),
    ("at 0xc000123000", "at [hidden]"),
    ("", ""),
  ])
  func `a sentence keeps the tool's words, numbers and known names`(text: String, redacted: String) throws {
    var report = report(of: try fullCapture())
    report.capture.gaps = [text]
    #expect(try Redaction.redacted(report).capture.gaps == [redacted])
  }

  @Test func `a redacted report follows the contract`() throws {
    let text = JSONReport().render(try Redaction.redacted(report(of: try fullCapture())), for: Surface())
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(Shape.report.faults(in: value) == [])
  }
}
