// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Finds the group of a goroutine by what it has in common with others: state, frames, creator, elision.
///
/// Shape: the groups, their keys and their frames in columns (frames end to end), and an open-addressing table of group
/// index plus one. Keys are compared in full, so unlike goroutines never share a group. O(frames) a goroutine.
/// At most 65,536 groups and 2 million frames; beyond that a goroutine belongs to its state's group of other stacks.
struct GoroutineGroupTable {
  static let groupLimit = 1 << 16
  static let frameLimit = 1 << 21

  /// Why a group may have no frames.
  enum Standing: UInt8 {
    case traced
    /// "goroutine running on other thread; stack unavailable".
    case unavailable
    /// The stack did not fit the tables.
    case other
  }

  /// What separates groups besides the frames.
  struct Key: Hashable {
    var state: UInt8
    var standing: Standing
    var isElided: Bool
    /// Index of the creator's frame, or `UInt32.max`.
    var creator: UInt32

    var hash: UInt64 {
      UInt64(state) | UInt64(standing.rawValue) << 8 | (isElided ? 1 << 16 : 0) | UInt64(creator) << 32
    }
  }

  static let states = GoroutineState.allCases
  /// Stands for the state in formats that have none.
  static let noState = UInt8.max

  var groups: [GoroutineGroup] = []
  private(set) var keys: [Key] = []
  private var frames: [UInt32] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  private var slots = [UInt32](repeating: 0, count: 32)

  /// The index of the group with this key and these frames, leaf first; added when it is new.
  @inline(__always)
  mutating func index(_ key: Key, frames stack: [UInt32], stacks: inout StackTable) -> Int {
    var hash = key.hash
    for frame in stack { hash = (hash ^ UInt64(frame)).folded(by: 0xa076_1d64_78bd_642f) &+ 1 }
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count &- 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) &- 1
      if hashes[index] == hash, keys[index] == key, hasFrames(index, stack) { return index }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return add(key, stack, hash: hash, stacks: &stacks)
  }

  @inline(__always)
  private func hasFrames(_ index: Int, _ stack: [UInt32]) -> Bool {
    let start = index == 0 ? 0 : ends[index &- 1]
    guard ends[index] &- start == stack.count else { return false }
    for position in 0..<stack.count where frames[start &+ position] != stack[position] { return false }
    return true
  }

  private mutating func add(_ key: Key, _ stack: [UInt32], hash: UInt64, stacks: inout StackTable) -> Int {
    // 64 places stay free so that every state can still get its group of other stacks.
    let isFull = groups.count >= Self.groupLimit - 64 || frames.count + stack.count > Self.frameLimit
    if isFull, key.standing != .other {
      return index(
        Key(state: key.state, standing: .other, isElided: false, creator: .max),
        frames: [],
        stacks: &stacks
      )
    }
    let index = groups.count
    var group = GoroutineGroup(
      state: key.state == Self.noState ? nil : Self.states[Int(key.state)],
      stack: stacks.intern(stack: stack.map { FrameID(index: $0) }),
      creator: key.creator == .max ? nil : FrameID(index: key.creator),
      count: 0
    )
    group.hasElidedFrames = key.isElided
    groups.append(group)
    keys.append(key)
    hashes.append(hash)
    frames.append(contentsOf: stack)
    ends.append(frames.count)
    if groups.count * 2 < slots.count {
      place(index)
    } else {
      slots = Array(repeating: 0, count: slots.count * 2)
      for known in groups.indices { place(known) }
    }
    return index
  }

  private mutating func place(_ index: Int) {
    let hash = hashes[index]
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(index + 1)
  }
}
