// SPDX-License-Identifier: Apache-2.0

import Diagnosis
import Evidence
import Foundation
import Testing
import TestSupport

@testable import Reporting

/// Marks, sources and stacks: what pictures need beside findings.
@Suite struct ReportAdditionsTests {
  @Test func `rounds and the leak profile are marked when they were`() throws {
    let report = report(of: try fullCapture())
    #expect(report.marks.filter { $0.kind == .round }.map(\.at) == [0, 6, 12, 18, 24, 30])
    #expect(report.marks.contains { $0.kind == .leakProfile })
    #expect(report.marks.map(\.at) == report.marks.map(\.at).sorted())
    #expect(!report.marks.contains { $0.kind == .restart })
  }

  @Test func `a restart is marked when another process answers first`() throws {
    let place = PlaceText("chan receive", "shop.work() /src/shop/work.go:1")
    var capture = Capture(target: TargetDescription(kind: .files, name: "a.txt", address: "a.txt"))
    let before = stride(from: 2000, through: 9000, by: 20).map { UInt64($0) }
    let after = stride(from: 13, through: 700, by: 11).map { UInt64($0) }
    for (moment, ids) in [before, before + [9200], after, after + [720]].enumerated() {
      try capture.add(ids.map { place.goroutine($0) }.joined(), at: Double(moment) * 10, round: nil, source: "x")
    }
    #expect(report(of: capture).marks.filter { $0.kind == .restart }.map(\.at) == [20])
  }

  @Test func `source around the lines of findings is told, each line once`() throws {
    let report = report(of: try fullCapture())
    let source = try #require(report.sources.first { $0.file.hasSuffix("fanout.go") })
    #expect(source.lines.map(\.line) == Array(30...49))
    #expect(source.lines.first { $0.line == 41 }?.text == "\t\tanswers <- q")
  }

  @Test func `a long line of source is cut`() throws {
    var capture = try fullCapture()
    let lines = (1...60).map { _ in String(repeating: "x", count: 10_000) }
    capture.sources.add(path: "/src/shop/quote/fanout.go", text: lines.joined(separator: "\n"))
    let source = try #require(report(of: capture).sources.first)
    #expect(source.lines.allSatisfy { $0.text.count <= 401 })
  }

  @Test func `groups tell their calls, and how many were left out`() throws {
    let report = report(of: try fullCapture())
    let waiting = try #require(report.groups.first { $0.at.line == 112 })
    #expect(waiting.stack?.map(\.line) == [118, 112])
    #expect(report.groupsLeftOut == nil)
  }

  @Test func `places beyond two hundred are counted`() throws {
    var watch = WatchText(rounds: 2)
    for line in 1...230 { watch.add(1, PlaceText("chan receive", "shop.f() /src/shop/a.go:\(line)")) }
    let many = report(of: try watch.capture())
    #expect(many.groups.count == 200)
    #expect((many.groupsLeftOut ?? 0) >= 30)
  }
}

/// Commands that a reader is meant to copy.
@Suite struct CheckTests {
  @Test(
    arguments: [
      "plain/name-1.go:37", "two words", "it's", "$(touch x)", "`id`", "a;b", "a\\b", "\"q\"", "*", "#", "täglich", "-",
      "a'b'c", "!",
    ].filter { !$0.hasPrefix("-") }
  )
  func `a shell takes a word as it is`(word: String) throws {
    let quoted = try #require(ShellWord(word)).text
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "printf %s \(quoted)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try #require(try pipe.fileHandleForReading.readToEnd())
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == word)
  }

  @Test(arguments: ["", "-rf", "a\nb", "a\u{1b}b", "a\u{202e}b", String(repeating: "x", count: 2000)])
  func `what no command should hold makes none`(word: String) {
    #expect(ShellWord(word) == nil)
  }

  private func checks(_ change: (inout Capture) -> Void = { _ in }) throws -> [Finding.Check] {
    var capture = try fullCapture()
    change(&capture)
    return report(of: capture).findings[0].checks
  }

  @Test func `goroutines are counted with curl and grep at the address that was asked`() throws {
    let commands = try checks {
      $0.target.kind = .url
      $0.target.address = "https://orders.internal:6060/admin"
      $0.items[0].source = "/admin/debug/pprof/goroutine?debug=2"
    }.map(\.command)
    #expect(
      commands == [
        "curl -s 'https://orders.internal:6060/admin/debug/pprof/goroutine?debug=2' | grep -cwF quote/fanout.go:41",
        "curl -s 'https://orders.internal:6060/admin/debug/pprof/goroutineleak?debug=2' | grep -c '(leaked)'",
      ]
    )
  }

  @Test func `a socket is reached by its path`() throws {
    let commands = try checks {
      $0.target.kind = .url
      $0.target.address = "unix:/run/my orders.sock"
    }.map(\.command)
    #expect(
      commands.first?.hasPrefix(
        "curl -s --unix-socket '/run/my orders.sock' 'http://localhost/debug/pprof/goroutine?debug=2' | "
      ) == true
    )
  }

  @Test func `a bundle is read with tar`() throws {
    let commands = try checks {
      $0.target.kind = .bundle
      $0.target.address = "orders.tar.gz"
      $0.items[1].file = "rounds/06/goroutine-debug2.txt"
    }.map(\.command)
    #expect(commands == ["tar -xzOf orders.tar.gz rounds/06/goroutine-debug2.txt | grep -cwF quote/fanout.go:41"])
  }

  @Test func `an address that is none makes no command`() throws {
    let commands = try checks {
      $0.target.kind = .url
      $0.target.address = "a\nb:1"
    }
    #expect(commands == [])
  }
}
