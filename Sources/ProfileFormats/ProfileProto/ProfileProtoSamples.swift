// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The second pass over a profile.proto: its samples, into columns.
///
/// This is the hot loop: a large profile is nearly nothing but location ids. They are read two at a time, resolved
/// without a look at memory where ids are numbered in order, and stored into a buffer that stays in the cache; a whole
/// stack is then taken over at once.
struct ProfileProtoSamples {
  private typealias Fields = ProfileProtoFields

  /// Most frames of all stacks together: half a million samples of twenty frames are ten million.
  private static let frameLimit = 1 << 25

  private let rowCount: Int
  private let columnCount: Int
  private let locations: IdentifierMap
  private var stacks: LocationStackTable
  private var labels = ProfileProtoLabels()
  private var stackColumn: [UInt32] = []
  private var labelColumn: [UInt32] = []
  private var values: [Int64]
  /// The stack of the sample at hand; valid up to `depth`.
  private var stack = [UInt32](repeating: 0, count: 4096)
  private var depth = 0

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
    stacks = LocationStackTable(
      expectedCount: min(rowCount, scan.sampleByteCount / 32),
      locationCount: min(scan.sampleByteCount / 2, 1 << 24)
    )
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
    }
    tables.profile.samples = ProfileSamples(stacks: stackColumn, labelSets: labelColumn, values: values)
    tables.profile.stacks = stacks
    tables.profile.labelSets = labels.sets
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
    var hasLabels = false
    depth = 0
    labels.begin()
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
        try labels.add(cursor.offset..<end, isFirst: !hasLabels, of: bytes, tables: &tables)
        hasLabels = true
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
    guard stacks.locations.count &+ depth <= Self.frameLimit else {
      throw DecodingError(
        .limitExceeded,
        at: range.lowerBound,
        expected: "stacks of at most \(Self.frameLimit) frames together"
      )
    }
    stackColumn.append(stacks.append(stack, count: depth))
    labelColumn.append(hasLabels ? try labels.finish(bytes, tables: &tables) : 0)
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
      if depth == stack.count {
        guard depth < frameLimit else {
          throw DecodingError(.limitExceeded, at: cursor.offset, expected: "stacks of at most \(frameLimit) frames")
        }
        stack.append(contentsOf: repeatElement(0, count: depth))
      }
      var room = stack.mutableSpan
      while depth &+ 1 < room.count {
        let start = cursor.offset
        guard let pair = cursor.readVarintPair(until: end) else { break }
        guard let first = ids.index(of: pair & 0xffff_ffff), let second = ids.index(of: pair &>> 32) else {
          // One by one, so that the one that is missing is told where it stands.
          cursor.offset = start
          break
        }
        room[depth] = first
        room[depth &+ 1] = second
        depth &+= 2
      }
      if cursor.offset < end, depth < room.count {
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
}
