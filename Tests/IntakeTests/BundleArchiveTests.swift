// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import Intake
import Testing
import TestSupport

private let place = PlaceText("chan send", "shop.f() /src/shop/a.go:4", by: "shop.g /src/shop/a.go:2")

/// Archives that hold more than fits into memory, or less than they say.
@Suite struct BundleArchiveTests {
  /// An archive with a manifest that names `files`, and with `members` before or behind it.
  private func archive(
    naming files: [String],
    members: [(name: String, contents: [UInt8])],
    manifestIsLast: Bool = false
  ) throws -> [UInt8] {
    var manifest = BundleManifest(
      toolVersion: "0.1.0",
      target: TargetDescription(kind: .url, name: "shop", address: "shop:6060"),
      started: 1_790_000_000,
      plannedSeconds: 30
    )
    for file in files { manifest.items.append(CaptureItem(source: "/\(file)", file: file, at: 0, bytes: 1)) }
    let description = (name: "manifest.json", contents: Array(try JSONEncoder().encode(manifest)))
    var writer = TarWriter()
    for member in manifestIsLast ? members + [description] : [description] + members {
      try writer.add(name: member.name, contents: member.contents.rawBytes)
    }
    return writer.finish()
  }

  private func dump(_ goroutines: Int) -> [UInt8] {
    Array((1...goroutines).map { place.goroutine(UInt64($0)) }.joined().utf8)
  }

  private func capture(_ archive: [UInt8], isCompressed: Bool, limit: Int = 1 << 20) throws -> Capture {
    let bytes = isCompressed ? GzipDeflater.deflate(archive.rawBytes) : archive
    return try #require(try BundleArchive.capture(in: bytes.rawBytes, name: "x.tar.gz", limit: limit))
  }

  @Test(arguments: [false, true], [false, true])
  func `the manifest may stand anywhere`(isLast: Bool, isCompressed: Bool) throws {
    let archive = try archive(naming: ["a.txt"], members: [("a.txt", dump(3))], manifestIsLast: isLast)
    let capture = try capture(archive, isCompressed: isCompressed)
    #expect(capture.goroutines.map(\.snapshot.count) == [3])
    #expect(capture.gaps == [])
  }

  @Test(arguments: [false, true])
  func `a dump that is too large to be held is read piece by piece`(isCompressed: Bool) throws {
    let archive = try archive(naming: ["a.txt", "b.txt"], members: [("a.txt", dump(5_000)), ("b.txt", dump(2))])
    let capture = try capture(archive, isCompressed: isCompressed, limit: 10_000)
    #expect(capture.goroutines.map(\.snapshot.count) == [5_000, 2])
    #expect(capture.items.compactMap(\.gap) == [])
  }

  @Test func `another file that is too large to be held is a gap of its item`() throws {
    let zeros = [UInt8](repeating: 0, count: 3 << 20)
    let archive = try archive(naming: ["a.txt", "b.txt"], members: [("a.txt", zeros), ("b.txt", dump(2))])
    let capture = try capture(archive, isCompressed: true)
    #expect(capture.goroutines.map(\.snapshot.count) == [2])
    #expect(
      capture.items.compactMap(\.gap) == ["a.txt has 3145728 bytes and is no goroutine dump: it was left out"]
    )
  }

  @Test func `a file counts once, however often the manifest names it`() throws {
    let archive = try archive(naming: ["a.txt", "a.txt", "a.txt"], members: [("a.txt", dump(2))])
    #expect(try capture(archive, isCompressed: true).goroutines.count == 1)
  }

  @Test func `a manifest that is too large is refused`() throws {
    var writer = TarWriter()
    try writer.add(name: "manifest.json", contents: [UInt8](repeating: 0x5b, count: 5 << 20).rawBytes)
    let archive = writer.finish()
    let error = #expect(throws: IntakeError.self) { try capture(archive, isCompressed: true) }
    #expect(error?.message.contains("a manifest.json of at most 4194304 bytes") == true)
  }

  @Test func `a compressed dump that is too large to be held is read, another file is refused in words`() throws {
    let packed = GzipDeflater.deflate(dump(5_000).rawBytes)
    let pieces = try EvidenceReader.items(in: packed.rawBytes, name: "a.gz", limit: 10_000)
    guard case .goroutines(let snapshot) = try #require(pieces.items.first) else {
      Issue.record("no goroutines")
      return
    }
    #expect(snapshot.count == 5_000)
    #expect(pieces.gaps == [])
    let zeros = GzipDeflater.deflate([UInt8](repeating: 0, count: 3 << 20).rawBytes)
    let error = #expect(throws: IntakeError.self) {
      _ = try EvidenceReader.items(in: zeros.rawBytes, name: "a.gz", limit: 10_000)
    }
    #expect(
      error?.description
        == "a.gz inflates to more than 10000 bytes and is no goroutine dump; unpack it and give the file itself"
    )
  }

  @Test func `a large dump that is cut keeps what came, and says so`() throws {
    let packed = GzipDeflater.deflate(dump(5_000).rawBytes)
    let cut = Array(packed[..<(packed.count / 2)])
    let pieces = try EvidenceReader.items(in: cut.rawBytes, name: "a.gz", limit: 10_000)
    #expect(pieces.items.count == 1)
    #expect(pieces.gaps.first?.hasPrefix("gzip data cut at byte") == true)
  }
}
