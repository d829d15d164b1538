// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The built program against real Go services that leak: the whole way from the socket to the verdict.
@Suite(.serialized) struct LiveServiceTests {
  /// A service in which a goroutine blocks for ever on line 17, twenty times a second.
  private static let service = """
    package main

    import (
    \t"log"
    \t"net"
    \t"net/http"
    \t_ "net/http/pprof"
    \t"fmt"
    \t"time"
    )

    func answer() <-chan int {
    \tout := make(chan int)
    \tgo func() {
    \t\ttime.Sleep(time.Millisecond)
    \t\tvalue := len(time.Now().String())
    \t\tout <- value
    \t}()
    \treturn out
    }

    func main() {
    \tlistener, err := net.Listen("tcp", "127.0.0.1:0")
    \tif err != nil {
    \t\tlog.Fatal(err)
    \t}
    \tgo func() {
    \t\tfor range time.Tick(50 * time.Millisecond) {
    \t\t\tanswer()
    \t\t}
    \t}()
    \tfmt.Println(listener.Addr())
    \tlog.Fatal(http.Serve(listener, nil))
    }
    """

  private static let versions = GoToolchains.installed(among: ["go1.22.10", "go1.27.3"])

  @Test(
    .enabled(if: !versions.isEmpty && BuiltProgram.path != nil, "needs a Go toolchain and the built program"),
    arguments: versions
  )
  func `a live leak is named with its kind and line, and its bundle gives the same verdict`(version: String)
    async throws
  {
    let program = try await GoToolchains.build(Self.service, version: version)
    defer { try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let service = try GoService(program)
    defer { service.stop() }
    let bundle = program.deletingLastPathComponent().appending(path: "evidence.tar.gz").path
    let captured = try await BuiltProgram.run(["capture", service.address, "--for", "6s", "-o", bundle])
    #expect(captured.status == 0)
    let reports = [
      try await BuiltProgram.run(["diagnose", service.address, "--for", "6s", "--format", "json"]),
      try await BuiltProgram.run(["diagnose", bundle, "--format", "json"]),
    ]
    for report in reports {
      let object = try #require(try JSONSerialization.jsonObject(with: report.output) as? [String: Any])
      let isProven = version == "go1.27.3"
      #expect(report.status == (isProven ? 1 : 0))
      #expect(object["verdict"] as? String == (isProven ? "leaking" : "suspected"))
      let findings = try #require(object["findings"] as? [[String: Any]])
      let worst = try #require(findings.first)
      #expect(worst["kind"] as? String == "goroutine-blocked-send")
      let location = try #require(worst["location"] as? [String: Any])
      #expect(location["line"] as? Int == 17)
      #expect((location["function"] as? String)?.hasPrefix("main.answer.") == true)
    }
  }
}
