// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The goroutines that live, by id, and those that ended, as far as there is room.
struct GoroutineTable: ~Copyable {
  /// How many goroutines that began and ended within the trace are kept, at most.
  static let endedLimit = 1 << 16

  /// A goroutine that ended.
  struct Ended: BitwiseCopyable {
    var record: GoroutineRecord
    var wakings: GoroutineWakings
  }

  /// Records of live goroutines; the slots of ended ones are used again.
  var records = Column<GoroutineRecord>()
  /// Where `GoroutineRecord.wakings` leads; an entry belongs to its slot from the first waking on.
  private var wakings = Column<GoroutineWakings>()
  private var free = Column<Int32>()
  private var slots = IdentifierMap()
  /// Those that lived before the trace and ended in it.
  private var endedOlder = Column<Ended>()
  /// Those that began and ended in it.
  private var endedYounger = Column<Ended>()
  /// Lives of those that began and ended in it that are too short to be kept, in clock units.
  private var shortestLife: UInt64 = 0
  /// How many ended goroutines are not kept.
  private(set) var unlisted = 0

  /// How many are kept: those that live, and those that ended and are not `unlisted`.
  var count: Int { slots.count + endedOlder.count + endedYounger.count }

  /// The slot of a goroutine; -1 when none has the id.
  @inline(__always)
  func slot(of id: UInt64) -> GoroutineSlot { slots.position(of: id) }

  /// Adds a goroutine whose id none has.
  mutating func insert(_ record: GoroutineRecord) -> GoroutineSlot {
    let slot: Int
    if let reused = free.popLast() {
      slot = Int(reused)
      let wakings = records[slot].wakings
      records[slot] = record
      records[slot].wakings = wakings
      if wakings != GenerationNames.none { self.wakings[Int(wakings)] = GoroutineWakings() }
    } else {
      slot = records.count
      records.append(record)
    }
    slots.insert(record.id, position: slot)
    return slot
  }

  /// Counts a waking.
  @inline(__always)
  mutating func wake(_ slot: GoroutineSlot, isUnattended: Bool, at time: UInt64) {
    let position = wakings(of: slot)
    wakings[position].wake(records[slot], isUnattended: isUnattended, time: time)
  }

  /// Counts that a goroutine blocked elsewhere than before.
  mutating func changePlace(_ slot: GoroutineSlot) {
    wakings[wakings(of: slot)].placeChanges &+= 1
  }

  @inline(__always)
  private mutating func wakings(of slot: GoroutineSlot) -> Int {
    let position = records[slot].wakings
    if position != GenerationNames.none { return Int(position) }
    records[slot].wakings = UInt32(wakings.count)
    wakings.append(GoroutineWakings())
    return wakings.count &- 1
  }

  /// Moves a goroutine to those that ended.
  mutating func end(_ slot: GoroutineSlot, at time: UInt64) {
    slots.remove(records[slot].id)
    records[slot].state = .ended
    records[slot].since = time
    free.append(Int32(truncatingIfNeeded: slot))
    if records[slot].isCallback {
      unlisted += 1
    } else if records[slot].isOlderThanTrace {
      endedOlder.append(ended(slot))
    } else {
      guard time &- records[slot].created > shortestLife || shortestLife == 0 else {
        unlisted += 1
        return
      }
      endedYounger.append(ended(slot))
      if endedYounger.count == Self.endedLimit { dropShortLived() }
    }
  }

  private func ended(_ slot: GoroutineSlot) -> Ended {
    Ended(record: records[slot], wakings: wakings(in: records[slot]))
  }

  private func wakings(in record: GoroutineRecord) -> GoroutineWakings {
    record.wakings == GenerationNames.none ? GoroutineWakings() : wakings[Int(record.wakings)]
  }

  /// Hands out all kept goroutines, ascending by id, and each id once.
  ///
  /// Not the records are put in order but their numbers, a tenth of the memory.
  consuming func forEachSorted(_ body: (GoroutineRecord, GoroutineWakings) -> Void) {
    // What finds goroutines by id is not needed any more, and the most of what could be spared.
    slots.removeAll()
    var order = Column<(id: UInt64, place: Int)>()
    for slot in records.indices where records[slot].state != .ended { order.append((records[slot].id, slot)) }
    // A live goroutine stands before one that ended with the same id, as those of callbacks from C may have.
    let older = records.count
    for index in endedOlder.indices { order.append((endedOlder[index].record.id, older + index)) }
    let younger = older + endedOlder.count
    for index in endedYounger.indices { order.append((endedYounger[index].record.id, younger + index)) }
    order.sort { ($0.id, $0.place) < ($1.id, $1.place) }
    for index in order.indices {
      let (id, place) = order[index]
      if index > 0, order[index - 1].id == id { continue }
      if place < older {
        body(records[place], wakings(in: records[place]))
      } else {
        let ended = place < younger ? endedOlder[place - older] : endedYounger[place - younger]
        body(ended.record, ended.wakings)
      }
    }
  }

  /// Keeps the half that lived longer: they are the ones to ask about.
  ///
  /// From then on shorter lives are not even stored, so that this happens rarely however many goroutines come and go.
  private mutating func dropShortLived() {
    shortestLife = medianLife()
    var kept = 0
    for index in endedYounger.indices where endedYounger[index].record.life > shortestLife {
      endedYounger[kept] = endedYounger[index]
      kept += 1
    }
    unlisted += endedYounger.count - kept
    endedYounger.removeAll(behind: kept)
  }

  /// The life that half of the goroutines that began and ended in the trace exceed.
  ///
  /// Found byte by byte from the highest on, by counting, each time among those that are equal so far: O(n), whatever
  /// the lives are.
  private func medianLife() -> UInt64 {
    var lives = Column<UInt64>()
    for index in endedYounger.indices { lives.append(endedYounger[index].record.life) }
    var rank = lives.count / 2
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      var counts = Column(repeating: 0, count: 256)
      for index in lives.indices { counts[Int(truncatingIfNeeded: lives[index] &>> shift) & 0xff] += 1 }
      var digit = 0
      while rank >= counts[digit] {
        rank -= counts[digit]
        digit += 1
      }
      if counts[digit] == lives.count { continue }
      var kept = 0
      for index in lives.indices where Int(truncatingIfNeeded: lives[index] &>> shift) & 0xff == digit {
        lives[kept] = lives[index]
        kept += 1
      }
      lives.removeAll(behind: kept)
    }
    return lives[0]
  }
}

extension GoroutineRecord {
  /// How long one that ended lived.
  fileprivate var life: UInt64 { since &- created }
}
