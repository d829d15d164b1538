// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import TestSupport
import Testing

@testable import RuntimeTextFormats

/// A dump decodes to the same groups whatever a logger wrapped around its lines.
@Suite struct LoggedDumpTests {
  struct Wrapping: CustomTestStringConvertible {
    var testDescription: String
    var wrap: @Sendable (Int, String) -> String
  }

  static let wrappings = [
    Wrapping(testDescription: "carriage returns") { "\($1)\r\n" },
    Wrapping(testDescription: "indentation") { "    \($1)\n" },
    Wrapping(testDescription: "docker compose") { "web-1  | \($1)\n" },
    Wrapping(testDescription: "kubectl --prefix") { "[pod/web-7d9f8b-x2x4q/main] \($1)\n" },
    Wrapping(testDescription: "kubectl --timestamps") { "2024-01-02T03:04:\(10 + $0 % 50).\(100 + $0)Z \($1)\n" },
    Wrapping(testDescription: "journal") { "Jan 02 03:04:\(10 + $0 % 50) host web[4711]: \($1)\n" },
    Wrapping(testDescription: "journal that trims blanks") { number, line in
      var text = "Jan 02 03:04:\(10 + number % 50) host web[4711]: \(line)"
      while text.hasSuffix(" ") { text.removeLast() }
      return text + "\n"
    },
    Wrapping(testDescription: "rsyslog") { "Jan  2 03:04:05 host web: \($1.replacing("\t", with: "#011"))\n" },
    Wrapping(testDescription: "CRI") { "2024-01-02T03:04:05.\(100 + $0)Z stderr F \($1)\n" },
    Wrapping(testDescription: "CRI with parts") { number, line in
      let head = line.prefix(line.count / 2)
      let time = "2024-01-02T03:04:05.\(100 + number)Z stderr"
      return "\(time) P \(head)\n\(time) F \(line.dropFirst(head.count))\n"
    },
    Wrapping(testDescription: "Docker JSON") { "{\"log\":\(json($1 + "\n")),\"stream\":\"stderr\",\"time\":\"x\"}\n" },
    Wrapping(testDescription: "Docker JSON with parts") { _, line in
      let head = line.prefix(line.count / 2)
      let rest = line.dropFirst(head.count)
      return
        "{\"log\":\(json(String(head))),\"stream\":\"stderr\"}\n{\"log\":\(json(rest + "\n")),\"stream\":\"stderr\"}\n"
    },
    Wrapping(testDescription: "structured") { "{\"level\":\"error\",\"msg\":\(json($1))}\n" },
  ]

  static func json(_ text: some StringProtocol) -> String {
    let encoded = (try? JSONEncoder().encode(String(text))) ?? Data()
    return String(decoding: encoded, as: UTF8.self)
  }

  private func listing(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).map(\.listing)
  }

  private func isRecognized(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return GoroutineDumpDecoder.recognizes(bytes.span.asRawBytes)
  }

  @Test(arguments: wrappings, ["go1.27.3/debug2", "go1.26.6/leak2", "go1.22.10/panic-nil", "go1.25.5/quit-all"])
  func `a wrapped dump decodes like the bare one`(wrapping: Wrapping, name: String) throws {
    let text = String(decoding: try Fixtures.bytes("formats/goroutines/\(name).txt"), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let wrapped = "service starting\n" + lines.enumerated().map { wrapping.wrap($0.offset, $0.element) }.joined()
    #expect(try listing(wrapped) == listing(text))
    #expect(isRecognized(wrapped) || wrapping.testDescription.hasSuffix("with parts"))
  }

  @Test func `a whole dump in one field of a structured log line is found`() throws {
    let dump = "goroutine 1 [running]:\nmain.main()\n\t/src/main.go:3 +0x1\n"
    let line = "{\"level\":\"error\",\"msg\":\"recovered\",\"stack\":\(Self.json(dump))}\n"
    #expect(try listing(line) == listing(dump))
    #expect(isRecognized(line))
  }

  @Test func `two pods that write in turn are kept apart`() throws {
    let dump = ["goroutine 1 [select]:", "main.main()", "\t/src/main.go:3 +0x1", ""]
    let mixed = dump.map { "[pod/a/main] \($0)\n[pod/b/main] \($0)\n" }.joined()
    let alone = try listing(dump.joined(separator: "\n"))
    #expect(try listing(mixed) == alone + alone)
  }

  @Test func `a crash line behind a prefix is found although the prefix is learned later`() throws {
    let lines = ["panic: out of stock", "", "goroutine 1 [running]:", "main.main()", "\t/src/main.go:3 +0x1"]
    let bytes = Array(lines.map { "web-1  | \($0)\n" }.joined().utf8)
    let snapshot = try #require(try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).first)
    #expect(snapshot.crash == CrashCause(kind: .panic, message: "out of stock"))
  }
}
