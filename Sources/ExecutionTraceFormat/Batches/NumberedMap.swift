// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// A map from the numbers of a generation's strings or stacks to positions in a column.
///
/// The runtime numbers both from 1 on, so a position is nearly always found by the number itself. Numbers far above the
/// count of entries, which a file can choose, go into a map by hash: memory is at most 32 bytes an entry more than there.
struct NumberedMap: ~Copyable {
  /// By number, the position and one; 0 where there is none.
  private var marks = Column<UInt32>()
  private var scattered = IdentifierMap()
  private var count = 0

  /// The position of a number; -1 when it is not in the map.
  @inline(__always)
  func position(of number: UInt64) -> Int {
    if number < UInt64(marks.count) {
      let mark = marks[Int(truncatingIfNeeded: number)]
      if mark != 0 { return Int(mark &- 1) }
    }
    return scattered.count == 0 ? -1 : scattered.position(of: number)
  }

  /// Adds a number that is not in the map; positions are below 2^32 - 1.
  mutating func insert(_ number: UInt64, position: Int) {
    count += 1
    guard number < UInt64(count * 8 + 1024) else {
      scattered.insert(number, position: position)
      return
    }
    let index = Int(number)
    if index >= marks.count { marks.append(repeating: 0, count: index + 1 - marks.count) }
    marks[index] = UInt32(truncatingIfNeeded: position) &+ 1
  }

  /// Empties the map; the room is kept for the next generation.
  mutating func removeAll() {
    count = 0
    marks.removeAll()
    scattered.removeAll()
  }
}
