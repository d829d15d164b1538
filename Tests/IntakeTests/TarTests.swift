// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Intake
import Testing

@Suite struct TarTests {
  private static let long = String(repeating: "directory/", count: 30) + "file.pb.gz"
  private static let members: [(name: String, contents: [UInt8])] = [
    ("manifest.json", Array("{}".utf8)),
    ("captures/1/heap.pb.gz", [UInt8](repeating: 7, count: 512)),
    ("captures/1/empty", []),
    (long, Array("long".utf8)),
    (String(repeating: "d/", count: 60) + "prefixed", Array("prefix".utf8)),
    ("証拠/ゴルーチン.txt", [UInt8](repeating: 9, count: 1300)),
  ]

  private static func archive() throws -> [UInt8] {
    var writer = TarWriter(modified: 1_700_000_000)
    for member in members { try writer.add(name: member.name, contents: member.contents.rawBytes) }
    return writer.finish()
  }

  private func list(_ archive: [UInt8], limits: TarReader.Limits = .init()) throws -> TarListing {
    try TarReader.entries(of: archive.rawBytes, limits: limits)
  }

  private func isTar(_ bytes: [UInt8]) -> Bool { TarReader.isTar(bytes.rawBytes) }

  @Test func `what was written is read back in order, byte for byte`() throws {
    let archive = try Self.archive()
    let listing = try list(archive)
    #expect(listing.entries.map(\.name) == Self.members.map(\.name))
    #expect(listing.entries.map { Array(archive[$0.range]) } == Self.members.map(\.contents))
    #expect(listing.gaps == [])
    #expect(archive.count % 512 == 0)
    #expect(archive == (try Self.archive()))
  }

  @Test func `taking bytes away between members gives the same archive`() throws {
    var writer = TarWriter(modified: 1_700_000_000)
    var pieces: [UInt8] = []
    for member in Self.members {
      try writer.add(name: member.name, contents: member.contents.rawBytes)
      pieces += writer.takeBytes()
    }
    #expect(pieces + writer.finish() == (try Self.archive()))
  }

  @Test(arguments: ["", "/etc/passwd", "../up", "a/../b", "a\u{1b}[2Jb", "a\n", "./a", "a//b", "a/"])
  func `unsafe names are not written`(name: String) {
    #expect(throws: TarWriter.Refusal.unsafeName(name)) { try write([name]) }
  }

  @Test func `a name is written once`() throws {
    #expect(throws: TarWriter.Refusal.duplicateName("a")) { try write(["a", "b", "a"]) }
  }

  private func write(_ names: [String]) throws {
    var writer = TarWriter()
    let contents: [UInt8] = []
    for name in names { try writer.add(name: name, contents: contents.rawBytes) }
  }

  /// An archive of one-byte members with these names and kinds, unchecked, as an attacker would write it.
  private func hostile(_ members: [(name: String, kind: String)], magic: String = "ustar\u{0}00") -> [UInt8] {
    var archive: [UInt8] = []
    for member in members {
      var block = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, at offset: Int) {
        block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
      }
      put(member.name, at: 0)
      put("00000000001", at: 124)
      put("        ", at: 148)
      put(member.kind, at: 156)
      put(magic, at: 257)
      let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
      put(String(repeating: "0", count: 6 - sum.count) + sum + "\u{0}", at: 148)
      archive += block + [UInt8](repeating: 65, count: 1) + [UInt8](repeating: 0, count: 511)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }

  @Test func `unsafe, repeated and special members are left out and named`() throws {
    let archive = hostile([
      ("/etc/passwd", "0"), ("a/../../b", "0"), ("./kept", "0"), ("kept", "0"), ("link", "2"), ("folder/", "5"),
      ("old-folder/", "0"), ("last", "7"),
    ])
    let listing = try list(archive)
    #expect(listing.entries.map(\.name) == ["kept", "last"])
    #expect(
      listing.gaps == [
        "member at byte 0 has an unsafe name: it was left out",
        "member at byte 1024 has an unsafe name: it was left out",
        "\"kept\" occurs twice: the later one was left out",
        "\"link\" is not a regular file: it was left out",
      ]
    )
  }

  @Test func `archives from before ustar have no magic number and are read`() throws {
    let archive = hostile([("a", "\u{0}"), ("b", "0")], magic: "")
    #expect(isTar(archive))
    #expect(try list(archive).entries.map(\.name) == ["a", "b"])
  }

  @Test func `the count of members is limited`() throws {
    var limits = TarReader.Limits()
    limits.entryCount = 2
    let error = #expect(throws: DecodingError.self) {
      try list(Self.archive(), limits: limits)
    }
    #expect(error?.reason == .limitExceeded)
  }

  @Test func `truncation anywhere keeps the members before the cut and says so`() throws {
    let archive = try Self.archive()
    let whole = try list(archive).entries
    for count in stride(from: 512, to: archive.count - 1024, by: 37) {
      let cut = Array(archive[..<count])
      let listing = try list(cut)
      #expect(listing.gaps.count == 1)
      let sound = listing.entries.filter { !$0.isCut }
      #expect(whole.starts(with: sound))
      #expect(listing.entries.allSatisfy { $0.range.upperBound <= count })
    }
  }

  @Test func `a flipped bit in a header is noticed`() throws {
    let archive = try Self.archive()
    for position in 0..<archive.count {
      var flipped = archive
      flipped[position] ^= UInt8(1) << UInt8(position % 8)
      TarReader.exercise(flipped.rawBytes)
      guard let listing = try? list(flipped) else { continue }
      for entry in listing.entries { #expect(entry.range.upperBound <= archive.count) }
      // The checksum field itself may differ in ways that do not change its number.
      if position < 512, !(148..<156).contains(position) { #expect(listing.entries.isEmpty) }
    }
  }

  @Test(arguments: ["", "not an archive", String(repeating: "x", count: 2000)])
  func `other bytes are not recognized`(text: String) {
    let bytes = Array(text.utf8)
    #expect(!isTar(bytes))
    let error = #expect(throws: DecodingError.self) { try list(bytes) }
    #expect(error?.reason == .unrecognized)
  }
}
