// SPDX-License-Identifier: Apache-2.0

/// From the ids that messages refer to each other by, to dense indices.
///
/// Go and pprof number from 1 without holes and write in that order, and then an index is the id less one, without a
/// look at memory. Small ids in another order take one array read. Other producers use addresses or hashes as ids; those
/// go to a dictionary, so that a single huge id costs no memory.
struct IdentifierMap {
  /// Ids from 1 to this have the indices from 0 on.
  private var sequentialCount: UInt64 = 0
  /// `index + 1` by id, for ids outside the sequence; 0 where there is none.
  ///
  /// Empty until such an id comes.
  private var dense: [UInt32] = []
  private let denseCapacity: Int
  private var sparse: [UInt64: UInt32] = [:]

  /// A map for about `count` ids.
  init(expecting count: Int) {
    denseCapacity = count * 2 + 64
  }

  /// The index of an id; nil when no message has it.
  @inline(__always)
  func index(of id: UInt64) -> UInt32? {
    // Wraps for 0, which nothing has.
    if id &- 1 < sequentialCount { return UInt32(truncatingIfNeeded: id &- 1) }
    return indexOutsideSequence(id)
  }

  /// Records an id; false when it is taken.
  mutating func insert(_ id: UInt64, index: Int) -> Bool {
    guard self.index(of: id) == nil else { return false }
    if id == sequentialCount + 1, UInt64(index) == sequentialCount {
      sequentialCount += 1
    } else if id < UInt64(denseCapacity) {
      if dense.isEmpty { dense = Array(repeating: 0, count: denseCapacity) }
      dense[Int(id)] = UInt32(index) + 1
    } else {
      sparse[id] = UInt32(index)
    }
    return true
  }

  private func indexOutsideSequence(_ id: UInt64) -> UInt32? {
    if id < UInt64(dense.count) {
      let stored = dense[Int(truncatingIfNeeded: id)]
      return stored == 0 ? nil : stored &- 1
    }
    return sparse[id]
  }
}
