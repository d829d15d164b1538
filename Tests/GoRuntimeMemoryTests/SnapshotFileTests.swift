// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import TestSupport
import Testing

@testable import GoRuntimeMemory
@testable import ProcessImages

private let toolchains = GoToolchains.installed(among: ["go1.21.13", "go1.22.10", "go1.24.11", "go1.27.3"])
/// With the newest also an executable that is loaded anywhere.
private let builds = toolchains.map { ($0, [String]()) } + toolchains.suffix(1).map { ($0, ["-buildmode=pie"]) }

@Suite(
  .enabled(if: !toolchains.isEmpty, "\(GoToolchains.absence)"),
  .enabled(if: Tracing.isPermitted, "\(Tracing.absence)"),
  .serialized
)
struct SnapshotFileTests {
  /// A program that holds one secret in every way in which memory holds bytes; it gets the secret as its first argument,
  /// turned around, so that the text itself is in no constant.
  private static let source = """
    package main

    import (
    	"fmt"
    	"os"
    	"time"
    )

    type account struct {
    	next *account
    	key  [32]byte
    	name string
    	any  any
    }

    type wide struct {
    	pointers [100]*account
    	text     [600]byte
    }

    var (
    	accounts = map[string]*account{}
    	list     []*account
    	token    [32]byte
    	bytes    []byte
    	queue    = make(chan string, 10)
    	wides    []*wide
    	numbers  = map[[24]byte]int{}
    )

    func hold(secret string, done chan bool) {
    	var local [64]byte
    	copy(local[:], secret)
    	again := []byte(secret + "/local")
    	<-done
    	fmt.Println(local, again)
    }

    func main() {
    	turned := []byte(os.Args[1])
    	for i, j := 0, len(turned)-1; i < j; i, j = i+1, j-1 {
    		turned[i], turned[j] = turned[j], turned[i]
    	}
    	secret := string(turned)
    	for i := 0; i < 500; i++ {
    		a := &account{name: secret + fmt.Sprint(i), any: secret + "any"}
    		copy(a.key[:], secret)
    		accounts[secret+fmt.Sprint("/", i)] = a
    		list = append(list, a)
    	}
    	for i := 0; i < 10; i++ {
    		w := &wide{}
    		copy(w.text[:], secret+secret+secret)
    		w.pointers[3] = list[i]
    		wides = append(wides, w)
    		queue <- secret + "queued"
    	}
    	copy(token[:], secret)
    	bytes = append(bytes, secret...)
    	var key [24]byte
    	copy(key[:], secret)
    	numbers[key] = 1
    	for i := 0; i < 8; i++ {
    		go hold(secret, make(chan bool))
    	}
    	time.Sleep(100 * time.Millisecond)
    	fmt.Println("ready")
    	time.Sleep(time.Hour)
    }
    """

  private static let secret = "Tr0ub4dor&3-xkcd936-horse"

  private func start(_ version: String, flags: [String] = []) async throws -> RunningGoProgram {
    let executable = try await GoToolchains.build(Self.source, version: version, flags: flags)
    return try RunningGoProgram(executable, arguments: [String(Self.secret.reversed())])
  }

  private func records(_ program: LiveProgram, _ snapshot: ProcessSnapshot, values: Bool) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try program.write(snapshot, values: values) { bytes += $0 }
    return bytes
  }

  private func read(_ bytes: [UInt8]) throws(DecodingError) -> (snapshot: ProcessSnapshot, sections: DebugSections) {
    var decoder = SnapshotDecoder()
    var start = 0
    while start < bytes.count {
      // Pieces of any size.
      let end = min(bytes.count, start + 70_001)
      try decoder.consume(bytes.rawBytes.extracting(start..<end))
      start = end
    }
    return try decoder.finish()
  }

  private var question: GoProgram.Question {
    var question = GoProgram.Question()
    question.type = "*account"
    return question
  }

  @Test(arguments: builds)
  func `what was kept without values tells what the process tells`(version: String, flags: [String]) async throws {
    let running = try await start(version, flags: flags)
    let program = try LiveProgram(pid: running.pid)
    let snapshot = try program.snapshot(.init())
    let bytes = try records(program, snapshot, values: false)
    let kept = try read(bytes)
    #expect(kept.snapshot.gaps.isEmpty && !kept.snapshot.hasValues)
    let live = GoProgram.recorded(RecordedProgram(snapshot, debug: program.debug))
    let recorded = GoProgram.recorded(try RecordedProgram(kept: kept.snapshot, sections: kept.sections))
    var all = question
    all.type = nil
    for question in [question, all] {
      let expected = try live.retention(question)
      let found = try recorded.retention(question)
      #expect(found.reached == expected.reached && found.allocated == expected.allocated)
      #expect(found.goroutines == expected.goroutines && found.gaps == expected.gaps)
      #expect(found.goVersion == expected.goVersion)
      #expect(found.matches == expected.matches)
      #expect(found.roots == expected.roots)
      #expect(found.accumulations == expected.accumulations)
      #expect(found.types == expected.types)
      #expect(found.stop?.copiedBytes == expected.stop?.copiedBytes)
    }
    #expect(occurrences(of: Self.secret, in: bytes) == 0)
    // Nor halves of it.
    #expect(occurrences(of: String(Self.secret.prefix(8)), in: bytes) == 0)
    #expect(occurrences(of: String(Self.secret.suffix(8)), in: bytes) == 0)
    let whole = try records(program, snapshot, values: true)
    #expect(occurrences(of: Self.secret, in: whole) > 1000)
    #expect(try read(whole).snapshot.hasValues)
  }

  @Test func `a snapshot that is cut or damaged is an answer and not a trap`() async throws {
    let running = try await start(toolchains[toolchains.count - 1])
    let program = try LiveProgram(pid: running.pid)
    let bytes = try records(program, try program.snapshot(.init()), values: false)
    for cut in Mutations.cuts(of: bytes.count, limit: 50) where cut < bytes.count {
      do throws(DecodingError) {
        let kept = try read(Array(bytes[..<cut]))
        #expect(kept.snapshot.gaps == ["the snapshot is cut off: memory is missing"])
      } catch {
        #expect(error.reason == .truncated || error.reason == .unrecognized)
      }
    }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<150 {
      guard let kept = try? read(Mutations.damaged(bytes, using: &random)),
        let recorded = try? RecordedProgram(kept: kept.snapshot, sections: kept.sections)
      else { continue }
      _ = try? GoProgram.recorded(recorded).graph()
    }
  }

  private func occurrences(of text: String, in bytes: [UInt8]) -> Int {
    let data = Data(bytes)
    var count = 0
    var start = data.startIndex
    while let found = data.range(of: Data(text.utf8), in: start..<data.endIndex) {
      count += 1
      start = found.upperBound
    }
    return count
  }
}
