// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The second pass over a profile.proto: its samples, into columns.
///
/// This is the hot loop: a large profile is nearly nothing but location ids. Each id is one varint, one look-up in a
/// dense table and one store into a buffer that stays in the cache; a whole stack is then interned at once.
struct ProfileProtoSamples {
  private typealias Fields = ProfileProtoFields

  /// How many stacks are interned at once.
  private static let batchCount = 64

  private let rowCount: Int
  private let columnCount: Int
  private let locations: IdentifierMap
  private var stacks = LocationStackTable()
  private var labelSets = LabelSetTable()
  private var stackColumn: [UInt32] = []
  private var labelColumn: [UInt32] = []
  private var values: [Int64]
  /// The stacks of the samples that are not interned yet, end to end; valid up to `depth`.
  private var stack = [UInt32](repeating: 0, count: 4096)
  private var depth = 0
  /// Where in `stack` each of them ends.
  private var stackEnds: [Int] = []
  /// The labels of the sample at hand.
  private var labels: [ProfileLabel] = []

  /// Throws `malformed` when the samples are too few bytes to hold a value for every sample type, before memory is taken
  /// for those values.
  init(scan: ProfileProtoScan, tables: borrowing ProfileProtoTables) throws(DecodingError) {
    rowCount = scan.sampleCount
    columnCount = scan.sampleTypes.count
    locations = tables.locations
    let (cells, overflow) = rowCount.multipliedReportingOverflow(by: columnCount)
    guard !overflow, cells <= scan.sampleByteCount else {
      throw DecodingError(.malformed, at: scan.range.lowerBound, expected: "as many values as sample types")
    }
    values = Array(repeating: 0, count: cells)
    stackColumn.reserveCapacity(rowCount)
    labelColumn.reserveCapacity(rowCount)
    // Ids take one to three bytes, values some more. Pages that turn out not to be needed are never touched.
    stacks.reserve(locationCount: min(scan.sampleByteCount / 2, 1 << 24))
  }

  /// Decodes all samples and hands the columns to the profile.
  mutating func decode(
    _ bytes: RawSpan,
    scan: ProfileProtoScan,
    tables: inout ProfileProtoTables
  ) throws(DecodingError) {
    var cursor = ByteCursor(bytes)
    cursor.offset = scan.range.lowerBound
    var row = 0
    while cursor.offset < scan.range.upperBound {
      let field = try cursor.readField()
      guard field.number == Fields.Profile.sample, case .bytes(let range) = field.value else { continue }
      try decodeSample(bytes, range, row: row, tables: &tables)
      row += 1
      if stackEnds.count == Self.batchCount { internStacks() }
    }
    internStacks()
    tables.profile.samples = ProfileSamples(stacks: stackColumn, labelSets: labelColumn, values: values)
    tables.profile.stacks = stacks
    tables.profile.labelSets = labelSets
  }

  private mutating func internStacks() {
    stacks.intern(stack, ends: stackEnds, into: &stackColumn)
    stackEnds.removeAll(keepingCapacity: true)
    depth = 0
  }

  private mutating func decodeSample(
    _ bytes: RawSpan,
    _ range: Range<Int>,
    row: Int,
    tables: inout ProfileProtoTables
  ) throws(DecodingError) {
    var cursor = ByteCursor(bytes)
    cursor.offset = range.lowerBound
    var column = 0
    labels.removeAll(keepingCapacity: true)
    while cursor.offset < range.upperBound {
      let start = cursor.offset
      // The keys as they stand in the input: field number and wire type in one.
      switch try cursor.readVarint() {
      case Fields.Sample.location << 3 | 2:
        let end = try cursor.readLength() + cursor.offset
        try Self.readStack(&cursor, until: end, into: &stack, &depth, ids: locations, tables: &tables)
        try cursor.checkEnd(end)
      case Fields.Sample.location << 3:
        append(try tables.location(try cursor.readVarint(), at: start))
      case Fields.Sample.value << 3 | 2:
        let end = try cursor.readLength() + cursor.offset
        while cursor.offset < end { try set(try cursor.readVarint(), row, &column, at: start) }
        try cursor.checkEnd(end)
      case Fields.Sample.value << 3:
        try set(try cursor.readVarint(), row, &column, at: start)
      case Fields.Sample.label << 3 | 2:
        let end = try cursor.readLength() + cursor.offset
        try addLabel(bytes, cursor.offset..<end, tables: &tables)
        cursor.offset = end
      default:
        cursor.offset = start
        let field = try cursor.readField()
        guard field.number > Fields.Sample.label else {
          throw DecodingError(.malformed, at: start, expected: "numbers or a label in field \(field.number)")
        }
      }
    }
    try cursor.checkEnd(range.upperBound)
    guard column == columnCount else {
      throw DecodingError(
        .malformed,
        at: range.lowerBound,
        expected: "\(columnCount) values in a sample, not \(column)"
      )
    }
    stackEnds.append(depth)
    labelColumn.append(labelSets.intern(labels))
  }

  /// Reads packed location ids.
  ///
  /// Room is made for some ids at a time and then borrowed as a span, which leaves one bounds check an id; the stated
  /// length alone never takes memory.
  @inline(__always)
  private static func readStack(
    _ cursor: inout ByteCursor,
    until end: Int,
    into stack: inout [UInt32],
    _ depth: inout Int,
    ids: borrowing IdentifierMap,
    tables: inout ProfileProtoTables
  ) throws(DecodingError) {
    while cursor.offset < end {
      if depth == stack.count { stack.append(contentsOf: repeatElement(0, count: depth)) }
      var room = stack.mutableSpan
      while cursor.offset < end, depth < room.count {
        let id = try cursor.readVarint()
        if let index = ids.index(of: id) {
          room[depth] = index
        } else {
          room[depth] = try tables.missingLocation(id, at: cursor.offset)
        }
        depth &+= 1
      }
    }
  }

  @inline(__always)
  private mutating func append(_ location: UInt32) {
    if depth == stack.count { stack.append(contentsOf: repeatElement(0, count: depth)) }
    stack[depth] = location
    depth &+= 1
  }

  @inline(__always)
  private mutating func set(
    _ value: UInt64,
    _ row: Int,
    _ column: inout Int,
    at offset: Int
  ) throws(DecodingError) {
    guard column < columnCount else {
      throw DecodingError(.malformed, at: offset, expected: "\(columnCount) values in a sample")
    }
    values[column &* rowCount &+ row] = Int64(bitPattern: value)
    column &+= 1
  }

  /// A label with neither text, number nor unit says nothing and is dropped, as pprof does; Go 1.27 writes bytes=0.
  private mutating func addLabel(
    _ bytes: RawSpan,
    _ range: Range<Int>,
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
      case Fields.Label.key: key = try field.varint()
      case Fields.Label.text: text = try field.varint()
      case Fields.Label.number: number = try field.varint()
      case Fields.Label.unit: unit = try field.varint()
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
