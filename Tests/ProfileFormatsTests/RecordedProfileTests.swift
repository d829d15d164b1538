// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProfileFormats
import TestSupport
import Testing

@Suite struct RecordedProfileTests {
  /// Recordings of every Go version: "formats/profiles/go1.27.3/heap.pb.gz".
  static let recordings = (try? Fixtures.files(in: "formats/profiles", withSuffix: ".pb.gz")) ?? []

  @Test func `every Go version has its recordings`() {
    #expect(Self.recordings.count >= 44)
  }

  static func decode(_ path: String) throws -> Profile {
    let bytes = try Fixtures.bytes(path)
    let inflated = try GzipInflater.inflate(bytes.rawBytes)
    #expect(inflated.gaps == [])
    return try ProfileProtoDecoder.profile(inflated.bytes)
  }

  @Test(arguments: recordings)
  func `a recording decodes to what the same Go version's pprof prints`(path: String) throws {
    let profile = try Self.decode(path)
    let raw = String(decoding: try Fixtures.bytes(path.replacing(".pb.gz", with: ".raw")), as: UTF8.self)
    let text = PprofRawText(profile: profile, hasColumns: !path.contains("/go1.21") && !path.contains("/go1.22")).text
    #expect(text == raw)
    #expect(profile.gaps == [])
  }

  @Test(arguments: recordings)
  func `encoding a recording and decoding it again changes nothing`(path: String) throws {
    let profile = try Self.decode(path)
    let encoded = ProfileProtoEncoder.encode(profile)
    let again = try ProfileProtoDecoder.profile(encoded)
    #expect(PprofRawText(profile: again).text == PprofRawText(profile: profile).text)
  }
}
