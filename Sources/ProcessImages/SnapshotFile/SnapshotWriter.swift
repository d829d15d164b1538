// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What of a snapshot's memory is written to a file, and in which form.
package protocol SnapshotFilter {
  /// Whether anything of a run of addresses may be written; it does not cross a page.
  mutating func keeps(_ start: UInt64, _ count: Int) -> Bool
  /// Takes out of bytes at an address what is not to be written: replaces it by zeros.
  mutating func filter(_ bytes: inout [UInt8], at start: UInt64)
}

/// Writes a snapshot and the debug information that explains it as records, piece by piece.
///
/// Memory is bounded by a piece of some hundred kilobytes.
package struct SnapshotWriter {
  private let snapshot: ProcessSnapshot
  private let sections: DebugSections
  private var pending: [UInt8] = []
  private var recordCount: UInt64 = 0

  /// Pieces are handed on from this size on.
  private static let pieceByteCount = 4 << 20
  /// Pages of Go: a piece of memory never crosses the border of a span.
  private static let page: UInt64 = 8192

  package init(_ snapshot: ProcessSnapshot, sections: DebugSections) {
    self.snapshot = snapshot
    self.sections = sections
  }

  /// Writes all of it; `filter` is nil when values are to be written, too.
  package consuming func write(
    filter: inout (some SnapshotFilter)?,
    _ write: ([UInt8]) throws -> Void
  ) throws {
    let parts = snapshot.stopped.components
    var header = SnapshotRecord.magic
    for word in [
      SnapshotRecord.version, snapshot.loadBias,
      UInt64(clamping: parts.seconds &* 1_000_000_000 &+ parts.attoseconds / 1_000_000_000),
      UInt64(clamping: snapshot.copiedByteCount), snapshot.method == .fork ? 1 : 0, filter == nil ? 1 : 0,
    ] { header.append(little: word) }
    append(.header, header)
    for (index, path) in DebugSections.kept.enumerated() {
      let section = sections[keyPath: path]
      var start = 0
      while start < section.count {
        let end = min(section.count, start + SnapshotRecord.byteLimit - 1)
        append(.section, [UInt8(index)] + section[start..<end])
        start = end
        try handOn(write)
      }
    }
    for thread in snapshot.threads {
      var bytes: [UInt8] = []
      bytes.append(little: UInt64(bitPattern: Int64(thread.id)))
      for word in thread.registers { bytes.append(little: word) }
      append(.thread, bytes)
    }
    for gap in snapshot.gaps { append(.gap, Array(gap.utf8.prefix(4096))) }
    for region in snapshot.memory.regions {
      var bytes: [UInt8] = []
      bytes.append(little: region.start)
      bytes.append(little: region.end)
      append(.region, bytes)
    }
    try handOn(write)
    for region in snapshot.memory.regions { try writeMemory(of: region, &filter, write) }
    var count: [UInt8] = []
    count.append(little: recordCount)
    append(.end, count)
    try write(pending)
  }

  private mutating func writeMemory(
    of region: MemoryImage.Region,
    _ filter: inout (some SnapshotFilter)?,
    _ write: ([UInt8]) throws -> Void
  ) throws {
    var run: [UInt8] = []
    var runStart = region.start
    var address = region.start
    while address < region.end {
      let end = min(region.end, address &- address % Self.page &+ Self.page)
      let count = Int(end - address)
      let place = region.offset + Int(address - region.start)
      if filter?.keeps(address, count) != false, !snapshot.memory.isZero(at: place, count: count) {
        var bytes = [UInt8](copying: snapshot.memory.bytes.extracting(place..<place + count))
        filter?.filter(&bytes, at: address)
        if run.isEmpty { runStart = address }
        run += bytes
        if run.count + Int(Self.page) + 8 > SnapshotRecord.byteLimit { flush(&run, at: runStart) }
      } else {
        flush(&run, at: runStart)
      }
      address = end
      try handOn(write)
    }
    flush(&run, at: runStart)
  }

  private mutating func flush(_ run: inout [UInt8], at start: UInt64) {
    guard !run.isEmpty else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(run.count + 8)
    bytes.append(little: start)
    bytes += run
    append(.memory, bytes)
    run.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ kind: SnapshotRecord, _ contents: [UInt8]) {
    pending.append(kind.rawValue)
    pending.append(little: UInt64(contents.count))
    pending += contents
    recordCount += 1
  }

  private mutating func handOn(_ write: ([UInt8]) throws -> Void) throws {
    guard pending.count >= Self.pieceByteCount else { return }
    try write(pending)
    pending.removeAll(keepingCapacity: true)
  }
}

extension DebugSections {
  /// The sections in the order in which they are numbered in files; new ones are added at the end.
  static var kept: [WritableKeyPath<DebugSections, [UInt8]>] {
    [\.info, \.abbreviations, \.strings, \.lineStrings, \.addresses, \.locations, \.locationLists]
  }
}
