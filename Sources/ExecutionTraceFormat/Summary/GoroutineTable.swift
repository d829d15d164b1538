// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The goroutines that live, by id, and those that ended, as far as there is room.
struct GoroutineTable {
  /// How many goroutines that began and ended within the trace are kept, at most.
  static let endedLimit = 1 << 16

  /// Records of live goroutines; the slots of ended ones are used again.
  var records: [GoroutineRecord] = []
  private var free: [Int32] = []
  private var slots = IdentifierMap()
  /// Those that lived before the trace and ended in it.
  private var endedOlder: [GoroutineRecord] = []
  /// Those that began and ended in it.
  private var endedYounger: [GoroutineRecord] = []
  /// Lives of those that began and ended in it that are too short to be kept, in clock units.
  private var shortestLife: UInt64 = 0
  /// How many ended goroutines are not kept.
  private(set) var unlisted = 0

  /// How many live.
  var count: Int { slots.count }

  /// The slot of a goroutine; -1 when none has the id.
  @inline(__always)
  func slot(of id: UInt64) -> GoroutineSlot { slots.position(of: id) }

  /// Adds a goroutine whose id none has.
  mutating func insert(_ record: GoroutineRecord) -> GoroutineSlot {
    let slot: Int
    if let reused = free.popLast() {
      slot = Int(reused)
      records[slot] = record
    } else {
      slot = records.count
      records.append(record)
    }
    slots.insert(record.id, position: slot)
    return slot
  }

  /// Moves a goroutine to those that ended.
  mutating func end(_ slot: GoroutineSlot, at time: UInt64) {
    slots.remove(records[slot].id)
    records[slot].state = .ended
    records[slot].ended = time
    free.append(Int32(truncatingIfNeeded: slot))
    if records[slot].isCallback {
      unlisted += 1
    } else if records[slot].isOlderThanTrace {
      endedOlder.append(records[slot])
    } else {
      guard time &- records[slot].created > shortestLife || shortestLife == 0 else {
        unlisted += 1
        return
      }
      endedYounger.append(records[slot])
      if endedYounger.count == Self.endedLimit { dropShortLived() }
    }
  }

  /// Every slot that holds a live goroutine.
  var liveSlots: some Sequence<GoroutineSlot> {
    records.indices.lazy.filter { records[$0].state != .ended }
  }

  /// All kept goroutines, ascending by id, and each id once.
  consuming func sorted() -> [GoroutineRecord] {
    var all = records.filter { $0.state != .ended } + endedOlder + endedYounger
    // A live goroutine stands before one that ended with the same id, as those of callbacks from C may have.
    all.sort { ($0.id, $0.state == .ended ? 1 : 0) < ($1.id, $1.state == .ended ? 1 : 0) }
    var previous: UInt64?
    all.removeAll { record in
      defer { previous = record.id }
      return record.id == previous
    }
    return all
  }

  /// Keeps the half that lived longer: they are the ones to ask about.
  ///
  /// From then on shorter lives are not even stored, so that this happens rarely however many goroutines come and go.
  private mutating func dropShortLived() {
    let lives = endedYounger.map { $0.ended &- $0.created }.sorted()
    shortestLife = lives[lives.count / 2]
    let before = endedYounger.count
    endedYounger.removeAll { $0.ended &- $0.created <= shortestLife }
    unlisted += before - endedYounger.count
  }
}
