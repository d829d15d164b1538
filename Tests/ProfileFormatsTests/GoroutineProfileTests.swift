// SPDX-License-Identifier: Apache-2.0

import Evidence
import ProfileFormats
import TestSupport
import Testing

@Suite struct GoroutineProfileTests {
  /// The groups of `recorder/main.go`, by how many goroutines its `leakGoroutines` starts.
  ///
  /// "count: function:line < function:line {labels}"; frames of the runtime and of sync are left out, since they differ
  /// between versions, as does everything that belongs to main and to the writing of the profile.
  static let leaked = [
    "7: main.receive:61 < main.waitForReply:63",
    "4: main.leakGoroutines.func1:73",
    "2: main.waitForever:65 < main.leakGoroutines.func2:81 {handler=/orders tenant id=t-0}",
    "1: main.waitForever:65 < main.leakGoroutines.func2:81 {handler=/orders tenant id=t-1}",
    "2: ",
  ]

  private func groups(_ snapshot: GoroutineSnapshot) -> [String] {
    snapshot.groups.map { group in
      let frames = snapshot.stacks.codeFrames(of: group.stack).filter { $0.function.hasPrefix("main.") }
      let labels = group.labels.map { "\($0.key)=\($0.value)" }
      let suffix = labels.isEmpty ? "" : " {\(labels.joined(separator: " "))}"
      return "\(group.count): " + frames.map { "\($0.function):\($0.location.line)" }.joined(separator: " < ") + suffix
    }
  }

  @Test(arguments: RecordedProfileTests.recordings.filter { $0.hasSuffix("/goroutine.pb.gz") })
  func `a goroutine profile gives the groups that the program started`(path: String) throws {
    let snapshot = try #require(GoroutineSnapshot(profile: RecordedProfileTests.decode(path)))
    #expect(snapshot.form == .profile)
    // Closures are called leakGoroutines.gowrap1 and so on for `go wg.Wait()` from Go 1.22 on; the lines stay.
    let groups = groups(snapshot)
    for group in Self.leaked { #expect(groups.contains(group)) }
    #expect(snapshot.groups.allSatisfy { $0.state == nil && $0.creator == nil && $0.ids.isEmpty })
    #expect(snapshot.count == Self.debug1Total(path))
  }

  @Test(arguments: RecordedProfileTests.recordings.filter { $0.hasSuffix("/goroutineleak.pb.gz") })
  func `a leak profile gives the leaked groups, without the record that has no stack`(path: String) throws {
    let profile = try RecordedProfileTests.decode(path)
    let snapshot = try #require(GoroutineSnapshot(profile: profile))
    #expect(snapshot.form == .leakProfile)
    #expect(snapshot.gaps == [])
    let stacks = Set((0..<profile.stacks.count).map { Array(profile.stacks[$0]) })
    let phantoms = stacks.count - Set(snapshot.groups.map(\.stack)).count
    if path.contains("go1.27") {
      #expect(phantoms == 1)
      #expect(groups(snapshot).sorted() == Self.leaked.sorted())
    } else {
      // Go 1.26 reports main, blocked for ever, as leaked too.
      #expect(phantoms == 0)
      #expect(groups(snapshot).sorted() == (Self.leaked + ["1: main.main:167"]).sorted())
    }
  }

  @Test func `heap profiles are not goroutines`() throws {
    let profile = try RecordedProfileTests.decode("formats/profiles/go1.27.3/heap.pb.gz")
    #expect(GoroutineSnapshot(profile: profile) == nil)
  }

  @Test func `stacks that differ only in addresses are one group, and counts nobody can have do not overflow`() throws {
    let bytes = HandmadeProfile.bare({
      $0.valueType(1, "goroutine", "count")
      $0.function(id: 1, name: "main.wait")
      $0.location(id: 1, functions: [1], mapping: 0, address: 0x10)
      $0.location(id: 2, functions: [1], mapping: 0, address: 0x20)
      $0.location(id: 3, functions: [], mapping: 0, address: 0)
      $0.sample([1], [3])
      $0.sample([2], [4])
      $0.sample([3], [1])
      $0.sample([], [1])
      $0.sample([1, 1], [.max])
      $0.sample([2, 1], [.max])
      $0.sample([2], [-5])
    }).bytes
    let snapshot = try #require(GoroutineSnapshot(profile: ProfileProtoDecoder.profile(bytes)))
    #expect(groups(snapshot) == ["7: main.wait:11", "4294967296: main.wait:11 < main.wait:11"])
    #expect(snapshot.count == 7 + 4_294_967_296)
  }

  /// The total of the debug=1 text that the same process wrote a moment later.
  private static func debug1Total(_ path: String) -> Int? {
    let text = (try? Fixtures.bytes(path.replacing(".pb.gz", with: ".debug1.txt")))
      .map { String(decoding: $0, as: UTF8.self) }
    return text?.prefix { $0 != "\n" }.split(separator: " ").last.flatMap { Int($0) }
  }
}
