// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProfileFormats
import Testing

/// What pprof calls malformed, or does not recognize, each case with the end of the message "expected ...".
@Suite struct ProfileProtoRefusedTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: [UInt8]
    var reason: DecodingError.Reason
    var expected: String
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ expected: String, _ reason: DecodingError.Reason = .malformed) {
      self.name = name
      self.bytes = bytes
      self.reason = reason
      self.expected = expected
    }
  }

  static let cases: [Case] = [
    Case("nothing", [], "a profile with sample types", .unrecognized),
    Case("text", Array("goroutine profile: total 3\n".utf8), "wire type 0, 1, 2 or 5"),
    Case(
      "no string table",
      HandmadeProfile.bare({
        $0 = HandmadeProfile()
        $0.hasStrings = false
      }).bytes,
      "a string table"
    ),
    Case(
      "a first string that is not empty",
      HandmadeProfile.bare({
        $0 = HandmadeProfile()
        $0.strings[0] = [120]
      }).bytes,
      "an empty first string"
    ),
    Case(
      "a string index out of range",
      HandmadeProfile { $0.writer.put(14, 999) }.bytes,
      "a string index below 9, not 999"
    ),
    Case(
      "a location that is not there",
      HandmadeProfile { $0.sample([1, 77], [3, 3]) }.bytes,
      "the id of a location, not 77"
    ),
    Case("location 0", HandmadeProfile { $0.sample([0], [3, 3]) }.bytes, "the id of a location, not 0"),
    Case(
      "a location with id 0",
      HandmadeProfile { $0.location(id: 0, functions: [1]) }.bytes,
      "a location id of its own, not 0"
    ),
    Case(
      "two locations with one id",
      HandmadeProfile { $0.location(id: 1, functions: [1]) }.bytes,
      "a location id of its own, not 1"
    ),
    Case(
      "two functions with one id",
      HandmadeProfile { $0.function(id: 2, name: "main.c") }.bytes,
      "a function id of its own, not 2"
    ),
    Case("two mappings with one id", HandmadeProfile { $0.mapping(id: 1) }.bytes, "a mapping id of its own, not 1"),
    Case(
      "a line of no function",
      HandmadeProfile { $0.location(id: 3, functions: [0]) }.bytes,
      "a line of a known function, not 0"
    ),
    Case(
      "a line of a function that is not there",
      HandmadeProfile { $0.location(id: 3, functions: [55]) }.bytes,
      "a line of a known function, not 55"
    ),
    Case("too few values", HandmadeProfile { $0.sample([1], [3]) }.bytes, "2 values in a sample, not 1"),
    Case("too many values", HandmadeProfile { $0.sample([1], [3, 4, 5]) }.bytes, "2 values in a sample"),
    Case(
      "samples without a sample type",
      HandmadeProfile.bare({ $0.writer.put(2) { $0.put(2, 5) } }).bytes,
      "a profile with sample types"
    ),
    Case(
      "sixty sample types and a thousand samples that hold no value",
      HandmadeProfile.bare({ profile in
        for _ in 0..<60 { profile.writer.put(1, []) }
        for _ in 0..<1_000 { profile.writer.put(2, []) }
      }).bytes,
      "as many values as sample types"
    ),
    Case(
      "more sample types than any profile has",
      HandmadeProfile.bare({ profile in for _ in 0..<65 { profile.writer.put(1, []) } }).bytes,
      "at most 64 sample types",
      .limitExceeded
    ),
    Case("a group", HandmadeProfile().bytes + [0x9b, 0x06], "wire type 0, 1, 2 or 5"),
    Case(
      "a varint of eleven bytes",
      HandmadeProfile().bytes + [0x60] + [UInt8](repeating: 0xff, count: 10) + [1],
      "a varint of at most 10 bytes"
    ),
    Case("a number where a message belongs", HandmadeProfile { $0.writer.put(2, 5) }.bytes, "bytes in field 2"),
    Case("a message where a number belongs", HandmadeProfile { $0.writer.put(9, [1]) }.bytes, "a number in field 9"),
    Case(
      "a packed run that ends inside a number",
      HandmadeProfile {
        $0.writer.put(2) {
          $0.put(1, [1])
          $0.put(2, [3, 0x81])
        }
      }.bytes,
      "the end of a message at byte 107"
    ),
    Case(
      "two joined profiles, when one is asked for",
      HandmadeProfile().bytes + HandmadeProfile().bytes,
      "one profile, not several joined ones"
    ),
    Case("a beginning without samples", Array(HandmadeProfile().bytes[..<38]), "a profile with samples", .truncated),
  ]

  @Test(arguments: cases)
  func `what pprof refuses throws with a reason and an offset`(testCase: Case) {
    let error = #expect(throws: DecodingError.self) {
      _ = try ProfileProtoDecoder.profile(testCase.bytes)
    }
    #expect(error?.reason == testCase.reason)
    #expect(error?.expected == testCase.expected)
    #expect((0...testCase.bytes.count).contains(error?.offset ?? -1))
  }

  @Test func `the offset is that of the offending field`() {
    var profile = HandmadeProfile()
    let offset = profile.writer.bytes.count
    profile.writer.put(14, 999)
    let bytes = profile.bytes
    let error = #expect(throws: DecodingError.self) { _ = try ProfileProtoDecoder.profile(bytes) }
    #expect(error?.description == "malformed at byte \(offset): expected a string index below 9, not 999")
  }

  @Test func `tables and samples beyond any profile are refused before memory is taken for them`() {
    // Fields of two bytes: a tag and the length 0.
    for (field, what) in [(UInt8(6), "strings"), (5, "functions"), (4, "locations"), (2, "samples")] {
      var bytes = HandmadeProfile().bytes
      for _ in 0...(1 << 21) { bytes += [field << 3 | 2, 0] }
      let error = #expect(throws: DecodingError.self) { _ = try ProfileProtoDecoder.profiles(in: bytes.rawBytes) }
      #expect(error?.reason == .limitExceeded, "\(what)")
      #expect(error?.expected == "at most 2097152 \(what)")
    }
  }
}
