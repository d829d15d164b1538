// SPDX-License-Identifier: Apache-2.0

/// From the ids that messages refer to each other by, to dense indices.
///
/// Go and pprof number from 1 without holes, and then a look-up is one array read. Other producers use addresses or
/// hashes as ids; those go to a dictionary, so that a single huge id costs no memory.
struct IdentifierMap {
  /// `index + 1` by id; 0 where there is none.
  private var dense: [UInt32]
  private var sparse: [UInt64: UInt32] = [:]

  /// A map for about `count` ids.
  init(expecting count: Int) {
    dense = Array(repeating: 0, count: count * 2 + 64)
  }

  /// The index of an id; nil when no message has it.
  @inline(__always)
  func index(of id: UInt64) -> UInt32? {
    if id < UInt64(dense.count) {
      let stored = dense[Int(truncatingIfNeeded: id)]
      return stored == 0 ? nil : stored &- 1
    }
    return sparse[id]
  }

  /// Records an id; false when it is taken.
  mutating func insert(_ id: UInt64, index: Int) -> Bool {
    guard self.index(of: id) == nil else { return false }
    if id < UInt64(dense.count) {
      dense[Int(id)] = UInt32(index) + 1
    } else {
      sparse[id] = UInt32(index)
    }
    return true
  }
}
