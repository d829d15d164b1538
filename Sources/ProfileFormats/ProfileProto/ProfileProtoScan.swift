// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The first pass over a profile.proto: where its tables stand, how many samples there are, and its single numbers.
///
/// Go writes the string table last and locations between the samples, pprof writes locations after the samples; so
/// nothing can be resolved before everything has been seen once. Samples are only counted here, not listed, which
/// keeps the pass at about ten nanoseconds a sample and without memory.
struct ProfileProtoScan {
  private typealias Fields = ProfileProtoFields.Profile

  /// Most entries of a table: a profile of a large service has some ten thousand functions and locations.
  private static let entryLimit = 1 << 21
  /// Most samples; half a million is the largest profile seen.
  private static let sampleLimit = 1 << 21
  /// Most sample types, and most values of all samples together.
  private static let typeLimit = 64
  private static let valueLimit = 1 << 24

  /// The bytes of the profile: the whole input unless several profiles are joined.
  var range: Range<Int>
  var sampleTypes: [Range<Int>] = []
  var mappings: [Range<Int>] = []
  var locations: [Range<Int>] = []
  var functions: [Range<Int>] = []
  var strings: [Range<Int>] = []
  var periodType: Range<Int>?
  /// String indices of the comments, and where they stand.
  var comments: [(index: UInt64, offset: Int)] = []
  /// The fields 7 to 15 that are single numbers, and where they stand.
  var numbers: [UInt64: (value: UInt64, offset: Int)] = [:]
  var sampleCount = 0
  /// Bytes of all sample messages together.
  var sampleByteCount = 0
  /// Where the input ends inside a field; nil when it ends between two.
  var cutOffset: Int?
  /// Where another profile begins in the same bytes.
  var nextProfile: Int?

  /// Scans `range` of `bytes`.
  ///
  /// An input that ends inside a field is cut there. When `isCut` says that it is known to be damaged at its end, a
  /// malformed field also counts as the cut.
  init(_ bytes: RawSpan, in range: Range<Int>, isCut: Bool) throws(DecodingError) {
    self.range = range
    var cursor = ByteCursor(bytes.extracting(0..<range.upperBound))
    cursor.offset = range.lowerBound
    var boundary: Int?
    var previousNumber: UInt64 = 0
    while !cursor.isAtEnd {
      let start = cursor.offset
      let field: ProtoField
      do throws(DecodingError) {
        field = try cursor.readField()
      } catch {
        guard isCut || error.reason == .truncated else { throw error }
        cutOffset = start
        self.range = range.lowerBound..<start
        return
      }
      if boundary == nil, beginsAnotherProfile(field) { boundary = start }
      if let boundary, confirmsAnotherProfile(field, after: previousNumber) {
        nextProfile = boundary
        return
      }
      previousNumber = field.number
      try add(field, of: bytes)
    }
  }

  private mutating func add(_ field: ProtoField, of bytes: RawSpan) throws(DecodingError) {
    switch field.number {
    case Fields.sample:
      sampleCount += 1
      sampleByteCount += try field.bytes().count
      try Self.check(sampleCount <= Self.sampleLimit, field, "at most \(Self.sampleLimit) samples")
      try Self.check(sampleCount &* sampleTypes.count <= Self.valueLimit, field, "at most \(Self.valueLimit) values")
    case Fields.sampleType:
      sampleTypes.append(try field.bytes())
      try Self.check(sampleTypes.count <= Self.typeLimit, field, "at most \(Self.typeLimit) sample types")
    case Fields.mapping: try Self.append(try field.bytes(), to: &mappings, field, "mappings")
    case Fields.location: try Self.append(try field.bytes(), to: &locations, field, "locations")
    case Fields.function: try Self.append(try field.bytes(), to: &functions, field, "functions")
    case Fields.string: try Self.append(try field.bytes(), to: &strings, field, "strings")
    case Fields.periodType: periodType = try field.bytes()
    case Fields.comment: try addComments(field, of: bytes)
    case Fields.dropFrames...Fields.documentation:
      numbers[field.number] = (try field.varint(), field.offset)
    default: break
    }
  }

  private static func append(
    _ range: Range<Int>,
    to table: inout [Range<Int>],
    _ field: ProtoField,
    _ what: String
  ) throws(DecodingError) {
    try check(table.count < entryLimit, field, "at most \(entryLimit) \(what)")
    table.append(range)
  }

  private static func check(
    _ isWithin: Bool,
    _ field: ProtoField,
    _ limit: @autoclosure () -> String
  ) throws(DecodingError) {
    if !isWithin { throw DecodingError(.limitExceeded, at: field.offset, expected: limit()) }
  }

  /// Comments come one by one or packed.
  private mutating func addComments(_ field: ProtoField, of bytes: RawSpan) throws(DecodingError) {
    guard case .bytes(let range) = field.value else {
      comments.append((try field.varint(), field.offset))
      try Self.check(comments.count <= Self.entryLimit, field, "at most \(Self.entryLimit) comments")
      return
    }
    var cursor = ByteCursor(bytes)
    cursor.offset = range.lowerBound
    while cursor.offset < range.upperBound {
      comments.append((try cursor.readVarint(), field.offset))
      try Self.check(comments.count <= Self.entryLimit, field, "at most \(Self.entryLimit) comments")
    }
    try cursor.checkEnd(range.upperBound)
  }

  /// Whether a field cannot belong to a profile whose string table has ended: its messages come before that table in
  /// the orders that Go and pprof write, and a single number comes once.
  private func beginsAnotherProfile(_ field: ProtoField) -> Bool {
    guard !strings.isEmpty else { return false }
    switch field.number {
    case Fields.sampleType...Fields.function: return true
    case Fields.periodType: return periodType != nil
    case Fields.comment, Fields.string: return false
    default: return numbers[field.number] != nil
    }
  }

  /// Whether a field proves the suspicion that another profile has begun: a second time stamp, which is what pprof looks
  /// for, or a second string table, which begins with the empty string as the first did.
  ///
  /// Without such proof it is one profile in an unusual order.
  private func confirmsAnotherProfile(_ field: ProtoField, after previous: UInt64) -> Bool {
    switch field.number {
    case Fields.timeNanos: return numbers[Fields.timeNanos] != nil
    case Fields.string:
      guard case .bytes(let range) = field.value else { return false }
      return range.isEmpty && previous != Fields.string
    default: return false
    }
  }
}
