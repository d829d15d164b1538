// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding

/// Reads a kept snapshot from its records, piece by piece.
///
/// Files are hostile until shown otherwise: address space is reserved for what the regions state, memory is taken for what
/// is written alone, and nothing lies outside of a region. A file that is cut gives what came before, with a gap.
package struct SnapshotDecoder {
  private var buffer: [UInt8] = []
  private var snapshot: ProcessSnapshot?
  private var sections = DebugSections()
  private var sectionByteCount = 0
  private var regions: [MemoryImage.Region] = []
  private var image: MemoryImage?
  private var threads: [ProcessSnapshot.Thread] = []
  private var gaps: [String] = []
  private var recordCount: UInt64 = 0
  private var isComplete = false
  private var header: [UInt64] = []
  /// Bytes that were taken before the current record.
  private var offset = 0

  private static let regionLimit = 1 << 20
  private static let threadLimit = 1 << 20
  private static let gapLimit = 100
  /// No process has more: 47 bits of addresses.
  private static let reservationLimit: UInt64 = 1 << 47
  private static let sectionLimit = 2 << 30

  package init() {}

  /// Takes the next bytes; throws when they are no snapshot or one that no program writes.
  package mutating func consume(_ piece: RawSpan) throws(DecodingError) {
    buffer.append(copying: piece)
    var start = 0
    while !isComplete, let length = try nextLength(from: start) {
      let contents = start + SnapshotRecord.prefixByteCount
      guard contents + length <= buffer.count else { break }
      try read(buffer[start], Array(buffer[contents..<contents + length]), at: offset + contents)
      recordCount &+= 1
      start = contents + length
    }
    offset += start
    buffer.removeFirst(start)
  }

  private func nextLength(from start: Int) throws(DecodingError) -> Int? {
    guard start + SnapshotRecord.prefixByteCount <= buffer.count else { return nil }
    let length = buffer.rawBytes.word(at: start + 1)
    guard length <= SnapshotRecord.byteLimit else {
      throw DecodingError(
        .limitExceeded,
        at: offset + start + 1,
        expected: "a record of at most \(SnapshotRecord.byteLimit) bytes"
      )
    }
    return Int(length)
  }

  private mutating func read(_ kind: UInt8, _ record: [UInt8], at place: Int) throws(DecodingError) {
    let bytes = record.rawBytes
    func fail(_ expected: String) -> DecodingError { DecodingError(.malformed, at: place, expected: expected) }
    if header.isEmpty {
      let magic = SnapshotRecord.magic
      guard kind == SnapshotRecord.header.rawValue, bytes.byteCount >= magic.count + 48,
        bytes.extracting(0..<magic.count).hasSameBytes(as: magic.rawBytes)
      else { throw DecodingError(.unrecognized, at: 0, expected: "a heap snapshot") }
      header = (0..<6).map { bytes.word(at: magic.count + 8 * $0) }
      guard header[0] == SnapshotRecord.version else {
        throw fail("version \(SnapshotRecord.version) of heap snapshots; it is of a later one")
      }
      return
    }
    switch SnapshotRecord(rawValue: kind) {
    case .header: throw fail("one header")
    case .section:
      guard bytes.byteCount > 0 else { return }
      let index = Int(bytes.byte(at: 0))
      // A section of a later version.
      guard index < DebugSections.kept.count else { return }
      sectionByteCount += bytes.byteCount
      guard sectionByteCount <= Self.sectionLimit else { throw fail("at most 2 GiB of debug information") }
      sections[keyPath: DebugSections.kept[index]].append(copying: bytes.extracting(1..<bytes.byteCount))
    case .thread:
      guard bytes.byteCount >= 8, threads.count < Self.threadLimit else { return }
      let words = min((bytes.byteCount - 8) / 8, 64)
      threads.append(
        ProcessSnapshot.Thread(
          id: Int(Int64(bitPattern: bytes.word(at: 0))),
          registers: (0..<words).map { bytes.word(at: 8 + 8 * $0) }
        )
      )
    case .region: try addRegion(bytes, fail)
    case .memory:
      guard bytes.byteCount >= 8 else { throw fail("an address") }
      let address = bytes.word(at: 0)
      let count = bytes.byteCount - 8
      if image == nil { try reserve(fail) }
      guard let image, let place = image.offset(of: address, count: count) else { throw fail("memory of a region") }
      image.write(bytes.extracting(8..<bytes.byteCount), at: place)
    case .end:
      guard bytes.byteCount >= 8, bytes.word(at: 0) == recordCount else { throw fail("\(recordCount) records") }
      isComplete = true
    case .gap:
      if gaps.count < Self.gapLimit { gaps.append(bytes.text) }
    // A record of a later version.
    case nil: break
    }
  }

  private mutating func addRegion(_ bytes: RawSpan, _ fail: (String) -> DecodingError) throws(DecodingError) {
    guard bytes.byteCount >= 16, regions.count < Self.regionLimit, image == nil else {
      throw fail("regions before memory")
    }
    let start = bytes.word(at: 0)
    let end = bytes.word(at: 8)
    guard start < end, end - start <= Self.reservationLimit, start >= regions.last?.end ?? 0 else {
      throw fail("regions in the order of their addresses")
    }
    let place = regions.last.map { $0.offset + Int($0.end - $0.start) } ?? 0
    guard UInt64(place) + (end - start) <= Self.reservationLimit else { throw fail("regions of one address space") }
    regions.append(.init(start: start, end: end, offset: place))
  }

  private mutating func reserve(_ fail: (String) -> DecodingError) throws(DecodingError) {
    let total = regions.last.map { $0.offset + Int($0.end - $0.start) } ?? 0
    guard let image = MemoryImage(reserving: total) else { throw fail("regions that fit into this machine") }
    image.finish(regions)
    self.image = image
  }

  /// The snapshot, and the debug information of its program.
  ///
  /// Throws when not even the memory began.
  package consuming func finish() throws(DecodingError) -> (snapshot: ProcessSnapshot, sections: DebugSections) {
    guard !header.isEmpty else { throw DecodingError(.unrecognized, at: 0, expected: "a heap snapshot") }
    guard let image else { throw DecodingError(.truncated, at: offset, expected: "memory") }
    if !isComplete { gaps.append("the snapshot is cut off: memory is missing") }
    return (
      ProcessSnapshot(
        memory: image,
        threads: threads,
        stopped: .nanoseconds(Int64(clamping: header[2])),
        copiedByteCount: Int(clamping: header[3]),
        loadBias: header[1],
        hasValues: header[5] != 0,
        gaps: gaps
      ),
      sections
    )
  }
}
