// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import Intake
import ProfileFormats
import Testing
import TestSupport

private let place = PlaceText("chan send", "shop.f() /src/shop/a.go:4", by: "shop.g /src/shop/a.go:2")

@Suite struct FileIntakeTests {
  private func dumps(_ rounds: Int) -> [String] {
    var watch = WatchText(rounds: rounds)
    watch.addLeak(4, atStart: 5, place)
    return watch.dumps
  }

  @Test func `dumps written at different moments are rounds in the order of time`() throws {
    let scratch = try Scratch()
    let dumps = dumps(3)
    let paths = [
      try scratch.write("b.txt", dumps[2], at: 20), try scratch.write("a.txt", dumps[0], at: 0),
      try scratch.write("c.txt", dumps[1], at: 10),
    ]
    let capture = try FileIntake.capture(of: paths)
    #expect(capture.goroutines.map(\.at) == [0, 10, 20])
    #expect(capture.goroutines.map(\.snapshot.count) == [7, 11, 15])
    #expect(capture.started == 1_790_000_000)
    #expect(capture.seconds == 20)
    #expect(capture.target.kind == .files)
    #expect(capture.target.name == "shop")
    #expect(capture.target.address == "b.txt, a.txt, c.txt")
  }

  @Test func `dumps whose times tell nothing are put in order by their ids`() throws {
    let scratch = try Scratch()
    let dumps = dumps(3)
    let paths = try [2, 0, 1].map { try scratch.write("\($0).txt", dumps[$0]) }
    let capture = try FileIntake.capture(of: paths)
    #expect(capture.goroutines.map(\.snapshot.count) == [7, 11, 15])
    #expect(capture.goroutines.allSatisfy { $0.at == nil })
    #expect(capture.started == nil)
  }

  @Test func `a leak profile among the dumps does not disturb their order`() throws {
    let scratch = try Scratch()
    let dumps = dumps(2)
    let paths = [
      try scratch.write("2.txt", dumps[1]),
      try scratch.write("leak.txt", DumpText.profile([(place, 9)], isLeakProfile: true)),
      try scratch.write("1.txt", dumps[0]),
    ]
    let capture = try FileIntake.capture(of: paths)
    #expect(capture.goroutines.filter { $0.snapshot.form == .fullStacks }.map(\.snapshot.count) == [7, 11])
    #expect(capture.goroutines.contains { $0.snapshot.form == .leakProfile })
  }

  @Test func `every form is recognised by its content, compressed or not`() throws {
    let scratch = try Scratch()
    let dump = Array(dumps(1)[0].utf8)
    let paths = [
      try scratch.write("heap.pb.gz", DumpText.profile([(place, 3)])),
      try scratch.write("readme.md", dump),
      try scratch.write("noise.bin", GzipDeflater.deflate(dump.rawBytes)),
      try scratch.write("proto.txt", try Fixtures.bytes(try #require(try goroutineProto()))),
      try scratch.write("service.log", "2026-09-01T10:00:00Z starting\n" + dumps(1)[0]),
    ]
    let forms = try FileIntake.capture(of: paths).goroutines.map(\.snapshot.form)
    #expect(forms.filter { $0 == .fullStacks }.count == 3)
    #expect(forms.filter { $0 == .profile }.count == 2)
  }

  /// A goroutine profile among the recorded ones.
  private func goroutineProto() throws -> String? {
    try Fixtures.files(in: "formats").first { path in
      guard path.hasSuffix(".pb.gz") || path.hasSuffix(".pb") else { return false }
      let bytes = try Fixtures.bytes(path)
      guard let pieces = try? EvidenceReader.items(in: bytes.rawBytes, name: path) else { return false }
      return pieces.items.contains {
        if case .goroutines(let snapshot) = $0 { snapshot.form == .profile } else { false }
      }
    }
  }

  @Test func `a cut dump is read, and what is missing is said`() throws {
    let scratch = try Scratch()
    let dump = dumps(1)[0]
    let path = try scratch.write("cut.txt", String(dump.dropLast(25)))
    let capture = try FileIntake.capture(of: [path])
    #expect(capture.goroutines.count == 1)
    #expect(capture.items[0].gap?.isEmpty == false)
  }

  // MARK: What cannot be used

  /// The sentence that a file gets.
  private func refusal(_ paths: [String]) throws -> String {
    let error = try #require(throws: IntakeError.self) { try FileIntake.capture(of: paths) }
    let sentence = error.description
    #expect(!sentence.contains("\n"))
    #expect(!error.message.hasSuffix("."))
    #expect(!error.remedy.isEmpty)
    return sentence
  }

  @Test(arguments: [
    ("empty", "", "it is empty"),
    ("page.html", "<!doctype html><html><body>404</body></html>", "it begins with \"<!doctype html>"),
    ("core", "\u{7f}ELF\u{2}\u{1}\u{1}", "it is an ELF file"),
    ("notes.txt", "nothing of interest\nat all", "it begins with \"nothing of interest\""),
    ("binary", "\u{1}\u{2}\u{3}\u{0}", "it holds binary data"),
  ])
  func `a file of another kind gets one sentence that says what it is`(name: String, text: String, says: String) throws
  {
    let scratch = try Scratch()
    let path = try scratch.write(name, text)
    let sentence = try refusal([path])
    #expect(sentence.contains(path))
    #expect(sentence.contains(says), "\(sentence)")
  }

  @Test func `a file that is not there, a folder, and one that may not be read get one sentence`() throws {
    let scratch = try Scratch()
    let missing = scratch.folder.appending(path: "none.txt").path
    #expect(try refusal([missing]).contains("No such file"))
    #expect(try refusal([scratch.folder.path]).contains("directory"))
    let path = try scratch.write("closed.txt", "goroutine 1 [running]:\n")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    // The superuser may read everything.
    if !FileManager.default.isReadableFile(atPath: path) { #expect(try refusal([path]).contains("ermission")) }
  }

  @Test func `one unusable file among good ones is not passed over`() throws {
    let scratch = try Scratch()
    let good = try scratch.write("good.txt", dumps(1)[0])
    let bad = try scratch.write("bad.txt", "hello")
    #expect(try refusal([good, bad]).contains(bad))
  }

  @Test func `damaged compression gets one sentence`() throws {
    let scratch = try Scratch()
    var bytes = GzipDeflater.deflate(Array("hello".utf8).rawBytes)
    bytes.replaceSubrange(10..<14, with: [0xff, 0xff, 0xff, 0xff])
    _ = try refusal([try scratch.write("damaged.gz", bytes)])
  }

  @Test func `files of two services keep both, for the lineage to tell apart`() throws {
    let scratch = try Scratch()
    let other = PlaceText("select", "bank.h() /src/bank/b.go:4", by: "bank.k /src/bank/b.go:2")
    let a = try scratch.write("a.txt", dumps(1)[0])
    let b = try scratch.write("b.txt", other.goroutine(19))
    #expect(try FileIntake.capture(of: [a, b]).goroutines.count == 2)
  }
}
