// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import TestSupport
import Testing

@testable import GoRuntimeMemory
@testable import ProcessImages

private let toolchains = GoToolchains.installed(among: ["go1.21.13", "go1.24.11", "go1.27.3"])

@Suite(
  .enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct ForkSnapshotTests {
  private static let source = """
    package main

    import (
    	"fmt"
    	"os"
    	"os/signal"
    	"syscall"
    	"time"
    )

    type order struct {
    	next *order
    	note [12]uint64
    }

    var held *order

    func main() {
    	for i := 0; i < 20000; i++ {
    		held = &order{next: held}
    		held.note[3] = uint64(i)
    	}
    	c := make(chan os.Signal, 1000)
    	signal.Notify(c, syscall.SIGUSR1)
    	for i := 0; i < 3; i++ {
    		go func() {
    			for x := 0; ; x++ {
    				if x%100000 == 0 {
    					time.Sleep(time.Microsecond)
    				}
    			}
    		}()
    	}
    	fmt.Printf("%p\\n", held)
    	n := 0
    	for range c {
    		n++
    		os.WriteFile(os.Args[1], []byte(fmt.Sprint(n)), 0o600)
    	}
    }
    """

  private func start(_ version: String) async throws -> (RunningGoProgram, counter: URL) {
    let executable = try await GoToolchains.build(Self.source, version: version)
    let counter = executable.deletingLastPathComponent().appending(path: "count")
    return (try RunningGoProgram(executable, arguments: [counter.path]), counter)
  }

  private var forking: ProcessSnapshot.Limits {
    var limits = ProcessSnapshot.Limits()
    limits.method = .fork
    return limits
  }

  @Test(arguments: toolchains)
  func `the copy is what the process holds, and nothing of it is left`(version: String) async throws {
    let (running, counter) = try await start(version)
    let address = try #require(UInt64(running.firstLine.dropFirst(2), radix: 16))
    let program = try LiveProgram(pid: running.pid)
    let (copied, _) = try GoProgram.live(program).graph()
    let (forked, snapshot) = try GoProgram.live(program).graph(forking)
    #expect(snapshot.method == .fork && snapshot.gaps.isEmpty && snapshot.threads.count >= 3)
    #expect(snapshot.memory.word(at: address + 32) == 19_999)
    #expect(abs(copied.graph.objectCount - forked.graph.objectCount) < 50)
    // Signals arrive at all times, and the program counts each.
    for count in 1...15 {
      kill(pid_t(running.pid), SIGUSR1)
      #expect(try program.snapshot(forking).gaps.isEmpty)
      try await waitUntil(counter, says: "\(count)")
    }
    #expect(try running.condition().tracer == 0)
    #expect(ProcessTable.children(of: running.pid).isEmpty)
    #expect(ProcessTable.children(of: Int(getpid())).allSatisfy { $0.name != "stanch-holder" })
  }

  @Test func `whoever ends the holder at any step leaves a process that goes on`() async throws {
    let (running, counter) = try await start(toolchains[toolchains.count - 1])
    let pid = running.pid
    let program = try LiveProgram(pid: pid)
    let site = try #require(program.site)
    for step in Int32(1)...12 {
      let limits = forking
      let work = Task.detached {
        // Fails as a rule: the holder is killed in the middle.
        do {
          _ = try ProcessSnapshot.fork(pid, site: site, bias: 0, limits: limits, dwell: (step, 1))
          return "taken"
        } catch {
          return "\(error)"
        }
      }
      // It waits at the step for a second; before, it is there within a few milliseconds.
      var holder: Int?
      for _ in 0..<1000 where holder == nil {
        try await Task.sleep(for: .milliseconds(5))
        holder = ProcessTable.children(of: Int(getpid())).first { $0.name == "stanch-holder" }?.pid
      }
      try await Task.sleep(for: .milliseconds(100))
      guard let holder else {
        Issue.record("no holder at step \(step): \(await work.value)")
        return
      }
      kill(pid_t(holder), SIGKILL)
      _ = await work.value
      kill(pid_t(pid), SIGUSR1)
      try await waitUntil(counter, says: "\(step)")
      #expect(try running.condition().tracer == 0)
      // No copy runs; what is left at most is an entry that ended.
      #expect(ProcessTable.children(of: pid).allSatisfy { $0.state == "Z" }, "step \(step)")
    }
    #expect(try program.snapshot(forking).method == .fork)
  }

  @Test func `a small heap is copied in the stop and one without a site is never forked`() async throws {
    let (running, _) = try await start(toolchains[0])
    let program = try LiveProgram(pid: running.pid)
    #expect(try program.cost().method == .copy)
    #expect(try program.cost(forking).method == .fork)
    #expect(throws: SnapshotError.self) {
      try ProcessSnapshot.cost(of: running.pid, site: nil, method: .fork)
    }
    kill(pid_t(running.pid), SIGSTOP)
    try await Task.sleep(for: .milliseconds(50))
    #expect(throws: SnapshotError.noCopy(pid: running.pid, what: "it is stopped as a job")) {
      try program.snapshot(forking)
    }
    kill(pid_t(running.pid), SIGCONT)
  }

  private func waitUntil(_ file: URL, says text: String) async throws {
    for _ in 0..<1000 {
      if let found = try? String(contentsOf: file, encoding: .utf8), found == text { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("the program did not count to \(text)")
  }
}

/// Processes by their parents, from `/proc`.
private enum ProcessTable {
  struct Entry {
    var pid: Int
    var name: String
    var state: Character
  }

  static func children(of parent: Int) -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int($0) }.compactMap { pid in
      guard let stat = try? String(contentsOf: URL(filePath: "/proc/\(pid)/stat"), encoding: .utf8),
        let open = stat.firstIndex(of: "("), let close = stat.lastIndex(of: ")")
      else { return nil }
      let fields = stat[stat.index(after: close)...].split(separator: " ")
      guard fields.count > 1, Int(fields[1]) == parent, let state = fields[0].first else { return nil }
      return Entry(pid: pid, name: String(stat[stat.index(after: open)..<close]), state: state)
    }
  }
}
