// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import RuntimeTextFormats
import TestSupport
import Testing

/// Looks at real Go programs in known states of memory, of two versions (Scripts/record-process-fixtures).
struct ProcessLookFixtureTests {
  static let versions = ["go1.22.10", "go1.27.3"]
  static let megabyte: Int64 = 1 << 20

  private func look(_ version: String, _ regime: String) throws -> ProcessLook {
    let bytes = try Fixtures.bytes("formats/process/\(version)/\(regime).txt")
    let looks = try ProcessLookDecoder.decode(bytes.span.asRawBytes)
    try #require(looks.count == 1)
    return looks[0]
  }

  @Test(arguments: versions) func `every number of a live process is there`(version: String) throws {
    let look = try look(version, "live")
    let rss = try #require(look.rss)
    #expect((60 * Self.megabyte..<90 * Self.megabyte).contains(rss))
    #expect(look.anonymous.map { $0 > 60 * Self.megabyte && $0 <= rss } == true)
    #expect(look.fileBacked.map { $0 > 0 && $0 < 8 * Self.megabyte } == true)
    #expect(look.peakRSS.map { $0 >= rss - Self.megabyte } == true)
    #expect(look.threads.map { (2...64).contains($0) } == true)
    #expect(look.pid != nil && look.instant != nil && look.startTicks != nil && look.descriptorLimit != nil)
    #expect(look.lazyFree == 0 && look.swapped == 0 && look.gaps == [])
  }

  @Test(arguments: versions) func `memory marked as free is told apart`(version: String) throws {
    #expect(try look(version, "lazyfree").lazyFree.map { $0 > 50 * Self.megabyte } == true)
  }

  @Test(arguments: versions) func `a mapped file is told with its path`(version: String) throws {
    let look = try look(version, "mappedfile")
    #expect(
      look.mappedFiles.first == .init(path: "/srv/work/memory-regimes.data (deleted)", rss: 64 * Self.megabyte)
    )
    #expect(look.fileBacked.map { $0 > 64 * Self.megabyte } == true)
  }

  @Test(arguments: versions) func `memory beside the heap is among the unnamed`(version: String) throws {
    let look = try look(version, "offheap")
    #expect(look.unnamedAnonymous.map { $0 > 64 * Self.megabyte } == true)
  }

  @Test(arguments: versions) func `forty files of one pattern are one group`(version: String) throws {
    let look = try look(version, "files")
    #expect(look.descriptors?.first == .init(kind: .file, target: "/srv/work/orders-*.log (deleted)", count: 40))
    // Up to Go 1.22 the runtime wakes its poller through a pipe of its own, later through an eventfd.
    let pipes = version == "go1.22.10" ? 8 : 6
    #expect(look.descriptors?.contains(.init(kind: .pipe, target: "", count: pipes)) == true)
  }

  // MARK: Damage

  static let samples = ["go1.27.3/files", "go1.22.10/offheap", "go1.27.3/idle"].map { "formats/process/\($0).txt" }

  @Test(arguments: samples)
  func `a cut look gives every number that stands whole before the cut, and no other`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    let looks = try ProcessLookDecoder.decode(bytes.span.asRawBytes)
    let whole = try #require(looks.first)
    for cut in Mutations.cuts(of: bytes.count, limit: 2000) {
      let head = Array(bytes[..<cut])
      guard ProcessLookDecoder.recognizes(head.span.asRawBytes) else {
        // The first line alone, without its end.
        #expect(cut < 40, "cut at \(cut)")
        continue
      }
      let cutLooks = try ProcessLookDecoder.decode(head.span.asRawBytes)
      let look = try #require(cutLooks.first, "cut at \(cut)")
      #expect([nil, whole.rss].contains(look.rss))
      #expect([nil, whole.threads].contains(look.threads))
      #expect([nil, whole.startTicks].contains(look.startTicks))
      #expect([nil, whole.descriptorLimit].contains(look.descriptorLimit))
      #expect(look.descriptorCount ?? 0 <= whole.descriptorCount ?? 0)
    }
  }

  @Test(arguments: samples) func `damaged text never traps`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    var random = SeededGenerator(seed: 19)
    for _ in 0..<200 {
      let damaged = Mutations.damaged(bytes, using: &random)
      let looks = try? ProcessLookDecoder.decode(damaged.span.asRawBytes)
      let isRecognized = ProcessLookDecoder.recognizes(damaged.span.asRawBytes)
      #expect(isRecognized == (looks != nil))
      for look in looks ?? [] { #expect((look.rss ?? 0) >= 0 && (look.descriptorCount ?? 0) >= 0) }
    }
  }

  @Test func `hostile numbers neither trap nor grow without bound`() throws {
    let huge = "18446744073709551615"
    var text = "==> /proc/1/smaps <==\n"
    for number in 0..<6000 {
      text += "00400000-00500000 r--p 00000000 fe:00 1 /f\(number)\nRss: \(huge) kB\nAnonymous: 4503599627370496 kB\n"
    }
    text += "==> descriptors <==\n9223372036854775807 file /a\n9223372036854775807 file /b\n\n"
    for number in 0..<3000 { text += "==> /sys/fs/cgroup/g\(number)/memory.current <==\n\(huge)\n" }
    let looks = try ProcessLookDecoder.decode(Array(text.utf8).span.asRawBytes)
    let look = try #require(looks.first)
    #expect(look.rss == Int64.max)
    #expect(look.mappedFiles.count == 32)
    #expect(look.cgroupUsage == nil)
  }

  @Test func `ever more looks are cut off and that is said`() throws {
    let text = String(repeating: "==> instant 1 <==\n", count: 100_010)
    let looks = try ProcessLookDecoder.decode(Array(text.utf8).span.asRawBytes)
    #expect(looks.count == 100_000)
    #expect(looks.last?.gaps == ["looks after the first 100000 were left out"])
  }
}
