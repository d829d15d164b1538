// SPDX-License-Identifier: Apache-2.0

/// The ids of the goroutines of one group, delta-coded: about two bytes an id.
///
/// Shape: zigzag varints of the difference to the previous id, in the order in which the dump listed them. Ids are never
/// reused by the Go runtime and rise with time (each P takes them in blocks of 16), so they identify a goroutine across
/// dumps and order goroutines by age.
package struct GoroutineIDs: Hashable, Sendable {
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

  /// The ids, ascending.
  ///
  /// O(n log n), or O(n) when the dump listed them in order.
  package func sorted() -> [UInt64] {
    var ids: [UInt64] = []
    ids.reserveCapacity(count)
    var id: UInt64 = 0
    var zigzag: UInt64 = 0
    var shift: UInt64 = 0
    var ascending = true
    for byte in encoded {
      zigzag |= UInt64(byte & 0x7f) << shift
      if byte >= 0x80 {
        shift += 7
        continue
      }
      let difference = Int64(bitPattern: zigzag >> 1) ^ -Int64(bitPattern: zigzag & 1)
      ascending = ascending && difference >= 0
      id = id &+ UInt64(bitPattern: difference)
      ids.append(id)
      zigzag = 0
      shift = 0
    }
    if !ascending { ids.sort() }
    return ids
  }
}
