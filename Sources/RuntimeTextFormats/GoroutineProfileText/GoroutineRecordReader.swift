// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Collects the records of a goroutine profile's text, line by line.
struct GoroutineRecordReader {
  private let isLeakProfile: Bool
  private var builder = SnapshotBuilder(order: 0, crash: nil)
  private var count: Int?
  private var frames: [UInt32]? = []
  private var labels: [UInt32] = []
  /// Goroutines of records that the runtime made up.
  private var phantoms = 0

  init(isLeakProfile: Bool) { self.isLeakProfile = isLeakProfile }

  /// Reads one line without its end.
  mutating func read(_ line: RawSpan) {
    guard line.byteCount > 0 else { return endRecord() }
    if line.byte(at: 0) != 0x23 {
      endRecord()
      beginRecord(line)
    } else if line.has("# labels: {", at: 0) {
      readLabels(line)
    } else if line.has("#\t0x", at: 0) {
      readFrame(line)
    }
  }

  private mutating func beginRecord(_ line: RawSpan) {
    var offset = 0
    guard let members = line.decimal(at: &offset), line.has(" @", at: offset) else { return }
    count = Int(min(members, 1 << 40))
  }

  private mutating func endRecord() {
    if let count {
      if isLeakProfile, frames?.isEmpty == true {
        phantoms += count
      } else {
        builder.addRecord(frames, count: count, labels: labels)
      }
    }
    count = nil
    frames = []
    labels = []
  }

  private mutating func readLabels(_ line: RawSpan) {
    guard let end = line.endOfBraces(from: 11) else { return }
    let text = line.extracting(11..<end)
    GoroutineLabels.forEachPair(in: text) { range in
      if let pair = builder.labelPair(text.extracting(range)) { labels.append(pair) }
    }
  }

  /// Reads "#\t0xPC\tFUNCTION+0xOFFSET\t\tFILE:LINE", where columns are aligned with any number of tabs.
  private mutating func readFrame(_ line: RawSpan) {
    let end = line.byteCount
    let counter = line.firstOffset(of: 0x09, in: 2..<end)
    guard counter < end else {
      // A program counter without a function; 0x0 is the empty stack.
      if !line.hasSameBytes(as: "#\t0x0") { append(line.extracting(2..<end), location: line, length: 0, line: 0) }
      return
    }
    let nameEnd = line.firstOffset(of: 0x09, in: counter + 1..<end)
    guard let plus = line.lastOffset(of: 0x2b, in: counter + 1..<nameEnd) else { return }
    var start = nameEnd
    while start < end, line.byte(at: start) == 0x09 { start += 1 }
    let text = line.extracting(start..<end)
    let (length, number) = FrameLine.location(text) ?? (0, 0)
    append(line.extracting(counter + 1..<plus), location: text, length: length, line: number)
  }

  private mutating func append(_ name: RawSpan, location: RawSpan, length: Int, line: UInt32) {
    guard let stack = frames, stack.count < PendingGoroutine.frameLimit else { return }
    guard let function = builder.interner.function(name),
      let frame = builder.interner.frame(function: function.index, text: location, length: length, line: line)
    else {
      frames = nil
      return
    }
    frames?.append(frame)
  }

  /// The snapshot, checked against the total that the header states.
  mutating func finish(statedTotal: Int) -> GoroutineSnapshot {
    endRecord()
    var snapshot = builder.build(isLeakProfile ? .leakProfile : .profile)
    let total = max(0, statedTotal - phantoms)
    snapshot.statedTotal = total
    snapshot.hidesRuntimeFrames = true
    if snapshot.count < total {
      snapshot.gaps.append(
        "goroutine profile ends early: it states \(total) goroutines and holds \(snapshot.count)"
      )
    }
    return snapshot
  }
}
