// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Testing

@testable import RuntimeTextFormats

@Suite struct GoroutineDumpDecoderTests {
  private func decode(_ text: String) throws -> [GoroutineSnapshot] {
    let bytes = Array(text.utf8)
    return try GoroutineDumpDecoder.decode(bytes.span.asRawBytes)
  }

  /// Count, state, frames (leaf first) and creator of each group.
  private func outline(_ snapshot: GoroutineSnapshot) -> [String] {
    snapshot.groups.map { group in
      let frames = snapshot.stacks.codeFrames(of: group.stack).map { "\($0.function)@\($0.location)" }
      let creator = group.creator.map { " < " + snapshot.stacks.codeFrame($0).function } ?? ""
      return "\(group.count) \(group.state?.rawValue ?? "-"): " + frames.joined(separator: " ") + creator
    }
  }

  @Test func `goroutines that differ only in arguments and offsets share a group`() throws {
    let snapshot = try #require(
      try decode(
        """
        goroutine 7 [chan send]:
        main.work(0xc000012345, 0x1)
        \t/src/main.go:12 +0x2f
        created by main.main in goroutine 1
        \t/src/main.go:30 +0x99

        goroutine 9 [chan send, 3 minutes]:
        main.work(0xc000099999, 0x2)
        \t/src/main.go:12 +0x30
        created by main.main in goroutine 5
        \t/src/main.go:30 +0x98

        """
      ).first
    )
    #expect(outline(snapshot) == ["2 chan send: main.work@/src/main.go:12 < main.main"])
    #expect(snapshot.groups[0].ids.sorted() == [7, 9])
    #expect(snapshot.groups[0].creatorIDs.sorted() == [1, 5])
    #expect(snapshot.groups[0].waitMinutes.longest == 3)
    #expect(snapshot.gaps.isEmpty)
  }

  @Test func `names with parentheses, paths with spaces and colons, and aggregates divide at the right place`() throws {
    let snapshot = try #require(
      try decode(
        """
        goroutine 1 [running]:
        example.com/a%2eb.(*T[...]).M.func1.(*U).run-fm({0x1, {0x2, ...}}, _, 0x3?, ...)
        \tC:/My Files/x.go:5 +0x1 fp=0x1 sp=0x2 pc=0x3
        main.inlined(...)
        \t/src/main.go:9

        """
      ).first
    )
    #expect(
      outline(snapshot) == [
        "1 running: example.com/a%2eb.(*T[...]).M.func1.(*U).run-fm@C:/My Files/x.go:5 main.inlined@/src/main.go:9"
      ]
    )
  }

  @Test func `frames of C code are kept with what is known of them`() throws {
    let snapshot = try #require(
      try decode(
        """
        goroutine 1 [syscall]:
        my_c_function
        \t/src/lib.c:7 pc=0x401234
        non-Go function
        \tpc=0x401250
        non-Go function at pc=0x4567
        runtime.cgocall(0x1, 0x2)
        \truntime/cgocall.go:167 +0x4b

        """
      ).first
    )
    #expect(
      outline(snapshot) == [
        "1 syscall: my_c_function@/src/lib.c:7 non-Go function@:0 non-Go function@:0 runtime.cgocall@runtime/cgocall.go:167"
      ]
    )
  }

  @Test func `lines of a log between the frames are skipped`() throws {
    let snapshot = try #require(
      try decode(
        """
        2024/01/02 03:04:05 starting (pid 7)
        goroutine 1 [chan receive]:
        2024/01/02 03:04:06 request served (200)
        main.wait(0x1)
        {"level":"info","msg":"still here"}
        \t/src/main.go:9 +0x1
        \t
        main.main()
        \t/src/main.go:3 +0x1
        exit status 2
        """
      ).first
    )
    #expect(outline(snapshot) == ["1 chan receive: main.wait@/src/main.go:9 main.main@/src/main.go:3"])
  }

  @Test func `a goroutine running elsewhere has no stack, and that is said`() throws {
    let snapshot = try #require(
      try decode(
        "goroutine 4 [running]:\n\tgoroutine running on other thread; stack unavailable\n"
          + "created by main.main in goroutine 1\n\t/src/main.go:3 +0x1\n\n"
      ).first
    )
    #expect(outline(snapshot) == ["1 running:  < main.main"])
    #expect(snapshot.gaps == ["1 goroutines ran on other threads, where the runtime shows no stack"])
  }

  @Test func `a dump cut inside a frame keeps the goroutine and says so`() throws {
    let snapshot = try #require(
      try decode("goroutine 41 [chan receive]:\nmain.a()\n\t/src/main.go:9 +0x1\nmain.b()\n\t/src/main.go:1").first
    )
    #expect(outline(snapshot) == ["1 chan receive: main.a@/src/main.go:9"])
    #expect(snapshot.gaps == ["goroutine dump ends inside goroutine 41: counts are lower bounds"])
  }

  @Test func `text without a goroutine is not recognized`() {
    #expect(throws: DecodingError(.unrecognized, at: 0, expected: "a line such as \"goroutine 1 [running]:\"")) {
      try decode("goroutine profile: total 3\n1 @ 0x1\n")
    }
  }
}

/// Several dumps in one input.
@Suite struct ConsecutiveDumpTests {
  private func ids(_ text: String) throws -> [[UInt64]] {
    let bytes = Array(text.utf8)
    return try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).map { $0.groups.flatMap { $0.ids.sorted() }.sorted() }
  }

  private func goroutine(_ id: Int, _ state: String = "select") -> String {
    "goroutine \(id) [\(state)]:\nmain.f()\n\t/src/main.go:\(state.count) +0x1\n\n"
  }

  @Test func `an id that comes again begins the next dump, together with its running caller`() throws {
    let first = goroutine(20, "running") + goroutine(1) + goroutine(2)
    let second = goroutine(21, "running") + goroutine(1) + goroutine(3)
    #expect(try ids(first + second) == [[1, 2, 20], [1, 3, 21]])
  }

  @Test func `a crash line begins the next dump`() throws {
    #expect(try ids(goroutine(1) + goroutine(2) + "panic: late\n\n" + goroutine(9, "running")) == [[1, 2], [9]])
  }

  @Test func `a running goroutine after other text begins the next dump`() throws {
    let text = "a\n" + goroutine(5, "running") + "b\n" + goroutine(6, "running") + goroutine(1) + "c\n" + goroutine(2)
    #expect(try ids(text) == [[5], [1, 2, 6]])
  }

  @Test func `a goroutine running on another thread belongs to the dump, whatever a logger wrote before it`() throws {
    let elsewhere = "goroutine 7 [running]:\n\tgoroutine running on other thread; stack unavailable\n\n"
    #expect(try ids(goroutine(1, "running") + "served\n" + elsewhere + "served\n" + goroutine(8)) == [[1, 7, 8]])
  }

  @Test func `the log of a crash keeps its cause for the dump that follows it`() throws {
    let text = goroutine(1) + "fatal error: all goroutines are asleep - deadlock!\n\n" + goroutine(1)
    let bytes = Array(text.utf8)
    let snapshots = try GoroutineDumpDecoder.decode(bytes.span.asRawBytes)
    #expect(
      snapshots.map(\.crash) == [
        nil, CrashCause(kind: .fatalError, message: "all goroutines are asleep - deadlock!"),
      ]
    )
  }
}
