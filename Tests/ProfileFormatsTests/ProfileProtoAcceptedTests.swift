// SPDX-License-Identifier: Apache-2.0

import Evidence
import ProfileFormats
import Testing

/// What pprof accepts, each case with the samples it must give: "values: leaf frame < caller {labels}".
@Suite struct ProfileProtoAcceptedTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: [UInt8]
    var samples: [String]
    var testDescription: String { name }

    init(_ name: String, _ bytes: [UInt8], _ samples: [String]) {
      self.name = name
      self.bytes = bytes
      self.samples = samples
    }
  }

  private static let plain = "3 300: main.a:11 < main.b:12"

  static let cases: [Case] = [
    Case("packed", HandmadeProfile().bytes, [plain]),
    Case("one number a field", HandmadeProfile { $0.sample([1, 2], [3, 300], isPacked: false) }.bytes, [plain]),
    Case(
      "packed runs in pieces, mixed with single numbers",
      HandmadeProfile {
        $0.writer.put(2) {
          $0.putPacked(1, [1])
          $0.putPacked(1, [2])
          $0.putPacked(2, [3])
          $0.put(2, 300)
        }
      }.bytes,
      [plain]
    ),
    Case(
      "string table first",
      HandmadeProfile.bare({ profile in
        let whole = HandmadeProfile()
        for string in whole.strings { profile.writer.put(6, string) }
        profile.hasStrings = false
      }).bytes + HandmadeProfile().writer.bytes,
      [plain]
    ),
    Case(
      "unknown fields of every wire type",
      HandmadeProfile {
        $0.sample([1], [1, 9])
        $0.writer.put(99, Array("abc".utf8))
        $0.writer.put(100, 5)
      }.bytes + [0xa9, 0x06, 0, 0, 0, 0, 0, 0, 0, 0] + [0xb5, 0x06, 0, 0, 0, 0],
      ["1 9: main.a:11"]
    ),
    Case(
      "ids as large as they can be",
      HandmadeProfile.bare({
        $0.valueType(1, "space", "bytes")
        $0.function(id: 1 << 63, name: "main.z")
        $0.location(id: .max, functions: [1 << 63], mapping: 0)
        $0.sample([.max, .max], [7])
      }).bytes,
      ["7: main.z:-9223372036854775798 < main.z:-9223372036854775798"]
    ),
    Case(
      "ids in order, out of order, far apart and huge in one stack",
      HandmadeProfile { profile in
        for id in [4, 3, 70_000, 1 << 40] as [UInt64] {
          profile.function(id: id, name: "main.f\(id)")
          profile.location(id: id, functions: [id])
        }
        profile.sample([1, 2, 2, 70_000, 3, 4, 1 << 40, 1, 2], [1, 1])
        profile.sample([2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 4], [1, 1])
      }.bytes,
      [
        "1 1: main.a:11 < main.b:12 < main.b:12 < main.f70000:70010 < main.f3:13 < main.f4:14"
          + " < main.f1099511627776:1099511627786 < main.a:11 < main.b:12",
        "1 1: " + String(repeating: "main.b:12 < main.a:11 < ", count: 5) + "main.f4:14",
      ]
    ),
    Case(
      "labels that come again, alone and together",
      HandmadeProfile { profile in
        for numbers in [[48], [64], [48], [48, 64], [64], [1 << 60], [1 << 60]] as [[UInt64]] {
          profile.sample([1], [1, 1]) { profile, message in
            for number in numbers { profile.label(&message, "bytes", number: number) }
          }
        }
        profile.sample([1], [1, 1])
      }.bytes,
      [
        "1 1: main.a:11 {bytes=48}", "1 1: main.a:11 {bytes=64}", "1 1: main.a:11 {bytes=48}",
        "1 1: main.a:11 {bytes=48 bytes=64}", "1 1: main.a:11 {bytes=64}",
        "1 1: main.a:11 {bytes=1152921504606846976}", "1 1: main.a:11 {bytes=1152921504606846976}", "1 1: main.a:11",
      ]
    ),
    Case(
      "names that are not UTF-8",
      HandmadeProfile { profile in
        let name = profile.string(Array("main.".utf8) + [0xff, 0xfe])
        profile.writer.put(5) {
          $0.put(1, 9)
          $0.put(2, name)
        }
        profile.location(id: 9, functions: [9])
        profile.sample([9], [1, 1])
      }.bytes,
      ["1 1: main.\u{fffd}\u{fffd}:19"]
    ),
    Case(
      "negative values",
      HandmadeProfile { $0.sample([1], [-3, .min]) }.bytes,
      ["-3 -9223372036854775808: main.a:11"]
    ),
    Case(
      "a sample without locations",
      HandmadeProfile {
        $0.sample([], [5, 500])
        $0.sample([1], [1, 1])
      }.bytes,
      ["5 500: ", "1 1: main.a:11"]
    ),
    Case(
      "a location without lines",
      HandmadeProfile {
        $0.location(id: 3, functions: [], address: 0xabc)
        $0.sample([3, 1], [1, 1])
      }.bytes,
      ["1 1: 0xabc < main.a:11"]
    ),
    Case(
      "a location of a mapping that is not there",
      HandmadeProfile {
        $0.location(id: 3, functions: [1], mapping: 9)
        $0.sample([3], [1, 1])
      }.bytes,
      ["1 1: main.a:11"]
    ),
    Case(
      "inlined calls, innermost first",
      HandmadeProfile {
        $0.location(id: 3, functions: [1, 2])
        $0.sample([3], [1, 1])
      }.bytes,
      ["1 1: main.a:11 < main.b:12"]
    ),
    Case(
      "a label without text, number and unit",
      HandmadeProfile { $0.sample([1], [1, 9]) { $0.label(&$1, "bytes", number: 0) } }.bytes,
      ["1 9: main.a:11"]
    ),
    Case(
      "a label with a unit only",
      HandmadeProfile { $0.sample([1], [1, 9]) { $0.label(&$1, "bytes", number: 0, unit: "kB") } }.bytes,
      ["1 9: main.a:11 {bytes=0kB}"]
    ),
    Case(
      "a label with text and number is a text",
      HandmadeProfile { $0.sample([1], [1, 9]) { $0.label(&$1, "k", text: "s", number: 5) } }.bytes,
      ["1 9: main.a:11 {k=s}"]
    ),
    Case(
      "a key with two texts, and a negative number",
      HandmadeProfile {
        $0.sample([1], [1, 9]) {
          $0.label(&$1, "k", text: "s")
          $0.label(&$1, "k", text: "t")
          $0.label(&$1, "n", number: .max)
        }
      }.bytes,
      ["1 9: main.a:11 {k=s k=t n=-1}"]
    ),
    Case(
      "more than 64 bits in the tenth byte of a varint",
      HandmadeProfile().bytes + [0x60] + [UInt8](repeating: 0xff, count: 9) + [0x7f],
      [plain]
    ),
    Case(
      "no samples at all",
      HandmadeProfile { _ in }.bytes,
      []
    ),
  ]

  @Test(arguments: cases)
  func `what pprof accepts decodes to the samples beside it`(testCase: Case) throws {
    let profile = try ProfileProtoDecoder.profile(testCase.bytes)
    #expect(Self.samples(of: profile) == testCase.samples)
    #expect(profile.gaps == [])
    #expect(!profile.isCut)
    let encoded = ProfileProtoEncoder.encode(profile)
    #expect(Self.samples(of: try ProfileProtoDecoder.profile(encoded)) == testCase.samples)
  }

  @Test func `the default sample type is a name, and the last type when it is unknown or missing`() throws {
    func defaultColumn(_ name: String?) throws -> Int? {
      let bytes = HandmadeProfile { profile in
        if let name {
          let index = profile.string(name)
          profile.writer.put(14, index)
        }
      }.bytes
      return try ProfileProtoDecoder.profile(bytes).defaultColumn
    }
    #expect(try defaultColumn("inuse_objects") == 0)
    #expect(try defaultColumn("inuse_space") == 1)
    #expect(try defaultColumn("no_such_type") == 1)
    #expect(try defaultColumn(nil) == 1)
  }

  @Test func `comments come packed and one by one`() throws {
    let bytes = HandmadeProfile { profile in
      let comments = [profile.string("one"), profile.string("two"), profile.string("three")]
      profile.writer.put(13, comments[0])
      profile.writer.putPacked(13, comments[1...])
    }.bytes
    let profile = try ProfileProtoDecoder.profile(bytes)
    #expect(profile.comments.map { profile.strings[$0] } == ["one", "two", "three"])
  }

  @Test func `equal stacks in a row and equal label sets are stored once, and columns are contiguous`() throws {
    let bytes = HandmadeProfile { profile in
      for row in 0..<1000 {
        profile.sample(row < 500 ? [1, 2] : [2, 1, 1], [Int64(row), 1]) {
          $0.label(&$1, "bytes", number: UInt64(row % 3 + 1))
        }
      }
    }.bytes
    let profile = try ProfileProtoDecoder.profile(bytes)
    #expect(profile.samples.count == 1000)
    #expect(profile.stacks.count == 2)
    #expect(profile.labelSets.count == 4)
    #expect(profile.total(ofColumn: 0) == 499_500)
    #expect(Array(profile.samples.values[profile.samples.range(ofColumn: 1)]) == Array(repeating: 1, count: 1000))
  }

  /// The samples as text: "values: leaf < caller {labels}".
  static func samples(of profile: Profile) -> [String] {
    (0..<profile.samples.count).map { row in
      let values = profile.sampleTypes.indices.map { "\(profile.samples.value(row: row, column: $0))" }
      let locations = profile.locations
      let frames = profile.stacks[Int(profile.samples.stacks[row])].flatMap { location -> [String] in
        let lines = locations.lines(of: Int(location)).map { line in
          let function = Int(locations.lineFunctions[line])
          return "\(profile.strings[profile.functions.names[function]]):\(locations.lineNumbers[line])"
        }
        return lines.isEmpty ? ["0x" + String(locations.addresses[Int(location)], radix: 16)] : lines
      }
      let labels = profile.labelSets[Int(profile.samples.labelSets[row])].map { label in
        let value = label.isNumeric ? "\(label.number)\(profile.strings[label.unit])" : profile.strings[label.text]
        return "\(profile.strings[label.key])=\(value)"
      }
      let suffix = labels.isEmpty ? "" : " {\(labels.joined(separator: " "))}"
      return "\(values.joined(separator: " ")): \(frames.joined(separator: " < "))\(suffix)"
    }
  }
}
