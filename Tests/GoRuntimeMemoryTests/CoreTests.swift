// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import TestSupport
import Testing

@testable import GoRuntimeMemory
@testable import ProcessImages

private let toolchains = GoToolchains.installed(among: ["go1.21.13", "go1.27.3"])
/// With the newest also an executable that is loaded anywhere.
private let builds = toolchains.map { ($0, [String]()) } + toolchains.suffix(1).map { ($0, ["-buildmode=pie"]) }

@Suite(
  .enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct CoreTests {
  private static let source = """
    package main

    import (
    	"fmt"
    	"time"
    )

    type visit struct {
    	next *visit
    	note [100]byte
    }

    var book = map[string]*visit{}

    func main() {
    	for i := 0; i < 300; i++ {
    		book[fmt.Sprint("visitor-", i)] = &visit{next: &visit{}}
    	}
    	fmt.Println("ready")
    	time.Sleep(time.Hour)
    }
    """

  /// A stopped program, its core in a file beside the executable, and the same memory read live.
  private func core(
    _ version: String,
    flags: [String] = []
  ) async throws -> (path: String, executable: String, live: HeapRetention, running: RunningGoProgram) {
    let executable = try await GoToolchains.build(Self.source + "\n", version: version, flags: flags)
    let running = try RunningGoProgram(executable)
    let live = try LiveProgram(pid: running.pid).retention(question, limits: .init())
    kill(pid_t(running.pid), SIGSTOP)
    let threads = try ProcessSnapshot.take(running.pid).threads
    let path = executable.deletingLastPathComponent().appending(path: "core").path
    try Data(try WrittenCore.bytes(of: running.pid, threads: threads)).write(to: URL(filePath: path))
    return (path, executable.path, live, running)
  }

  private var question: GoProgram.Question {
    var question = GoProgram.Question()
    question.type = "*visit"
    return question
  }

  @Test(arguments: builds)
  func `a core tells what the live process tells`(version: String, flags: [String]) async throws {
    let (path, executable, live, running) = try await core(version, flags: flags)
    for named in [executable, nil] {
      let program = GoProgram.recorded(try RecordedProgram(core: path, executable: named))
      let retention = try program.retention(question)
      #expect(retention.matches == live.matches && !(live.matches ?? []).isEmpty)
      // The runtime itself goes on between the two.
      #expect(abs(retention.reached.objects - live.reached.objects) < 50)
      #expect(retention.goroutines == live.goroutines)
      #expect(retention.stop == nil && retention.gaps == live.gaps)
    }
    withExtendedLifetime(running) {}
  }

  @Test func `the executable must be the one that ran`() async throws {
    let (path, _, _, running) = try await core(toolchains[0])
    let other = try await GoToolchains.build(
      Self.source.replacing("300", with: "301"),
      version: toolchains[0],
      flags: ["-ldflags=-X main.other=1"]
    )
    #expect(throws: CoreError.otherExecutable(path: other.path)) {
      try RecordedProgram(core: path, executable: other.path)
    }
    #expect(throws: CoreError.noCore) { try RecordedProgram(core: other.path, executable: nil) }
    #expect(try RecordedProgram.isCore(path) && !RecordedProgram.isCore(other.path))
    withExtendedLifetime(running) {}
  }

  @Test func `a core that is cut or damaged is an answer and not a trap`() async throws {
    let (path, executable, _, running) = try await core(toolchains[toolchains.count - 1])
    let file = try MappedFile(path: path)
    let whole = [UInt8](copying: file.bytes)
    let executableFile = try MappedFile(path: executable)
    let image = try ELFFile(executableFile.bytes)
    var seenGap = false
    for cut in Mutations.cuts(of: whole.count, limit: 60) {
      do throws(CoreError) {
        let core = try CoreFile(whole.rawBytes.extracting(0..<cut))
        let snapshot = try ProcessSnapshot.of(
          core,
          in: whole.rawBytes.extracting(0..<cut),
          executable: image,
          in: executableFile.bytes,
          path: executable
        )
        if cut < whole.count { seenGap = seenGap || snapshot.gaps.contains { $0.contains("cut off") } }
      } catch {
        #expect(cut < whole.count, "\(error)")
      }
    }
    #expect(seenGap)
    // The headers and the notes are what a decoder believes.
    var random = SeededGenerator(seed: 11)
    let head = Array(whole[..<min(whole.count, 16384)])
    for _ in 0..<2000 {
      let damaged = Mutations.damaged(head, using: &random)
      guard let core = try? CoreFile(damaged.rawBytes) else { continue }
      #expect(core.parts.allSatisfy { $0.range.upperBound <= damaged.count })
    }
    withExtendedLifetime(running) {}
  }

  @Test func `cores of other processors are named`() throws {
    var head: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 56)
    head[16] = 4
    head[18] = 183
    #expect(refusal(of: head) == .foreign("an arm64 program"))
    head[4] = 1
    head[18] = 3
    #expect(refusal(of: head) == .foreign("a program of 32 bits"))
    #expect(refusal(of: Array(head.prefix(16))) != nil)
    let isCore = CoreFile.isCore(head.rawBytes)
    #expect(isCore)
  }

  private func refusal(of bytes: [UInt8]) -> CoreError? {
    do throws(CoreError) {
      _ = try CoreFile(bytes.rawBytes)
      return nil
    } catch {
      return error
    }
  }
}
