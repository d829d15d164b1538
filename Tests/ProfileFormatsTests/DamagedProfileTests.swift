// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProfileFormats
import TestSupport
import Testing

/// Cut, joined and corrupted profiles.
@Suite struct DamagedProfileTests {
  @Test func `a profile cut in its string table keeps values and addresses and says that names are lost`() throws {
    let whole = HandmadeProfile().bytes
    let bytes = Array(whole.dropLast(3))
    let profile = try ProfileProtoDecoder.profile(bytes)
    #expect(profile.isCut)
    #expect(profile.gaps.count == 2)
    #expect(profile.gaps.first?.hasPrefix("profile cut at byte ") == true)
    #expect(profile.gaps.last == "names lost: string table cut")
    #expect(profile.total(ofColumn: 0) == 3)
    #expect(profile.total(ofColumn: 1) == 300)
    #expect(profile.locations.addresses == [0x400100, 0x400200])
    #expect(profile.column(named: "inuse_space") == 1)
  }

  @Test func `a profile without its string table keeps values when it is known to be cut`() throws {
    var whole = HandmadeProfile()
    whole.hasStrings = false
    let bytes = whole.bytes
    let profile = try ProfileProtoDecoder.profile(bytes, isCut: true)
    #expect(profile.total(ofColumn: 1) == 300)
    #expect(profile.gaps == ["names lost: string table cut"])
  }

  @Test func `a profile cut before its locations keeps totals`() throws {
    let bytes = HandmadeProfile.bare({
      $0.valueType(1, "inuse_space", "bytes")
      $0.sample([1, 2], [300])
      $0.sample([3], [5])
      $0.hasStrings = false
    }).bytes
    let profile = try ProfileProtoDecoder.profile((bytes + [0x22, 0x7f]))
    #expect(profile.total(ofColumn: 0) == 305)
    #expect(
      profile.gaps == [
        "profile cut at byte \(bytes.count): what precedes was used", "names lost: string table cut",
        "stacks lost: location table cut",
      ]
    )
  }

  @Test(arguments: [HandmadeProfile.time, nil])
  func `joined profiles come apart at their string tables or time stamps`(time: UInt64?) throws {
    let first = HandmadeProfile(time: time).bytes
    let second = HandmadeProfile(time: time) { $0.sample([2], [1, 7]) }.bytes
    let profiles = try ProfileProtoDecoder.profiles((first + second + first))
    #expect(profiles.map { $0.total(ofColumn: 1) } == [300, 7, 300])
    #expect(profiles.allSatisfy { $0.gaps == [] })
  }

  @Test func `joined recordings come apart, and gzip members may be profiles or parts of one`() throws {
    let names = ["heap", "goroutine", "mutex"]
    let pieces = try names.map { name in
      let bytes = try Fixtures.bytes("formats/profiles/go1.27.3/\(name).pb.gz")
      let inflated = try GzipInflater.inflate(bytes.rawBytes)
      return inflated.bytes
    }
    let joined = pieces.flatMap { $0 }
    let types = { (profile: Profile) in profile.strings[profile.sampleTypes[0].type] }
    #expect(
      try ProfileProtoDecoder.profiles(joined).map(types) == ["alloc_objects", "goroutine", "contentions"]
    )
    let ends = [pieces[0].count, pieces[0].count + pieces[1].count]
    #expect(
      try ProfileProtoDecoder.profiles(joined, memberEnds: ends).map(types)
        == ["alloc_objects", "goroutine", "contentions"]
    )
    let halves = [pieces[0].count / 2, pieces[0].count]
    #expect(try ProfileProtoDecoder.profiles(pieces[0], memberEnds: halves).map(types) == ["alloc_objects"])
  }

  /// One recording of each kind: the versions write the same fields.
  static let recordings = RecordedProfileTests.recordings.filter { $0.contains("go1.27.3") }

  @Test(arguments: recordings)
  func `a recording cut anywhere decodes to a part of it or throws`(path: String) throws {
    let file = try Fixtures.bytes(path)
    let whole = try GzipInflater.inflate(file.rawBytes).bytes
    let rows = try ProfileProtoDecoder.profile(whole).samples.count
    let step = max(1, whole.count / 1500)
    for count in stride(from: 0, to: whole.count, by: step) {
      let cut = Array(whole[..<count])
      do throws(DecodingError) {
        let profile = try ProfileProtoDecoder.profile(cut)
        #expect(profile.samples.count <= rows)
        // A cut between two fields after the string table only loses single numbers.
        _ = GoroutineSnapshot(profile: profile)?.count
      } catch {
        #expect(error.offset <= count)
      }
      _ = try? ProfileProtoDecoder.profiles(cut, isCut: true)
    }
  }

  @Test(arguments: recordings)
  func `a recording with any bit flipped decodes or throws`(path: String) throws {
    let file = try Fixtures.bytes(path)
    let whole = try GzipInflater.inflate(file.rawBytes).bytes
    let step = max(1, whole.count * 8 / 2000)
    for position in stride(from: 0, to: whole.count * 8, by: step) {
      var flipped = whole
      flipped[position / 8] ^= 1 << UInt8(position % 8)
      do throws(DecodingError) {
        _ = try ProfileProtoDecoder.profile(flipped)
        // Members at other places than profiles, and damage that is known of.
        if position % 3 == 0 { ProfileProtoDecoder.exercise(flipped.rawBytes) }
      } catch {
        #expect(error.offset <= whole.count)
      }
    }
  }
}
