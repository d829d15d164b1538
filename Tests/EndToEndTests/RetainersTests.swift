// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

/// `stanch retainers` as a person runs it, and killed while it runs.
@Suite(
  .enabled(if: BuiltProgram.path != nil && !goToolchains.isEmpty, "the program is not built"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct RetainersTests {
  private static let source = """
    package main

    import (
    	"fmt"
    	"time"
    )

    type Session struct{ body [][]byte }

    var sessions = map[string]*Session{}

    func main() {
    	for i := 0; i < 200; i++ {
    		s := &Session{}
    		for j := 0; j < 100; j++ {
    			b := make([]byte, 4096)
    			b[0] = 1
    			s.body = append(s.body, b)
    		}
    		sessions[fmt.Sprint("secret-", i)] = s
    	}
    	fmt.Println("ready")
    	for {
    		time.Sleep(time.Millisecond)
    	}
    }
    """

  private func start() async throws -> RunningGoProgram {
    try RunningGoProgram(try await GoToolchains.build(Self.source, version: goToolchains[goToolchains.count - 1]))
  }

  @Test func `the holder is named with its path, and no value is shown`() async throws {
    let running = try await start()
    let run = try await BuiltProgram.run(["retainers", "pid:\(running.pid)"])
    let text = String(decoding: run.output, as: UTF8.self)
    #expect(run.status == 0)
    #expect(text.contains("main.sessions[string] -> *main.Session  x 200"), "\(text)")
    #expect(!text.contains("secret-"))
    #expect(try running.condition().tracer == 0)
    let json = try await BuiltProgram.run([
      "retainers", "pid:\(running.pid)", "--type", "*.Session", "--format", "json",
    ])
    let document = try #require(try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
    let retention = try #require(document["retention"] as? [String: Any])
    let matches = try #require(retention["matches"] as? [[String: Any]])
    #expect(matches.first?["count"] as? Int == 200)
  }

  @Test(arguments: [
    ["retainers", "pid:999999999"], ["retainers", "nonsense"], ["retainers", "pid:1", "--rows", "0"],
  ])
  func `what cannot be read is said, with status 2`(_ arguments: [String]) async throws {
    #expect(try await BuiltProgram.run(arguments).status == 2)
  }

  @Test func `killed at any moment it leaves the process running and untraced`() async throws {
    let running = try await start()
    let program = try #require(BuiltProgram.path)
    for attempt in 0..<40 {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = ["retainers", "pid:\(running.pid)"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      if attempt.isMultiple(of: 2) {
        // While it holds the process, as soon as that is seen.
        let end = ContinuousClock.now + .seconds(5)
        while process.isRunning, try running.condition().tracer == 0, ContinuousClock.now < end {}
      } else {
        try await Task.sleep(for: .milliseconds(attempt * 5))
      }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      // The kernel lets go when the tracer's threads are gone, which may be a moment after it is reaped.
      var condition = try running.condition()
      for _ in 0..<200 where condition.tracer != 0 || condition.state == "t" {
        try await Task.sleep(for: .milliseconds(5))
        condition = try running.condition()
      }
      #expect(condition.tracer == 0 && "SR".contains(condition.state), "attempt \(attempt)")
    }
  }
}

private let goToolchains = GoToolchains.installed(among: ["go1.22.10", "go1.27.3"])
