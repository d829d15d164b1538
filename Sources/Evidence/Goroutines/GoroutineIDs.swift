// SPDX-License-Identifier: Apache-2.0

/// The ids of the goroutines of one group, delta-coded: about two bytes an id.
///
/// Shape: zigzag varints of the difference to the previous id, in the order in which the dump listed them. Ids are never
/// reused by the Go runtime and rise with time (each P takes them in blocks of 16), so they identify a goroutine across
/// dumps and order goroutines by age.
package struct GoroutineIDs: Hashable, Sendable, Sequence {
  private var encoded: [UInt8] = []
  private var last: UInt64 = 0
  /// How many ids are held.
  package private(set) var count = 0

  package init() {}

  package init(_ ids: some Sequence<UInt64>) {
    for id in ids { append(id) }
  }

  /// Whether no id is held: the format has none.
  package var isEmpty: Bool { count == 0 }

  /// Adds an id at the end.
  package mutating func append(_ id: UInt64) {
    let difference = Int64(bitPattern: id &- last)
    var zigzag = UInt64(bitPattern: (difference << 1) ^ (difference >> 63))
    while zigzag >= 0x80 {
      encoded.append(UInt8(truncatingIfNeeded: zigzag) | 0x80)
      zigzag >>= 7
    }
    encoded.append(UInt8(truncatingIfNeeded: zigzag))
    last = id
    count += 1
  }

  /// The largest id; nil when none is held.
  ///
  /// O(n), without memory.
  package var largest: UInt64? { self.max() }

  package var underestimatedCount: Int { count }

  /// Gives the ids in the order in which they were added.
  package struct Iterator: IteratorProtocol {
    fileprivate let encoded: [UInt8]
    private var offset = 0
    private var id: UInt64 = 0

    fileprivate init(_ encoded: [UInt8]) {
      self.encoded = encoded
    }

    package mutating func next() -> UInt64? {
      var zigzag: UInt64 = 0
      var shift: UInt64 = 0
      while offset < encoded.count {
        let byte = encoded[offset]
        offset &+= 1
        zigzag |= UInt64(byte & 0x7f) << shift
        shift &+= 7
        guard byte < 0x80 else { continue }
        id = id &+ UInt64(bitPattern: Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1))
        return id
      }
      return nil
    }
  }

  package func makeIterator() -> Iterator { Iterator(encoded) }

  /// The ids, ascending.
  ///
  /// O(n log n), or O(n) when the dump listed them in order.
  package func sorted() -> [UInt64] {
    var ids: [UInt64] = []
    ids.reserveCapacity(count)
    var ascending = true
    for id in self {
      ascending = ascending && id >= ids.last ?? 0
      ids.append(id)
    }
    if !ascending { ids.sort() }
    return ids
  }
}
