// SPDX-License-Identifier: Apache-2.0

/// A bounded set of byte strings, each known by a dense index: how decoders name what they have seen without a `String`.
///
/// Shape: one byte column, one column of end offsets, and an open-addressing table whose slots hold the upper half of the
/// hash above the index plus one (0 marks a free slot). Lookups compare the bytes, so equal index means equal bytes.
/// O(length) a lookup. At the limit new strings are refused and known ones still found.
@usableFromInline
package struct ByteInterner: Sendable {
  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var ends: [Int] = [0]
  @usableFromInline var slots: [UInt64] = Array(repeating: 0, count: 32)
  @usableFromInline let stringLimit: Int
  @usableFromInline let byteLimit: Int

  /// An empty set that takes at most so many strings and so many bytes.
  @usableFromInline
  package init(stringLimit: Int, byteLimit: Int) {
    self.stringLimit = min(stringLimit, Int(UInt32.max) - 1)
    self.byteLimit = byteLimit
  }

  /// How many strings are held; the next new one gets this index.
  @inlinable @inline(__always)
  package var count: Int { ends.count &- 1 }

  /// How many bytes the strings occupy together.
  @inlinable @inline(__always)
  package var byteCount: Int { bytes.count }

  /// The index of these bytes, which are added when they are new; nil when they are new and the set is full.
  @inlinable @inline(__always)
  package mutating func intern(_ string: RawSpan) -> Int? {
    let hash = string.wordHash
    var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    while true {
      let entry = slots[slot]
      if entry == 0 { return insert(string, hash: hash) }
      if (entry ^ hash) >> 32 == 0 {
        let index = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
        if bytes.span.asRawBytes.extracting(ends[index]..<ends[index &+ 1]).hasSameBytes(as: string) { return index }
      }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
  }

  /// Reads the bytes of an index.
  package func withBytes<Result>(of index: Int, _ body: (RawSpan) -> Result) -> Result {
    body(bytes.span.asRawBytes.extracting(ends[index]..<ends[index + 1]))
  }

  @usableFromInline
  mutating func insert(_ string: RawSpan, hash: UInt64) -> Int? {
    guard count < stringLimit, string.byteCount <= byteLimit - bytes.count else { return nil }
    if count * 2 >= slots.count { grow() }
    let index = count
    for offset in 0..<string.byteCount { bytes.append(string.byte(at: offset)) }
    ends.append(bytes.count)
    place(index, hash: hash)
    return index
  }

  private mutating func place(_ index: Int, hash: UInt64) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = hash & 0xffff_ffff_0000_0000 | UInt64(index + 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for index in 0..<count { place(index, hash: withBytes(of: index) { $0.wordHash }) }
  }
}
