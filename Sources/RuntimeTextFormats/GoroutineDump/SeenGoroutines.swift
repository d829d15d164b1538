// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The first 8,192 goroutine ids of a snapshot: an id that comes again begins the next dump.
///
/// The runtime lists goroutines in an order that never changes while they live, so a second dump repeats an early id,
/// nearly always goroutine 1, among its first lines; later ids need not be remembered. Open addressing, 0 is free (id 0,
/// the scheduler's stack, occurs once for every thread and is never kept). At most 256 KiB, which
/// stays in the cache.
struct SeenGoroutines {
  static let limit = 1 << 13
  private var slots = [UInt64](repeating: 0, count: 64)
  private var count = 0

  @inline(__always)
  private func slot(of id: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: id.folded(by: 0x9e37_79b9_7f4a_7c15)) & (slots.count &- 1)
    while slots[slot] != 0, slots[slot] != id { slot = (slot &+ 1) & (slots.count &- 1) }
    return slot
  }

  /// Whether the id is among those kept.
  @inline(__always)
  func contains(_ id: UInt64) -> Bool { id != 0 && slots[slot(of: id)] == id }

  /// Keeps an id, within the limit.
  @inline(__always)
  mutating func insert(_ id: UInt64) {
    guard count < Self.limit, id != 0 else { return }
    let slot = slot(of: id)
    guard slots[slot] == 0 else { return }
    slots[slot] = id
    count += 1
    if count * 2 >= slots.count { grow() }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for id in old where id != 0 { slots[slot(of: id)] = id }
  }
}
