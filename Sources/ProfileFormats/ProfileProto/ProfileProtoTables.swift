// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Decodes everything of a profile.proto except its samples, and resolves ids to indices for them.
struct ProfileProtoTables {
  private typealias Fields = ProfileProtoFields

  /// The profile so far.
  var profile = Profile()
  /// Whether the input ended early, so that references may lead nowhere.
  let isCut: Bool
  /// From string indices of the input to handles.
  private var strings: [StringID] = []
  private var functions: IdentifierMap
  private(set) var locations: IdentifierMap
  private var mappings: IdentifierMap
  private var hasLostNames = false
  private var hasLostLocations = false
  /// Stands for all locations that were cut off; nil while none was asked for.
  private var lostLocation: UInt32?

  init(_ bytes: RawSpan, scan: ProfileProtoScan, isCut: Bool) throws(DecodingError) {
    self.isCut = isCut
    functions = IdentifierMap(expecting: scan.functions.count)
    locations = IdentifierMap(expecting: scan.locations.count)
    mappings = IdentifierMap(expecting: scan.mappings.count)
    try addStrings(bytes, scan.strings, end: scan.range.upperBound)
    for range in scan.sampleTypes { profile.sampleTypes.append(try valueType(bytes, range)) }
    for range in scan.mappings { try addMapping(bytes, range) }
    for range in scan.functions { try addFunction(bytes, range) }
    for range in scan.locations { try addLocation(bytes, range) }
    try addMetadata(bytes, scan)
  }

  /// The index of the location with this id.
  @inline(__always)
  mutating func location(_ id: UInt64, at offset: Int) throws(DecodingError) -> UInt32 {
    if let index = locations.index(of: id) { return index }
    return try missingLocation(id, at: offset)
  }

  /// The handle of a string index of the input.
  mutating func string(_ index: UInt64, at offset: Int) throws(DecodingError) -> StringID {
    if index < UInt64(strings.count) { return strings[Int(index)] }
    guard isCut else {
      throw DecodingError(.malformed, at: offset, expected: "a string index below \(strings.count), not \(index)")
    }
    hasLostNames = true
    return .empty
  }

  /// The profile without samples, with the gaps that decoding tables and samples has found.
  consuming func finish(cutAt offset: Int?) -> Profile {
    if let offset { profile.gaps.append("profile cut at byte \(offset): what precedes was used") }
    if hasLostNames { profile.gaps.append("names lost: string table cut") }
    if hasLostLocations { profile.gaps.append("stacks lost: location table cut") }
    profile.isCut = isCut
    return profile
  }

  // MARK: Tables

  private mutating func addStrings(_ bytes: RawSpan, _ ranges: [Range<Int>], end: Int) throws(DecodingError) {
    guard let first = ranges.first else {
      if isCut { return }
      throw DecodingError(.malformed, at: end, expected: "a string table")
    }
    guard first.isEmpty else {
      throw DecodingError(.malformed, at: first.lowerBound, expected: "an empty first string")
    }
    strings.reserveCapacity(ranges.count)
    for range in ranges { strings.append(profile.strings.intern(bytes.extracting(range).asBytes)) }
  }

  private mutating func valueType(
    _ bytes: RawSpan,
    _ range: Range<Int>
  ) throws(DecodingError) -> Profile.SampleType {
    var result = Profile.SampleType(type: .empty, unit: .empty)
    try forEachField(of: bytes, in: range) { (field: ProtoField) throws(DecodingError) in
      switch field.number {
      case Fields.ValueType.type: result.type = try string(try field.varint(), at: field.offset)
      case Fields.ValueType.unit: result.unit = try string(try field.varint(), at: field.offset)
      default: break
      }
    }
    return result
  }

  private mutating func addMapping(_ bytes: RawSpan, _ range: Range<Int>) throws(DecodingError) {
    var id: UInt64 = 0
    var mapping = ProfileMapping()
    try forEachField(of: bytes, in: range) { (field: ProtoField) throws(DecodingError) in
      switch field.number {
      case Fields.Mapping.id: id = try field.varint()
      case Fields.Mapping.start: mapping.start = try field.varint()
      case Fields.Mapping.limit: mapping.limit = try field.varint()
      case Fields.Mapping.offset: mapping.offset = try field.varint()
      case Fields.Mapping.file: mapping.file = try string(try field.varint(), at: field.offset)
      case Fields.Mapping.buildID: mapping.buildID = try string(try field.varint(), at: field.offset)
      case Fields.Mapping.hasFunctions...Fields.Mapping.hasInlinedCalls:
        if try field.varint() != 0 {
          mapping.symbols.insert(.init(rawValue: 1 << UInt8(field.number - Fields.Mapping.hasFunctions)))
        }
      default: break
      }
    }
    guard id != 0, mappings.insert(id, index: profile.mappings.count) else {
      throw DecodingError(.malformed, at: range.lowerBound, expected: "a mapping id of its own, not \(id)")
    }
    profile.mappings.append(mapping)
  }

