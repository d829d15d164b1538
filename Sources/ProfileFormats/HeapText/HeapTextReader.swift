// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Collects the rows, comments and statistics of a heap profile's text, line by line.
struct HeapTextReader {
  private enum Place { case rows, statistics, otherSections }

  /// Most rows and most frames of their stacks together; a large service has some ten thousand rows of twenty frames.
  private static let rowLimit = 1 << 19
  private static let frameLimit = 1 << 24

  private let header: HeapTextHeader
  private var place = Place.rows
  private var profile = Profile()
  private var stacks = HeapTextStacks()
  private var row: HeapTextRow?
  private var commented: [UInt32] = []
  private var counted: [UInt32] = []
  /// Values row after row, turned into columns at the end.
  private var values: [Int64] = []
  private var sum = (objects: Int64(0), bytes: Int64(0))
  private var statistics: MemoryStatistics?
  private var leftOut = 0

  init(header: HeapTextHeader) {
    self.header = header
    let bytes = profile.strings.intern("bytes")
    let count = profile.strings.intern("count")
    for (name, unit) in [
      ("alloc_objects", count), ("alloc_space", bytes), ("inuse_objects", count), ("inuse_space", bytes),
    ] {
      profile.sampleTypes.append(.init(type: profile.strings.intern(name), unit: unit))
    }
    profile.periodType = .init(type: profile.strings.intern("space"), unit: bytes)
    profile.period = header.rate
  }

  /// Reads one line without its end.
  mutating func read(_ line: RawSpan) {
    guard line.byteCount > 0 else { return endRow() }
    switch place {
    case .statistics: readStatistic(line)
    case .otherSections: break
    case .rows:
      if line.byte(at: 0) == 0x23 {
        readComment(line)
      } else {
        endRow()
        beginRow(line)
      }
    }
  }

  private mutating func beginRow(_ line: RawSpan) {
    var offset = 0
    if let row = HeapTextRow(line, from: &offset) {
      self.row = row
      // The names of rows that are left out are not kept either.
      if leftOut == 0 { counted = stacks.locations(ofCounters: line.extracting(offset..<line.byteCount), in: &profile) }
    } else if line.has("MAPPED_LIBRARIES:", at: 0) {
      place = .otherSections
    }
  }

  private mutating func readComment(_ line: RawSpan) {
    if line.has("# runtime.MemStats", at: 0) {
      endRow()
      place = .statistics
      statistics = MemoryStatistics()
    } else if row != nil, leftOut == 0, commented.count < HeapTextStacks.depthLimit,
      let location = stacks.location(ofComment: line, in: &profile)
    {
      commented.append(location)
    }
  }

  private mutating func endRow() {
    guard let row else { return }
    self.row = nil
    guard profile.samples.stacks.count < Self.rowLimit, profile.stacks.locations.count < Self.frameLimit else {
      leftOut += 1
      commented.removeAll(keepingCapacity: true)
      return
    }
    let stack = commented.isEmpty ? counted : commented
    profile.samples.stacks.append(profile.stacks.intern(stack[...]))
    var labels: [ProfileLabel] = []
    if row.objectSize != 0 {
      labels.append(ProfileLabel(key: profile.strings.intern("bytes"), number: row.objectSize))
    }
    profile.samples.labelSets.append(profile.labelSets.intern(labels))
    values += row.scaled(rate: header.rate)
    sum.objects &+= row.objectsInUse
    sum.bytes &+= row.bytesInUse
    commented.removeAll(keepingCapacity: true)
    counted.removeAll(keepingCapacity: true)
  }

  /// Reads `# Name = number`, or `# Name = in use / from the system`.
  private mutating func readStatistic(_ line: RawSpan) {
    guard line.has("# ", at: 0), let equals = line.firstOffset(of: " = ", in: 2..<line.byteCount) else { return }
    let name = line.extracting(2..<equals).text
    let value = line.extracting(equals + 3..<line.byteCount)
    if let slash = value.firstOffset(of: " / ", in: 0..<value.byteCount) {
      set("\(name)Inuse", value.extracting(0..<slash))
      set("\(name)Sys", value.extracting(slash + 3..<value.byteCount))
    } else {
      set(name, value)
    }
  }

  private mutating func set(_ name: String, _ text: RawSpan) {
    guard let field = MemoryField.named(name), let number = NumberText(text) else { return }
    statistics?.set(field, to: number.value, exactly: number.integer)
  }

  /// The profile and the statistics behind it, checked against the totals of the header.
  mutating func finish() -> HeapText {
    endRow()
    let count = profile.samples.stacks.count
    profile.samples.values.reserveCapacity(values.count)
    for column in 0..<4 { for row in 0..<count { profile.samples.values.append(values[row * 4 + column]) } }
    values = []
    if sum.objects != header.row.objectsInUse || sum.bytes != header.row.bytesInUse {
      profile.isCut = true
      profile.gaps.append(
        "heap profile states \(header.row.objectsInUse) sampled objects of \(header.row.bytesInUse) bytes in use and "
          + "holds \(sum.objects) of \(sum.bytes)"
      )
    } else if header.isGo, statistics?.sys == nil {
      profile.isCut = true
      profile.gaps.append(
        "heap profile ends before its memory statistics: rows that hold only freed objects may be lost"
      )
    }
    if header.rate == 0 {
      profile.gaps.append(
        "the program does not sample allocations (its memory profile rate is 0): the profile shows nothing of them"
      )
    }
    if leftOut > 0 { profile.gaps.append("the profile has too many rows: \(leftOut) of them were left out") }
    if stacks.isFull { profile.gaps.append("the profile has too many different frames: some stacks are shortened") }
    return HeapText(profile: profile, reading: statistics.flatMap { $0.knownCount > 0 ? MemoryReading($0) : nil })
  }
}
