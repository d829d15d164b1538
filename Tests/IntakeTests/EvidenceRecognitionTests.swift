// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Intake
import TestSupport
import Testing

/// Which format an input is taken for, and what a mixture of formats gives.
@Suite struct EvidenceRecognitionTests {
  private func format(_ bytes: [UInt8]) -> String? { EvidenceFormats.format(of: bytes.rawBytes)?.name }

  private func items(_ bytes: [UInt8]) throws -> (items: [EvidenceItem], gaps: [String]) {
    try EvidenceReader.items(in: bytes.rawBytes, name: "input")
  }

  /// The beginning of a path under `Fixtures/formats`, its ending, and the format.
  @Test(arguments: [
    ("memory", "heap.txt", "heap profile text"), ("memory", "fine.txt", "heap profile text"),
    ("memory", "memstats.json", "log"), ("memory", "memstats.jsonl", "log"), ("memory", "vars.json", "log"),
    ("memory", "logged.jsonl", "log"), ("memory", "logged.txt", "log"), ("memory", "metrics.json", "log"),
    ("memory", "metrics.txt", "metrics text"), ("memory", "trace.log", "log"),
    ("goroutines", "debug2.txt", "log"), ("goroutines", "debug1.txt", "goroutine profile text"),
    ("goroutines", "quit-crash.txt", "log"), ("profiles", ".debug1.txt", "goroutine profile text"),
  ])
  func `every recording is taken for what it is`(folder: String, ending: String, name: String) throws {
    let paths = try Fixtures.files(in: "formats/\(folder)", withSuffix: ending)
    #expect(paths.count >= 6)
    for path in paths {
      let bytes = try Fixtures.bytes(path)
      #expect(format(bytes) == name, "\(path)")
      #expect(try !items(bytes).items.isEmpty, "\(path)")
    }
  }

  @Test func `a log gives its dumps, its trace lines and its statistics`() throws {
    let log = """
      2026/01/02 03:04:05 started
      gc 7 @0.117s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, 8->9->4 MB, 10 MB goal, 1 MB stacks, 2 MB globals, 2 P
      2026/01/02 03:04:06 memory {"HeapAlloc":4194304,"HeapInuse":5242880,"Sys":12582912}
      goroutine 1 [running]:
      main.main()
      \t/src/main.go:20 +0x1d

      goroutine 7 [chan receive]:
      main.worker(0x1)
      gc 8 @0.217s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, 8->9->5 MB, 10 MB goal, 1 MB stacks, 2 MB globals, 2 P
      \t/src/main.go:30 +0x1d

      """
    var goroutines = 0
    var cycles: [Int] = []
    var sizes: [Int64?] = []
    for item in try items(Array(log.utf8)).items {
      switch item {
      case .goroutines(let snapshot): goroutines += snapshot.count
      case .runtimeLog(let log): cycles += log.cycles.map(\.number)
      case .memory(let readings): sizes += readings.map(\.statistics.heapAlloc)
      case .profile, .process, .trace, .graph: Issue.record("unexpected \(item)")
      }
    }
    #expect(goroutines == 2)
    #expect(cycles == [7, 8])
    #expect(sizes == [4 << 20])
  }

  @Test func `what only looks like evidence from afar is refused with a reason`() {
    for text in [
      "{\"HeapAlloc\": \"large\"}\n", "gc 5 @0.1s 2%: and no more\n", "# HELP up Whether it is up.\nup 1\n", "hello\n",
      "",
    ] {
      let error = #expect(throws: IntakeError.self) { _ = try items(Array(text.utf8)) }
      #expect(error?.message.isEmpty == false)
    }
  }

  // MARK: Compressed profiles, as the table of pprof's behavior has them

  private static let profile = try? Fixtures.bytes("formats/memory/go1.27.3/heap.pb.gz")

  private func heaps(_ bytes: [UInt8]) throws -> (profiles: [Profile], gaps: [String]) {
    let found = try items(bytes)
    return (
      found.items.compactMap { if case .profile(let profile) = $0 { profile } else { nil } },
      found.gaps
    )
  }

  @Test func `members of several profiles are several profiles`() throws {
    let one = try #require(Self.profile)
    let single = try #require(try heaps(one).profiles.first)
    let both = try heaps(one + one)
    #expect(both.profiles.count == 2)
    #expect(both.profiles.allSatisfy { $0.samples.values == single.samples.values && $0.gaps.isEmpty })
    #expect(both.gaps == [])
  }

  @Test func `damage at the end of a compressed profile is a gap, and what stood before it is kept`() throws {
    let whole = try #require(Self.profile)
    let values = try heaps(whole).profiles.first?.samples.values
    let truncated = try heaps(Array(whole.dropLast(6)))
    #expect(truncated.profiles.first?.samples.values == values)
    #expect(truncated.gaps.count == 1)
    var wrongSum = whole
    wrongSum[whole.count - 8] ^= 0xff
    let summed = try heaps(wrongSum)
    #expect(summed.profiles.first?.samples.values == values)
    #expect(summed.gaps.count == 1)
    let garbage = try heaps(whole + Array("garbage!".utf8))
    #expect(garbage.profiles.first?.samples.values == values)
    #expect(garbage.gaps.count == 1)
    // The string table comes last, so half a file has lost names and kept rows.
    let half = try heaps(Array(whole.prefix(whole.count * 3 / 4)))
    #expect(half.profiles.first?.isCut == true)
    #expect(half.profiles.first?.gaps.contains("names lost: string table cut") == true)
    #expect(half.profiles.first?.samples.count ?? 0 > 0)
  }

  @Test func `nothing compressed, and other compression, are refused`() {
    let empty: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let zlib: [UInt8] = [0x78, 0x9c, 0x4b, 0xcb, 0xcf, 0x07, 0x00, 0x02, 0x82, 0x01, 0x45]
    for bytes in [empty, zlib] {
      #expect(throws: IntakeError.self) { _ = try items(bytes) }
    }
  }

  @Test(arguments: [
    "heap_v2/524288\n  t*: 1: 1000 [0: 0]\n  t0: 1: 1000 [0: 0]\n@ 0x401001 0x402001\n  t*: 1: 1000 [0: 0]\n",
    "heap profile:      1:     1000 [     1:     1000] @ growthz\n     1:     1000 [     1:     1000] @ 0x401001\n",
    "--- mutex:\ncycles/second=2596106817\nsampling period=1\n4965948 13 @ 0x4596f0 0x4596ef\n",
    "main;a;b 10\nmain;a 5\n",
  ])
  func `text forms that are not read are refused`(text: String) {
    #expect(throws: IntakeError.self) { _ = try items(Array(text.utf8)) }
  }
}
