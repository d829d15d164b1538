// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The first line of a heap profile's text: totals and how the program sampled.
///
///     heap profile: 14: 1093456 [60: 4194304] @ heap/1048576
///
/// Counts and sizes are raw: what was sampled, not what it stands for. Source: src/runtime/pprof/pprof.go
/// `writeHeapInternal`, google/pprof profile/legacy_profile.go `parseHeapHeader`.
struct HeapTextHeader: Hashable {
  var row: HeapTextRow
  /// Mean bytes between two samples; 0 when the program does not sample, 1 when it records every allocation.
  var rate: Int64
  /// Whether Go wrote it: only then a block of memory statistics follows the rows.
  var isGo: Bool

  /// Reads a line; nil when it is another line, or of a kind that does not count what is in use.
  init?(_ line: RawSpan) {
    guard line.has("heap profile:", at: 0) else { return nil }
    var offset = 13
    guard let row = HeapTextRow(line, from: &offset) else { return nil }
    self.row = row
    line.skipSpaces(&offset)
    if line.has("heap/", at: offset) || line.has("heap_v2/", at: offset) || line.has("heapz_v2/", at: offset) {
      isGo = line.has("heap/", at: offset)
      offset = line.firstOffset(of: 0x2f, in: offset..<line.byteCount) + 1
      guard let stated = line.decimal(at: &offset).flatMap(Int64.init(exactly:)) else { return nil }
      // Go doubles its rate, because the first C++ profilers did.
      rate = isGo ? stated / 2 : stated
    } else if line.has("heapprofile", at: offset) {
      isGo = false
      rate = 1
    } else {
      return nil
    }
  }
}

/// The four numbers with which the header and every row begin: objects and bytes in use, objects and bytes allocated.
struct HeapTextRow: Hashable {
  var objectsInUse: Int64
  var bytesInUse: Int64
  var objectsAllocated: Int64
  var bytesAllocated: Int64

  /// Reads "N: N [N: N] @" and leaves the offset behind it; nil for any other text.
  init?(_ line: RawSpan, from offset: inout Int) {
    guard
      let objectsInUse = Self.number(line, &offset), line.skip(":", at: &offset),
      let bytesInUse = Self.number(line, &offset), line.skip("[", at: &offset),
      let objectsAllocated = Self.number(line, &offset), line.skip(":", at: &offset),
      let bytesAllocated = Self.number(line, &offset), line.skip("]", at: &offset), line.skip("@", at: &offset)
    else { return nil }
    self.objectsInUse = objectsInUse
    self.bytesInUse = bytesInUse
    self.objectsAllocated = objectsAllocated
    self.bytesAllocated = bytesAllocated
  }

  private static func number(_ line: RawSpan, _ offset: inout Int) -> Int64? {
    line.skipSpaces(&offset)
    let isNegative = line.skip("-", at: &offset)
    return line.decimal(at: &offset).flatMap(Int64.init(exactly:)).map { isNegative ? 0 - $0 : $0 }
  }

  /// The numbers scaled from the sample to the whole: objects and bytes allocated, objects and bytes in use.
  ///
  /// An object of size s is sampled with probability 1 - exp(-s / rate). Products and truncation are those of
  /// src/runtime/pprof/protomem.go `scaleHeapSample`, so that text and profile.proto of one moment agree.
  func scaled(rate: Int64) -> [Int64] {
    let allocated = Self.scale(objectsAllocated, bytesAllocated, rate: rate)
    let inUse = Self.scale(objectsInUse, bytesInUse, rate: rate)
    return [allocated.objects, allocated.bytes, inUse.objects, inUse.bytes]
  }

  private static func scale(_ count: Int64, _ size: Int64, rate: Int64) -> (objects: Int64, bytes: Int64) {
    if count == 0 || size == 0 { return (0, 0) }
    if rate <= 1 { return (count, size) }
    let meanSize = Double(size) / Double(count)
    let factor = 1 / (1 - exponential(-meanSize / Double(rate)))
    return (Int64(clampedTruncating: Double(count) * factor), Int64(clampedTruncating: Double(size) * factor))
  }

  /// The size of one object; 0 when none was allocated.
  var objectSize: Int64 { objectsAllocated == 0 ? 0 : bytesAllocated / objectsAllocated }
}

extension Int64 {
  /// The whole part of a number; the nearest bound when it does not fit, 0 for no number.
  fileprivate init(clampedTruncating number: Double) {
    if number.isNaN {
      self = 0
    } else {
      self = Int64(exactly: number.rounded(.towardZero)) ?? (number < 0 ? .min : .max)
    }
  }
}

extension RawSpan {
  /// Moves behind spaces.
  func skipSpaces(_ offset: inout Int) {
    while offset < byteCount, byte(at: offset) == 0x20 { offset += 1 }
  }

  /// Moves behind spaces and then behind a text, which must stand there.
  func skip(_ text: StaticString, at offset: inout Int) -> Bool {
    var position = offset
    skipSpaces(&position)
    guard has(text, at: position) else { return false }
    offset = position + text.utf8CodeUnitCount
    return true
  }
}
