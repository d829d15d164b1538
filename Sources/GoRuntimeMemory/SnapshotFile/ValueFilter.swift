// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import ProcessImages

/// Takes out of memory that is to be kept what strings, bytes and numbers hold, and leaves what the graph needs.
///
/// Left are: the runtime's own variables and records; tables of types and functions; of everything else the words that are
/// addresses of the process, numbers below 65,536, and the lengths beside an address (at most the bytes of the object there).
/// Objects without pointers are left out whole, as are texts of the source and code.
package struct ValueFilter: SnapshotFilter {
  private let heap: GoHeap
  /// What is kept as it is.
  private let kept: AddressRanges
  /// Of the kept, what is left out all the same.
  private let dropped: AddressRanges

  private static let smallLimit: UInt64 = 1 << 16
  private static let addressLimit: UInt64 = 1 << 47

  /// Reads where the runtime keeps its own records; throws when the memory is none of a Go program.
  package init(_ snapshot: ProcessSnapshot, debug: DebugInfo, areas: ConstantAreas) throws(HeapError) {
    let layout = RuntimeLayout(debug, bias: snapshot.loadBias)
    heap = try GoHeap(snapshot.memory, layout: layout)
    let records = RuntimeRecords(heap)
    let bias = snapshot.loadBias
    func moved(_ range: Range<UInt64>) -> Range<UInt64> {
      let start = range.lowerBound &+ bias
      return start..<start &+ UInt64(range.count)
    }
    var texts: [Range<UInt64>] = areas.texts.map { [moved($0)] } ?? []
    // The runtime's words for its version and for why goroutines wait are texts, too.
    texts = records.texts.reduce(texts) { rest, word in
      rest.flatMap { range -> [Range<UInt64>] in
        guard range.overlaps(word) else { return [range] }
        return [
          range.lowerBound..<max(range.lowerBound, word.lowerBound),
          min(range.upperBound, word.upperBound)..<range.upperBound,
        ]
      }
    }
    kept = AddressRanges(areas.tables.map(moved) + records.ranges)
    dropped = AddressRanges(texts + areas.code.map(moved))
  }

  package mutating func keeps(_ start: UInt64, _ count: Int) -> Bool {
    let range = start..<start &+ UInt64(count)
    if dropped.covers(range) { return false }
    guard let index = heap.spanIndex(of: start) else { return true }
    let span = heap.spans[index]
    // Behind the objects of a span stand its bitmaps.
    return span.pointers != .none || Self.endOfObjects(span) < range.upperBound || kept.overlaps(range)
  }

  private static func endOfObjects(_ span: HeapSpan) -> UInt64 {
    span.base &+ UInt64(span.elementCount) &* span.elementSize
  }

  package mutating func filter(_ bytes: inout [UInt8], at start: UInt64) {
    let end = start &+ UInt64(bytes.count)
    var isEmpty = false
    // Where words are looked at; behind it everything is kept.
    var limit = end
    if let index = heap.spanIndex(of: start) {
      let span = heap.spans[index]
      isEmpty = span.pointers == .none
      limit = max(start, min(end, Self.endOfObjects(span)))
    }
    let words = Self.words(of: bytes)
    var range = kept.index(behind: start)
    let drops = dropped.overlaps(start..<end)
    for index in words.indices {
      let address = start &+ UInt64(index &* 8)
      // Texts begin and end anywhere.
      if drops, dropped.overlaps(address..<address &+ 8) {
        for offset in index * 8..<min(index * 8 + 8, bytes.count) where dropped.contains(start &+ UInt64(offset)) {
          bytes[offset] = 0
        }
        continue
      }
      if address >= limit { continue }
      while range < kept.ranges.count, kept.ranges[range].upperBound <= address { range &+= 1 }
      if range < kept.ranges.count, kept.ranges[range].lowerBound <= address { continue }
      if isEmpty || !isHarmless(words, index) { Self.clear(&bytes, index) }
    }
  }

  /// Whether a word is an address, a small number, or a length.
  private func isHarmless(_ words: [UInt64], _ index: Int) -> Bool {
    let word = words[index]
    if word < Self.smallLimit { return true }
    guard word < Self.addressLimit else { return false }
    if heap.memory.offset(of: word, count: 1) != nil { return true }
    for neighbour in [index - 1, index - 2, index + 1, index + 2] where words.indices.contains(neighbour) {
      if let slot = heap.slot(of: words[neighbour]), heap.size(ofSlot: slot) >= word { return true }
    }
    return false
  }

  private static func words(of bytes: [UInt8]) -> [UInt64] {
    let span = bytes.rawBytes
    return (0..<(bytes.count + 7) / 8).map { index in
      if index * 8 + 8 <= bytes.count { return span.word(at: index * 8) }
      return (index * 8..<bytes.count).reversed().reduce(0) { $0 << 8 | UInt64(span.byte(at: $1)) }
    }
  }

  private static func clear(_ bytes: inout [UInt8], _ word: Int) {
    for offset in word * 8..<min(word * 8 + 8, bytes.count) { bytes[offset] = 0 }
  }
}
