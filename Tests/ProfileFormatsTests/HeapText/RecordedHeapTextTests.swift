// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProfileFormats
import TestSupport
import Testing

/// Text and profile.proto that one program wrote of one moment.
@Suite struct RecordedHeapTextTests {
  static let recordings =
    (try? Fixtures.files(in: "formats/memory", withSuffix: ".pb.gz").map { String($0.dropLast(6)) }) ?? []

  @Test func `there are recordings of six versions`() {
    #expect(Set(Self.recordings.map { $0.split(separator: "/")[2] }).count == 6)
  }

  @Test(arguments: recordings)
  func `the text gives the same rows as profile.proto`(recording: String) throws {
    let text = try Self.text("\(recording).txt").profile
    let file = try Fixtures.bytes("\(recording).pb.gz")
    let inflated = try GzipInflater.inflate(file.rawBytes)
    let proto = try ProfileProtoDecoder.profile(in: inflated.bytes.rawBytes)
    #expect(Self.types(of: text) == Self.types(of: proto))
    #expect(text.period == proto.period)
    #expect(text.defaultSampleType == .empty)
    for column in 0..<4 { #expect(text.total(ofColumn: column) == proto.total(ofColumn: column)) }
    let rows = Self.rows(of: text)
    #expect(rows == Self.rows(of: proto))
    #expect(!rows.isEmpty)
    #expect(text.gaps.isEmpty == !recording.contains("off"))
    #expect(!text.isCut)
    #expect(!text.isDelta)
  }

  @Test(arguments: recordings)
  func `the statistics behind the rows keep their identities`(recording: String) throws {
    let text = try Self.text("\(recording).txt")
    let reading = try #require(text.reading)
    let statistics = reading.statistics
    let parts = [
      statistics.heapSys, statistics.stackSys, statistics.mspanSys, statistics.mcacheSys, statistics.buckHashSys,
      statistics.gcSys, statistics.otherSys,
    ]
    #expect(parts.compactMap(\.self).count == 7)
    #expect(statistics.sys == parts.reduce(0) { $0 + ($1 ?? 0) })
    #expect(statistics.heapSys == (statistics.heapInuse ?? 0) + (statistics.heapIdle ?? 0))
    #expect(statistics.heapObjects == (statistics.mallocs ?? 0) - (statistics.frees ?? 0))
    #expect((statistics.stackInuse ?? 0) > 0)
    #expect((statistics.maxRSS ?? 0) > 1 << 20)
    #expect((statistics.lastGC ?? 0) > 1_700_000_000)
    #expect(statistics.numForcedGC == 1)
    // The program switched collection off before it wrote.
    #expect(statistics.isCollectionOff == true)
    #expect(statistics.nextGC == nil)
    #expect(reading.instant == nil)
  }

  @Test func `a program that does not sample says so`() throws {
    let text = try Self.text("formats/memory/go1.27.3/off.txt")
    #expect(
      text.profile.gaps == [
        "the program does not sample allocations (its memory profile rate is 0): the profile shows nothing of them"
      ]
    )
    #expect(text.profile.period == 0)
    #expect(text.reading?.statistics.sys != nil)
  }

  /// Rows that count anything: what writing the first profile allocated is listed in the second, with zeros.
  ///
  /// Text shortens the arguments of generic functions, as dumps do.
  private static func rows(of profile: Profile) -> [String] {
    ProfileProtoAcceptedTests.samples(of: profile).filter { !$0.hasPrefix("0 0 0 0:") }
      .map { $0.replacing("[go.shape.[]uint8]", with: "[...]") }.sorted()
  }

  private static func text(_ path: String) throws -> HeapText {
    let bytes = try Fixtures.bytes(path)
    return try HeapTextDecoder.decode(bytes.rawBytes)
  }

  private static func types(of profile: Profile) -> [String] {
    (profile.sampleTypes + [profile.periodType].compactMap(\.self)).map {
      "\(profile.strings[$0.type])/\(profile.strings[$0.unit])"
    }
  }
}
