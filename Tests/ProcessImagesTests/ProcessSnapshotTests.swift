// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ProcessImages

@Suite(
  .enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct ProcessSnapshotTests {
  private static let source = """
    package main

    import (
    	"fmt"
    	"os"
    	"os/signal"
    	"syscall"
    	"time"
    )

    var held [][]byte

    func main() {
    	for i := 0; i < 64; i++ {
    		b := make([]byte, 1<<20)
    		for j := range b {
    			b[j] = byte(i)
    		}
    		held = append(held, b)
    	}
    	c := make(chan os.Signal, 1000)
    	signal.Notify(c, syscall.SIGUSR1)
    	for i := 0; i < 4; i++ {
    		go func() {
    			for x := 0; ; x++ {
    				if x%100000 == 0 {
    					time.Sleep(time.Microsecond)
    				}
    			}
    		}()
    	}
    	fmt.Printf("%p\\n", &held[63][0])
    	n := 0
    	for range c {
    		n++
    		os.WriteFile(os.Args[1], []byte(fmt.Sprint(n)), 0o600)
    	}
    }
    """

  private func start() async throws -> (RunningGoProgram, counter: URL) {
    let executable = try await GoToolchains.build(Self.source, version: toolchains[toolchains.count - 1])
    let counter = executable.deletingLastPathComponent().appending(path: "count")
    return (try RunningGoProgram(executable, arguments: [counter.path]), counter)
  }

  @Test func `memory is what the process holds, and the process goes on`() async throws {
    let (running, _) = try await start()
    let address = try #require(UInt64(running.firstLine.dropFirst(2), radix: 16))
    for _ in 0..<20 {
      let snapshot = try ProcessSnapshot.take(running.pid)
      #expect(snapshot.memory.integer(at: address, width: 1) == 63)
      #expect(snapshot.memory.word(at: address + (1 << 20) - 8) == 0x3f3f_3f3f_3f3f_3f3f)
      #expect(snapshot.memory.word(at: 8) == nil)
      #expect(snapshot.threads.count >= 3 && snapshot.threads.allSatisfy { $0.registers.count == 27 })
      #expect(snapshot.copiedByteCount > 64 << 20)
      #expect(snapshot.stopped < .seconds(2))
      let condition = try running.condition()
      #expect(condition.tracer == 0 && "SR".contains(condition.state))
    }
  }

  @Test func `no signal is lost that arrives while the process is stopped`() async throws {
    let (running, counter) = try await start()
    let pid = pid_t(running.pid)
    var sent = 0
    for _ in 0..<30 {
      // One by one, for the kernel keeps only one of a sort pending.
      kill(pid, SIGUSR1)
      sent += 1
      _ = try ProcessSnapshot.take(running.pid)
      try await waitUntil(counter, says: "\(sent)")
    }
  }

  @Test func `a copy that takes too long is given up and the process goes on`() async throws {
    let (running, counter) = try await start()
    var limits = ProcessSnapshot.Limits()
    limits.longestStop = 0
    #expect(throws: SnapshotError.tooSlow(pid: running.pid, seconds: 0)) {
      try ProcessSnapshot.take(running.pid, limits: limits)
    }
    #expect(try running.condition().tracer == 0)
    kill(pid_t(running.pid), SIGUSR1)
    try await waitUntil(counter, says: "1")
  }

  @Test func `the process is stopped for the copy alone`() async throws {
    let (running, _) = try await start()
    let steps = Mutex<[String]>([])
    _ = try ProcessSnapshot.take(running.pid) { step in
      let condition = try? running.condition()
      steps.withLock { $0.append("\(step) \(condition?.state ?? "?")") }
    }
    let seen = steps.withLock { $0 }
    #expect(seen.contains("copying t"))
    #expect(seen.last == "lettingGo t")
    #expect(seen.first?.hasSuffix("t") == false)
  }

  @Test func `who is traced already, gone or stopped by a shell is told apart`() async throws {
    #expect(throws: SnapshotError.noSuchProcess(pid: 1 << 29)) { try ProcessSnapshot.take(1 << 29) }
    let (running, _) = try await start()
    // A stopped job stays stopped, and is read all the same.
    kill(pid_t(running.pid), SIGSTOP)
    try await Task.sleep(for: .milliseconds(50))
    let snapshot = try ProcessSnapshot.take(running.pid)
    #expect(snapshot.threads.count >= 3)
    try await Task.sleep(for: .milliseconds(50))
    #expect(try running.condition().state == "T")
    kill(pid_t(running.pid), SIGCONT)
    let cost = try ProcessSnapshot.cost(of: running.pid)
    #expect(cost.byteCount > 64 << 20 && cost.byteCount < 200 << 20 && cost.threadCount >= 3)
  }

  private func waitUntil(_ file: URL, says text: String) async throws {
    for _ in 0..<500 {
      if let found = try? String(contentsOf: file, encoding: .utf8), found == text { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("the program did not count to \(text)")
  }
}
