// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Intake
import Testing
import TestSupport

@Suite struct BundleTests {
  /// A bundle as a watch of two rounds leaves it.
  private func bundle() throws -> Bundle {
    var watch = WatchText(rounds: 2, seconds: 6)
    watch.addLeak(40, atStart: 60, PlaceText("chan send", "shop.f() /src/shop/a.go:4"))
    var manifest = BundleManifest(
      toolVersion: "0.1.0",
      target: TargetDescription(kind: .url, name: "orders", address: ":6060"),
      started: 1_790_000_000.25,
      plannedSeconds: 30
    )
    manifest.seconds = 6
    manifest.symbols = ["c000123000": "shop.lock", "not hexadecimal": "x"]
    manifest.cost.requests = 5
    manifest.cost.pauses = [CaptureCost.Pause(what: "goroutine stacks", seconds: 0.01)]
    manifest.gaps = ["the command line is not known"]
    var bundle = Bundle(manifest: manifest)
    for (round, dump) in watch.dumps.enumerated() {
      let name = "rounds/0\(round + 1)/goroutine-debug2.txt"
      bundle.add(name: name, bytes: Array(dump.utf8))
      bundle.manifest.items.append(
        CaptureItem(
          source: "/debug/pprof/goroutine?debug=2",
          file: name,
          at: Double(round * 6),
          bytes: dump.utf8.count,
          round: round + 1
        )
      )
    }
    bundle.add(name: "index.html", bytes: Array("<html>".utf8))
    bundle.manifest.items.append(CaptureItem(source: "/debug/pprof/", file: "index.html", bytes: 6))
    bundle.add(name: "sources/1.go", bytes: Array("package shop\n".utf8))
    bundle.manifest.sources = [BundleManifest.SourceFile(path: "/src/shop/a.go", file: "sources/1.go")]
    return bundle
  }

