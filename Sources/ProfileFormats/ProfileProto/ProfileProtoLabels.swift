// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Decodes the labels of samples and interns them as sets.
///
/// Nearly every sample of a heap profile has one short label, its object size, out of a few dozen that occur. So a label
/// that stands alone is kept by its bytes: when they come again, the set is known without decoding.
struct ProfileProtoLabels {
  private typealias Fields = ProfileProtoFields.Label

  /// A set of one label and the bytes it was decoded from.
  private struct KnownLabel {
    var word: UInt64 = 0
    /// 1 to 8; 0 marks a free place.
    var byteCount = 0
    var set: UInt32 = 0
  }

  /// The sets so far.
  private(set) var sets = LabelSetTable()
  /// By the upper bits of a hash of the bytes; a later label replaces an earlier one.
  private var known = [KnownLabel](repeating: KnownLabel(), count: 256)
  /// The labels of the sample at hand.
  private var labels: [ProfileLabel] = []
  /// The only label of the sample at hand so far, not decoded yet.
  private var single: Range<Int>?

  /// Begins a sample.
  @inline(__always)
  mutating func begin() {
    single = nil
    labels.removeAll(keepingCapacity: true)
  }

  /// Adds the label in `range` to the sample at hand.
  mutating func add(_ range: Range<Int>, isFirst: Bool, of bytes: RawSpan, tables: inout ProfileProtoTables)
    throws(DecodingError)
  {
    if isFirst {
      single = range
      return
    }
    if let first = single {
      single = nil
      try decode(first, of: bytes, tables: &tables)
    }
    try decode(range, of: bytes, tables: &tables)
  }

  /// The set of the labels of the sample at hand.
  mutating func finish(_ bytes: RawSpan, tables: inout ProfileProtoTables) throws(DecodingError) -> UInt32 {
    guard let range = single else { return sets.intern(labels) }
    guard 1...8 ~= range.count, range.lowerBound + 8 <= bytes.byteCount else {
      try decode(range, of: bytes, tables: &tables)
      return sets.intern(labels)
    }
    let word = bytes.word(at: range.lowerBound) & (.max &>> UInt64(64 &- 8 &* range.count))
    let place = Int((word &* 0x9e37_79b9_7f4a_7c15) &>> 56)
    if known[place].word == word, known[place].byteCount == range.count { return known[place].set }
    try decode(range, of: bytes, tables: &tables)
    let set = sets.intern(labels)
    known[place] = KnownLabel(word: word, byteCount: range.count, set: set)
    return set
  }

  /// A label with neither text, number nor unit says nothing and is dropped, as pprof does; Go 1.27 writes bytes=0.
  private mutating func decode(
    _ range: Range<Int>,
    of bytes: RawSpan,
    tables: inout ProfileProtoTables
  ) throws(DecodingError) {
    var cursor = ByteCursor(bytes)
    cursor.offset = range.lowerBound
    var key: UInt64 = 0
    var text: UInt64 = 0
    var number: UInt64 = 0
    var unit: UInt64 = 0
    while cursor.offset < range.upperBound {
      let field = try cursor.readField()
      switch field.number {
      case Fields.key: key = try field.varint()
      case Fields.text: text = try field.varint()
      case Fields.number: number = try field.varint()
      case Fields.unit: unit = try field.varint()
      default: break
      }
    }
    try cursor.checkEnd(range.upperBound)
    let offset = range.lowerBound
    let keyID = try tables.string(key, at: offset)
    if text != 0 {
      labels.append(ProfileLabel(key: keyID, text: try tables.string(text, at: offset)))
    } else if number != 0 || unit != 0 {
      let unitID = try tables.string(unit, at: offset)
      labels.append(ProfileLabel(key: keyID, number: Int64(bitPattern: number), unit: unitID))
    }
  }
}
