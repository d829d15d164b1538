// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProfileFormats

/// A profile.proto built field by field, so that a test can put in what no producer writes.
///
/// Starts with inuse_objects/count and inuse_space/bytes, one mapping, the functions main.a (1) and main.b (2) and the
/// locations 1 and 2 for them. Field numbers are written out: they are what is tested.
struct HandmadeProfile {
  static let time: UInt64 = 1_790_000_000_000_000_000

  var writer = ProtoWriter()
  var strings: [[UInt8]] = [[]]
  /// Whether `bytes` ends with the string table.
  var hasStrings = true

  /// A profile with the standard tables and what `body` adds; without `body` one sample of [1, 2] with 3 and 300.
  init(time: UInt64? = Self.time, _ body: ((inout HandmadeProfile) -> Void)? = nil) {
    valueType(1, "inuse_objects", "count")
    valueType(1, "inuse_space", "bytes")
    if let time { writer.put(9, time) }
    mapping(id: 1)
    function(id: 1, name: "main.a")
    function(id: 2, name: "main.b")
    location(id: 1, functions: [1], address: 0x400100)
    location(id: 2, functions: [2], address: 0x400200)
    if let body { body(&self) } else { sample([1, 2], [3, 300]) }
  }

  /// A profile with nothing in it but what `body` adds.
  static func bare(_ body: (inout HandmadeProfile) -> Void) -> HandmadeProfile {
    var profile = HandmadeProfile()
    profile.writer = ProtoWriter()
    profile.strings = [[]]
    body(&profile)
    return profile
  }

  /// The whole message.
  var bytes: [UInt8] {
    var writer = writer
    if hasStrings { for string in strings { writer.put(6, string) } }
    return writer.bytes
  }

  mutating func string(_ text: String) -> UInt64 { string(Array(text.utf8)) }

  mutating func string(_ text: [UInt8]) -> UInt64 {
    if let index = strings.firstIndex(of: text) { return UInt64(index) }
    strings.append(text)
    return UInt64(strings.count - 1)
  }

  mutating func valueType(_ field: UInt64, _ type: String, _ unit: String) {
    let (type, unit) = (string(type), string(unit))
    writer.put(field) {
      $0.put(1, type)
      $0.put(2, unit)
    }
  }

  mutating func mapping(id: UInt64, file: String = "/bin/app") {
    let file = string(file)
    writer.put(3) {
      $0.put(1, id)
      $0.put(2, 0x400000)
      $0.put(3, 0x800000)
      $0.put(5, file)
      $0.put(7, 1)
    }
  }

  mutating func function(id: UInt64, name: String, file: String = "a.go") {
    let (name, file) = (string(name), string(file))
    writer.put(5) {
      $0.put(1, id)
      $0.put(2, name)
      $0.put(3, name)
      $0.put(4, file)
      $0.put(5, 1)
    }
  }

  /// Lines are innermost first, line 10 + id of the function each.
  mutating func location(id: UInt64, functions: [UInt64], mapping: UInt64 = 1, address: UInt64 = 0x400100) {
    writer.put(4) {
      $0.put(1, id)
      if mapping != 0 { $0.put(2, mapping) }
      $0.put(3, address)
      for function in functions {
        $0.put(4) {
          $0.put(1, function)
          $0.put(2, 10 &+ function)
        }
      }
    }
  }

  mutating func sample(
    _ locations: [UInt64],
    _ values: [Int64],
    isPacked: Bool = true,
    labels: ((inout HandmadeProfile, inout ProtoWriter) -> Void)? = nil
  ) {
    var message = ProtoWriter()
    let numbers = values.map { UInt64(bitPattern: $0) }
    if isPacked {
      message.putPacked(1, locations)
      message.putPacked(2, numbers)
    } else {
      for location in locations { message.put(1, location) }
      for number in numbers { message.put(2, number) }
    }
    labels?(&self, &message)
    writer.put(2, message.bytes)
  }

  /// A label inside a sample.
  mutating func label(
    _ message: inout ProtoWriter,
    _ key: String,
    text: String? = nil,
    number: UInt64? = nil,
    unit: String? = nil
  ) {
    let (key, text, unit) = (string(key), text.map { string($0) }, unit.map { string($0) })
    message.put(3) {
      $0.put(1, key)
      if let text { $0.put(2, text) }
      if let number { $0.put(3, number) }
      if let unit { $0.put(4, unit) }
    }
  }
}

extension ProfileProtoDecoder {
  /// Decodes one profile from an array, which macros can pass on where they cannot pass a span.
  static func profile(_ bytes: [UInt8], isCut: Bool = false) throws(DecodingError) -> Profile {
    try profile(in: bytes.rawBytes, isCut: isCut)
  }

  /// Decodes joined profiles from an array.
  static func profiles(
    _ bytes: [UInt8],
    isCut: Bool = false,
    memberEnds: [Int] = []
  ) throws(DecodingError) -> [Profile] {
    try profiles(in: bytes.rawBytes, isCut: isCut, memberEnds: memberEnds)
  }
}