  private mutating func addFunction(_ bytes: RawSpan, _ range: Range<Int>) throws(DecodingError) {
    var id: UInt64 = 0
    var name = StringID.empty
    var systemName = StringID.empty
    var file = StringID.empty
    var startLine: Int64 = 0
    try forEachField(of: bytes, in: range) { (field: ProtoField) throws(DecodingError) in
      switch field.number {
      case Fields.Function.id: id = try field.varint()
      case Fields.Function.name: name = try string(try field.varint(), at: field.offset)
      case Fields.Function.systemName: systemName = try string(try field.varint(), at: field.offset)
      case Fields.Function.file: file = try string(try field.varint(), at: field.offset)
      case Fields.Function.startLine: startLine = Int64(bitPattern: try field.varint())
      default: break
      }
    }
    guard id != 0, functions.insert(id, index: profile.functions.count) else {
      throw DecodingError(.malformed, at: range.lowerBound, expected: "a function id of its own, not \(id)")
    }
    profile.functions.append(name: name, systemName: systemName, file: file, startLine: startLine)
  }

  private mutating func addLocation(_ bytes: RawSpan, _ range: Range<Int>) throws(DecodingError) {
    var id: UInt64 = 0
    var address: UInt64 = 0
    var mapping = ProfileLocations.noMapping
    var isFolded = false
    try forEachField(of: bytes, in: range) { (field: ProtoField) throws(DecodingError) in
      switch field.number {
      case Fields.Location.id: id = try field.varint()
      // A mapping that nobody describes is none: pprof and agents that number from 0 agree on that.
      case Fields.Location.mapping: mapping = mappings.index(of: try field.varint()) ?? ProfileLocations.noMapping
      case Fields.Location.address: address = try field.varint()
      case Fields.Location.line: try addLine(bytes, try field.bytes())
      case Fields.Location.isFolded: isFolded = try field.varint() != 0
      default: break
      }
    }
    guard id != 0, locations.insert(id, index: profile.locations.count) else {
      throw DecodingError(.malformed, at: range.lowerBound, expected: "a location id of its own, not \(id)")
    }
    profile.locations.append(address: address, mapping: mapping, isFolded: isFolded)
  }

  private mutating func addLine(_ bytes: RawSpan, _ range: Range<Int>) throws(DecodingError) {
    var id: UInt64 = 0
    var number: Int64 = 0
    var column: Int64 = 0
    try forEachField(of: bytes, in: range) { (field: ProtoField) throws(DecodingError) in
      switch field.number {
      case Fields.Line.function: id = try field.varint()
      case Fields.Line.number: number = Int64(bitPattern: try field.varint())
      case Fields.Line.column: column = Int64(bitPattern: try field.varint())
      default: break
      }
    }
    if let function = functions.index(of: id) {
      profile.locations.appendLine(function: function, number: number, column: column)
    } else if isCut {
      hasLostNames = true
    } else {
      throw DecodingError(.malformed, at: range.lowerBound, expected: "a line of a known function, not \(id)")
    }
  }

  /// The stand-in for a location that is not there; throws `malformed` unless the input is cut.
  mutating func missingLocation(_ id: UInt64, at offset: Int) throws(DecodingError) -> UInt32 {
    guard isCut else {
      throw DecodingError(.malformed, at: offset, expected: "the id of a location, not \(id)")
    }
    hasLostLocations = true
    if let lostLocation { return lostLocation }
    let index = UInt32(profile.locations.count)
    profile.locations.append(address: 0)
    lostLocation = index
    return index
  }

  private mutating func addMetadata(_ bytes: RawSpan, _ scan: ProfileProtoScan) throws(DecodingError) {
    if let range = scan.periodType { profile.periodType = try valueType(bytes, range) }
    for comment in scan.comments {
      profile.comments.append(try string(comment.index, at: comment.offset))
    }
    for (number, field) in scan.numbers {
      switch number {
      case Fields.Profile.timeNanos: profile.timeNanos = Int64(bitPattern: field.value)
      case Fields.Profile.durationNanos: profile.durationNanos = Int64(bitPattern: field.value)
      case Fields.Profile.period: profile.period = Int64(bitPattern: field.value)
      case Fields.Profile.dropFrames: profile.dropFrames = try string(field.value, at: field.offset)
      case Fields.Profile.keepFrames: profile.keepFrames = try string(field.value, at: field.offset)
      case Fields.Profile.defaultSampleType: profile.defaultSampleType = try string(field.value, at: field.offset)
      case Fields.Profile.documentation: profile.documentation = try string(field.value, at: field.offset)
      default: break
      }
    }
  }
}
