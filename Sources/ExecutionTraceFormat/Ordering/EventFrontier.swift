// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The next events of all threads, the earliest first: a binary heap over (time, cursor).
struct EventFrontier: ~Copyable {
  struct Entry: BitwiseCopyable {
    var time: UInt64
    var cursor: Int32
  }

  private var entries = Column<Entry>()

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// The cursor whose event is the earliest; the frontier must not be empty.
  @inline(__always)
  var first: Int { Int(entries[0].cursor) }

  /// The cursor at a place, in order of time after `sort()`.
  subscript(_ index: Int) -> Int { Int(entries[index].cursor) }

  /// The time up to which the first cursor stays the first.
  @inline(__always)
  var timeOfSecond: UInt64 {
    if entries.count > 2 { return min(entries[1].time, entries[2].time) }
    return entries.count == 2 ? entries[1].time : .max
  }

  mutating func removeAll() { entries.removeAll() }

  /// Adds a cursor without keeping the order; call `sort()` after the last.
  mutating func append(cursor: Int, time: UInt64) {
    entries.append(Entry(time: time, cursor: Int32(truncatingIfNeeded: cursor)))
  }

  /// Puts all in order of time; a sorted heap is a heap.
  mutating func sort() {
    entries.sort { ($0.time, $0.cursor) < ($1.time, $1.cursor) }
  }

  /// Gives an entry the time of its cursor's next event, which is not earlier.
  @inline(__always)
  mutating func update(_ index: Int, time: UInt64) {
    // Times within a batch only grow, but a thread's next batch may say anything.
    let isEarlier = time < entries[index].time
    entries[index].time = time
    if isEarlier { siftUp(index) } else { siftDown(index) }
  }

  /// Takes out an entry whose cursor has no more events.
  mutating func remove(_ index: Int) {
    guard let last = entries.popLast() else { return }
    if index == entries.count { return }
    let isEarlier = last.time < entries[index].time
    entries[index] = last
    if isEarlier { siftUp(index) } else { siftDown(index) }
  }

  private mutating func siftUp(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index &- 1) / 2
      if entries[parent].time <= entries[index].time { return }
      let entry = entries[parent]
      entries[parent] = entries[index]
      entries[index] = entry
      index = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    let entry = entries[start]
    let count = entries.count
    var index = start
    while true {
      var child = 2 &* index &+ 1
      if child >= count { break }
      if child &+ 1 < count, entries[child &+ 1].time < entries[child].time { child &+= 1 }
      if entries[child].time >= entry.time { break }
      entries[index] = entries[child]
      index = child
    }
    entries[index] = entry
  }
}
