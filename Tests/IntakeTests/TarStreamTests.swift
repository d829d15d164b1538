// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Intake
import Testing
import TestSupport

/// Keeps what a stream hands on.
private struct Kept: TarVisitor {
  var files: [String] = []
  var contents: [[UInt8]] = []
  var cut = 0

  mutating func begin(_ name: String, size: Int, at offset: Int) {
    files.append("\(name) \(size) at \(offset)")
    contents.append([])
  }

  mutating func take(_ piece: RawSpan) { contents[contents.count - 1].append(copying: piece) }

  mutating func end(isCut: Bool) { cut += isCut ? 1 : 0 }
}

@Suite struct TarStreamTests {
  private static func archive() throws -> [UInt8] {
    var writer = TarWriter()
    for (name, count) in [("a", 0), ("folder/b", 1), (String(repeating: "long/", count: 40) + "c", 700), ("d", 512)] {
      try writer.add(name: name, contents: [UInt8](repeating: UInt8(count % 251), count: count).rawBytes)
    }
    return writer.finish()
  }

  private func read(_ archive: [UInt8], pieces: () -> Int) throws -> (kept: Kept, gaps: [String]) {
    var stream = TarStream()
    var kept = Kept()
    var start = 0
    while start < archive.count {
      let end = min(archive.count, start + max(1, pieces()))
      try stream.consume(archive.rawBytes.extracting(start..<end), &kept)
      start = end
    }
    try stream.finish(&kept)
    return (kept, stream.gaps)
  }

  @Test func `pieces of any size give the same files and the same gaps, also of a cut archive`() throws {
    let archive = try Self.archive()
    var random = SeededGenerator(seed: 11)
    for cut in [archive.count] + Mutations.cuts(of: archive.count, limit: 60) {
      let input = Array(archive[..<cut])
      let whole = try read(input) { input.count }
      for limit in [1, 100, 512, 1000] {
        let parts = try read(input) { Int.random(in: 1...limit, using: &random) }
        #expect(parts.kept.files == whole.kept.files)
        #expect(parts.kept.contents == whole.kept.contents)
        #expect(parts.kept.cut == whole.kept.cut)
        #expect(parts.gaps == whole.gaps)
      }
    }
  }

  @Test func `gaps are told up to a number, and then counted`() throws {
    // Two hundred links.
    var archive: [UInt8] = []
    for _ in 0..<200 {
      var block = [UInt8](repeating: 0, count: 512)
      block.replaceSubrange(0..<4, with: "link".utf8)
      block.replaceSubrange(148..<157, with: "        2".utf8)
      let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
      block.replaceSubrange(148..<156, with: (String(repeating: "0", count: 6 - sum.count) + sum + "\u{0} ").utf8)
      archive += block
    }
    let gaps = try read(archive + [UInt8](repeating: 0, count: 1024)) { 4096 }.gaps
    #expect(gaps.count == 65)
    #expect(gaps.last == "136 more of the archive's members were left out")
  }
}
