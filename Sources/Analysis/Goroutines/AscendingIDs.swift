// SPDX-License-Identifier: Apache-2.0

extension [UInt64] {
  /// Whether an ascending array holds an id; O(log n), without the memory of a set.
  package func containsAscending(_ id: UInt64) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == id
  }
}