  private func archive(_ bundle: Bundle) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try bundle.writeArchive { bytes += $0 }
    return bytes
  }

  private func read(_ archive: [UInt8]) throws -> Capture {
    let scratch = try Scratch()
    return try FileIntake.capture(of: [try scratch.write("bundle", archive)])
  }

  private func refusal(_ archive: [UInt8]) throws -> String {
    let error = try #require(throws: IntakeError.self) { try read(archive) }
    #expect(!error.description.contains("\n"))
    return error.description
  }

  @Test func `what was captured is read back, but for where it lies`() throws {
    let bundle = try bundle()
    let live = try bundle.capture()
    let stored = try read(try archive(bundle))
    #expect(stored.target.kind == .bundle)
    #expect(stored.target.name == live.target.name)
    #expect(stored.started == live.started)
    #expect(stored.seconds == live.seconds)
    #expect(stored.plannedSeconds == 30)
    #expect(stored.items == live.items)
    #expect(stored.gaps == live.gaps)
    #expect(stored.cost == live.cost)
    #expect(stored.symbols == [0xc000123000: "shop.lock"])
    #expect(stored.sources.paths == ["/src/shop/a.go"])
    #expect(stored.goroutines.map(\.at) == [0, 6])
    #expect(stored.goroutines.map(\.round) == [1, 2])
    #expect(stored.goroutines.map(\.snapshot.count) == live.goroutines.map(\.snapshot.count))
    let groups = zip(stored.goroutines, live.goroutines)
    for (a, b) in groups { #expect(a.snapshot.groups.map(\.ids) == b.snapshot.groups.map(\.ids)) }
  }

  @Test func `the same bundle gives the same bytes`() throws {
    #expect(try archive(try bundle()) == (try archive(try bundle())))
  }

  @Test func `large files are kept compressed in memory, and come back whole`() throws {
    var bundle = try bundle()
    let large = [UInt8](repeating: 0x61, count: 1 << 20)
    bundle.add(name: "large.txt", bytes: large)
    #expect(bundle.storedByteCount < 1 << 17)
    #expect(try bundle.bytes(of: "large.txt") == large)
    #expect(try bundle.bytes(of: "none") == nil)
    bundle.remove(names: ["large.txt"])
    #expect(try bundle.bytes(of: "large.txt") == nil)
  }

  @Test func `a bundle of a later version is refused with what to do, whatever else it says`() throws {
    let manifest = #"{"formatVersion": 2, "targets": [], "everything": "else"}"#
    let sentence = try refusal(try tar([("manifest.json", manifest)]))
    #expect(sentence.contains("later version"))
    #expect(sentence.contains("diagnose it with that version"))
  }

  @Test(arguments: ["{}", "[]", "not json", "", #"{"formatVersion": 1}"#, #"{"formatVersion": "1"}"#])
  func `a manifest that is none gets one sentence`(manifest: String) throws {
    #expect(try refusal(try tar([("manifest.json", manifest)])).contains("manifest.json"))
  }

  @Test func `a tar archive without a manifest is no bundle`() throws {
    #expect(try refusal(try tar([("a.txt", "goroutine 1 [running]:\n")])).contains("without manifest.json"))
  }

  private func tar(_ members: [(String, String)]) throws -> [UInt8] {
    var writer = TarWriter(modified: 1_790_000_000)
    for member in members {
      let bytes = Array(member.1.utf8)
      try writer.add(name: member.0, contents: bytes.rawBytes)
    }
    return writer.finish()
  }

  @Test func `numbers in a manifest that no watch has do no harm`() throws {
    var bundle = try bundle()
    bundle.manifest.started = 1e300
    bundle.manifest.seconds = 1e300
    bundle.manifest.plannedSeconds = -1e300
    bundle.manifest.target.uptimeSeconds = 1e300
    bundle.manifest.items[0].at = -1e300
    bundle.manifest.items[0].bytes = .max
    bundle.manifest.cost.bytes = .max
    bundle.manifest.cost.pauses[0].seconds = 1e300
    let stored = try bundle.capture()
    #expect(stored.target.uptimeSeconds == nil)
    #expect(stored.started == nil)
    #expect(stored.seconds == 0)
    #expect(stored.items[0].at == nil)
    #expect(stored.goroutines[0].at == nil)
    #expect(stored.cost?.pauses.isEmpty == true)
  }

  @Test func `a bundle that is cut gives what it holds, and says so`() throws {
    let whole = try archive(try bundle())
    var readable = 0
    for cut in Mutations.cuts(of: whole.count, limit: 60) where cut < whole.count {
      do {
        let capture = try read(Array(whole[..<cut]))
        readable += 1
        let gaps = capture.gaps + capture.items.compactMap(\.gap)
        // The last bytes hold only the end of the archive.
        if cut < whole.count - 200 { #expect(gaps.count > 1, "cut at \(cut): \(gaps)") }
      } catch let error as IntakeError {
        #expect(!error.description.contains("\n"), "cut at \(cut)")
      }
    }
    #expect(readable > 5)
  }

  @Test func `a damaged bundle never traps`() throws {
    let whole = try archive(try bundle())
    var random = SeededGenerator(seed: 7)
    for _ in 0..<150 {
      do {
        _ = try read(Mutations.damaged(whole, using: &random))
      } catch let error as IntakeError {
        #expect(!error.description.isEmpty)
      }
    }
  }

  @Test func `a file that cannot be decoded is a gap of its item`() throws {
    var bundle = try bundle()
    bundle.add(name: "heap.pb.gz", bytes: Array("not a profile".utf8))
    bundle.manifest.items.append(CaptureItem(source: "/debug/pprof/heap", file: "heap.pb.gz", bytes: 13))
    let capture = try bundle.capture()
    #expect(capture.goroutines.count == 2)
    #expect(capture.items.last?.gap?.contains("/debug/pprof/heap") == true)
  }

  @Test func `a bundle is diagnosed by itself`() throws {
    let scratch = try Scratch()
    let a = try scratch.write("a.tar.gz", try archive(try bundle()))
    let b = try scratch.write("b.txt", "goroutine 1 [running]:\nmain.main()\n\t/a.go:1\n")
    let error = try #require(throws: IntakeError.self) { try FileIntake.capture(of: [b, a]) }
    #expect(error.description.contains("is a bundle"))
  }

  @Test func `a bundle that was unpacked is read from its files`() throws {
    let scratch = try Scratch()
    let bundle = try bundle()
    let paths = try bundle.files.filter { $0.name.hasSuffix("debug2.txt") }.map { file in
      try scratch.write(file.name.replacing("/", with: "-"), try file.contents())
    }
    #expect(try FileIntake.capture(of: paths).goroutines.count == 2)
  }
}
