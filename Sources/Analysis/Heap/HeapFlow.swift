// SPDX-License-Identifier: Apache-2.0

/// Sampled objects of a place that came and went between two rounds.
struct HeapFlow: Hashable {
  var allocated = 0
  var freed = 0
  /// Upper bound of the objects born between the rounds and in use at the second; exact less `deaths`.
  var births: Int { deaths &+ net }
  /// Upper bound of the objects in use at the first round and freed by the second.
  var deaths = 0
  /// Change of the number in use.
  var net = 0

  /// Adds objects of one size.
  ///
  /// No more of the old objects can have died than were freed, and no more than there were.
  @inline(__always)
  mutating func add(allocatedBefore: Int, inUseBefore: Int, allocatedAfter: Int, inUseAfter: Int) {
    let allocated = max(0, allocatedAfter &- allocatedBefore)
    let change = inUseAfter &- inUseBefore
    let freed = max(0, allocated &- change)
    self.allocated &+= allocated
    self.freed &+= freed
    deaths &+= min(freed, max(0, inUseBefore))
    net &+= change
  }

  /// Adds the flow of another place.
  mutating func add(_ other: HeapFlow) {
    allocated &+= other.allocated
    freed &+= other.freed
    deaths &+= other.deaths
    net &+= other.net
  }

  init() {}

  /// The flow of one rung between two rounds.
  init(_ rung: HeapRung, from first: Int, to last: Int) {
    add(
      allocatedBefore: rung.allocated[first],
      inUseBefore: rung.inUse[first],
      allocatedAfter: rung.allocated[last],
      inUseAfter: rung.inUse[last]
    )
  }

  /// The sum of flows.
  init(_ parts: [HeapFlow]) {
    for part in parts { add(part) }
  }
}
