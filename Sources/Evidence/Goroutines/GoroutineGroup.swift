// SPDX-License-Identifier: Apache-2.0

/// Goroutines of one snapshot that stand at the same place: same state, same frames, same creator.
///
/// Arguments, ids and program counters do not separate groups. What differs between the members is kept as tallies of
/// bounded size, so that memory depends on the number of groups and not of goroutines (ids excepted, about 2 bytes each).
package struct GoroutineGroup: Sendable {
  /// State from the header; nil in formats without one (debug=1 and profile.proto), where the frames tell.
  package var state: GoroutineState?
  /// The calls, leaf first, as the dump shows them (debug=2 hides runtime frames).
  package var stack: StackID
  /// The `go` statement that started the members; nil for main, the runtime's own, and formats without it.
  package var creator: FrameID?
  /// How many goroutines stand here.
  package var count: Int
  /// How many of them Go's own leak detection has marked "(leaked)".
  package var leakedCount = 0
  /// How many of them are locked to their thread.
  package var lockedToThreadCount = 0
  /// Whether frames in the middle were elided by the runtime.
  package var hasElidedFrames = false
  /// Ids of the members; empty in formats without ids.
  package var ids = GoroutineIDs()
  /// Ids of the goroutines that executed the `go` statement, with multiplicity; empty where unknown.
  package var creatorIDs = GoroutineIDs()
  /// Whole minutes of waiting as printed.
  ///
  /// The runtime stamps them at collections: each is right to one GC interval.
  package var waitMinutes = WaitMinutes()
  /// Addresses of the lock, wait group or condition the members wait on, where the text carries it exactly.
  package var primitives = AddressTally()
  /// Durations of `time.Sleep` in nanoseconds, shortest and longest.
  package var sleep: ClosedRange<Int64>?
  /// What `IO wait` waits for, when the text tells: members that read, members that write.
  package var readers = 0
  package var writers = 0
  /// pprof labels of the members, most frequent first, at most 8.
  package var labels: [LabelTally] = []
  /// The first members that wait for a lock, with their arguments: what a search for lock cycles reads.
  ///
  /// At most 64.
  package var exemplars: [GoroutineExemplar] = []

  package init(state: GoroutineState?, stack: StackID, creator: FrameID?, count: Int) {
    self.state = state
    self.stack = stack
    self.creator = creator
    self.count = count
  }
}

/// The ", N minutes" of a group's headers.
package struct WaitMinutes: Hashable, Sendable {
  /// Largest value printed; nil when no member printed one.
  package var longest: Int?
  /// How many members printed a value (those below one minute print none).
  package var count = 0

  package init() {}

  /// Takes in one printed value.
  package mutating func add(_ minutes: Int) {
    longest = max(longest ?? 0, minutes)
    count += 1
  }
}

/// A pprof label and how many members carry it.
package struct LabelTally: Hashable, Sendable {
  package var key: String
  package var value: String
  package var count: Int

  package init(key: String, value: String, count: Int) {
    self.key = key
    self.value = value
    self.count = count
  }
}

/// How often each address occurs, for at most 1,024 distinct addresses.
package struct AddressTally: Hashable, Sendable {
  package static let limit = 1024
  package private(set) var counts: [UInt64: Int] = [:]
  /// Members whose address was not kept because the table was full.
  package private(set) var overflow = 0

  package init() {}

  package var isEmpty: Bool { counts.isEmpty }

  /// Counts one member that waits on `address`; a new address is kept only within the limit and while `mayGrow`.
  ///
  /// Returns whether the address was new and is kept.
  @discardableResult
  package mutating func add(_ address: UInt64, mayGrow: Bool = true) -> Bool {
    if let known = counts[address] {
      counts[address] = known + 1
      return false
    }
    guard mayGrow, counts.count < Self.limit else {
      overflow += 1
      return false
    }
    counts[address] = 1
    return true
  }
}

/// One goroutine that waits for a lock, with the pointer-like arguments of its frames.
package struct GoroutineExemplar: Hashable, Sendable {
  package var id: UInt64
  /// Address of the primitive it waits on; nil when the text does not carry it exactly.
  package var primitive: UInt64?
  /// Arguments as printed, one row per frame, leaf first; at most 8 per frame and 16 frames.
  ///
  /// Values marked "?" by the runtime (possibly stale) are left out.
  package var arguments: [[UInt64]]

  package init(id: UInt64, primitive: UInt64?, arguments: [[UInt64]]) {
    self.id = id
    self.primitive = primitive
    self.arguments = arguments
  }
}
