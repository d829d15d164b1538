// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// The built program against a service that answers everything late: its watch ends when it promised to.
struct SlowServiceTests {
  /// A service whose every answer takes four seconds, as one has whose processors are taken by endless loops.
  private static let service = """
    package main

    import (
    \t"fmt"
    \t"log"
    \t"net"
    \t"net/http"
    \t_ "net/http/pprof"
    \t"time"
    )

    func main() {
    \tlistener, err := net.Listen("tcp", "127.0.0.1:0")
    \tif err != nil {
    \t\tlog.Fatal(err)
    \t}
    \tfmt.Println(listener.Addr())
    \tlog.Fatal(http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
    \t\ttime.Sleep(4 * time.Second)
    \t\thttp.DefaultServeMux.ServeHTTP(w, r)
    \t})))
    }
    """

  private static let versions = GoToolchains.installed(among: ["go1.27.3"])

  @Test(.enabled(if: !versions.isEmpty && BuiltProgram.path != nil, "needs a Go toolchain and the built program"))
  func `a verdict comes when the asked time and its grace are over, with a gap that says so`() async throws {
    let program = try await GoToolchains.build(Self.service, version: "go1.27.3")
    defer { try? FileManager.default.removeItem(at: program.deletingLastPathComponent()) }
    let service = try GoService(program)
    defer { service.stop() }
    let clock = ContinuousClock.now
    let run = try await BuiltProgram.run(["diagnose", service.address, "--for", "5s", "--format", "json"])
    // 5 s asked for, 20 s of grace, and room for a busy machine.
    #expect(ContinuousClock.now - clock < .seconds(45))
    #expect([0, 3].contains(run.status))
    let report = try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
    let gaps = (report["capture"] as? [String: Any])?["gaps"] as? [String] ?? []
    #expect(
      gaps.contains(
        "the service answered too slowly: the watch was ended 20 s after its 5 s were over, with what had come by then"
      ),
      "\(gaps)"
    )
  }
}
