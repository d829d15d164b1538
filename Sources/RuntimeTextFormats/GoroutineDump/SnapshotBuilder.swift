// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// One snapshot while its goroutines come in.
///
/// Memory: the names and stacks within the limits of `FrameInterner` and `GoroutineGroupTable`, about four bytes a
/// goroutine for ids, and tallies whose number is bounded over all groups together.
struct SnapshotBuilder {
  var interner = FrameInterner()
  private var table = GoroutineGroupTable()
  private var statuses = ByteInterner(stringLimit: 256, byteLimit: 1 << 14)
  private var statusStates: [UInt8] = []
  private var labelPairs = ByteInterner(stringLimit: 1 << 14, byteLimit: 1 << 20)
  private var labelCounts: [Int: [UInt32: Int]] = [:]
  private var seen = SeenGoroutines()
  /// How many addresses and labels all groups together may still add to their tallies.
  private var tallyBudget = 1 << 18
  private var exemplarBudget = 1 << 12
  private var otherCount = 0
  private var unavailableCount = 0
  private(set) var count = 0
  /// Where in the order of the input the first header stood.
  let order: Int
  var crash: CrashCause?
  var gaps: [String] = []

  init(order: Int, crash: CrashCause?) {
    self.order = order
    self.crash = crash
  }

  /// Bytes that a finished snapshot will hold on to, roughly.
  var footprint: Int { interner.byteCount * 3 + count * 4 + 4096 }

  /// Whether this snapshot has met the goroutine already.
  @inline(__always)
  func contains(_ id: UInt64) -> Bool { seen.contains(id) }

  /// The state for the status text of a header, as an index into `GoroutineState.allCases`.
  @inline(__always)
  mutating func state(_ status: RawSpan) -> UInt8 {
    guard status.byteCount < 64, let index = statuses.intern(status) else { return Self.unknownState }
    if index == statusStates.count {
      let state = GoroutineState(waitReason: status.text)
      statusStates.append(UInt8(GoroutineGroupTable.states.firstIndex(of: state) ?? 0))
    }
    return statusStates[index]
  }

  /// A handle for a `key: value` pair, or nil when there are too many different ones.
  mutating func labelPair(_ text: RawSpan) -> UInt32? {
    labelPairs.intern(text).map { UInt32($0) }
  }

  /// Counts a goroutine whose lines have all been read.
  @inline(__always)
  mutating func add(_ goroutine: PendingGoroutine) {
    let index = table.index(
      GoroutineGroupTable.Key(
        state: goroutine.state,
        standing: goroutine.standing,
        isElided: goroutine.isElided,
        creator: goroutine.standing == .other ? .max : goroutine.creator
      ),
      frames: goroutine.standing == .other ? [] : goroutine.frames,
      stacks: &interner.stacks
    )
    count &+= 1
    seen.insert(goroutine.id)
    switch table.keys[index].standing {
    case .traced: break
    case .unavailable: unavailableCount += 1
    case .other: otherCount += 1
    }
    table.groups[index].take(goroutine, addresses: &tallyBudget, exemplars: &exemplarBudget)
    for pair in goroutine.labels { countLabel(pair, by: 1, group: index) }
  }

  /// Counts the goroutines of a record in a format without ids and states.
  ///
  /// `frames` is nil when the stack did not fit the tables.
  mutating func addRecord(_ frames: [UInt32]?, count members: Int, labels: [UInt32]) {
    let key = GoroutineGroupTable.Key(
      state: GoroutineGroupTable.noState,
      standing: frames == nil ? .other : .traced,
      isElided: false,
      creator: .max
    )
    let index = table.index(key, frames: frames ?? [], stacks: &interner.stacks)
    table.groups[index].count += members
    count += members
    if table.keys[index].standing == .other { otherCount += members }
    for pair in labels { countLabel(pair, by: members, group: index) }
  }

  private mutating func countLabel(_ pair: UInt32, by members: Int, group: Int) {
    if let known = labelCounts[group]?[pair] {
      labelCounts[group]?[pair] = known + members
    } else if tallyBudget > 0, labelCounts[group, default: [:]].count < 256 {
      tallyBudget -= 1
      labelCounts[group, default: [:]][pair] = members
    }
  }

  /// Replaces a goroutine that was running on another thread by the same goroutine seen with its stack.
  ///
  /// GOTRACEBACK=crash first lists such goroutines without a stack and then lets each thread print its own.
  mutating func replaceUnavailable(by goroutine: PendingGoroutine) {
    for index in table.groups.indices where table.keys[index].standing == .unavailable {
      var ids = table.groups[index].ids.sorted()
      guard let position = ids.firstIndex(of: goroutine.id) else { continue }
      ids.remove(at: position)
      table.groups[index].ids = GoroutineIDs(ids)
      table.groups[index].count -= 1
      unavailableCount -= 1
      count -= 1
      add(goroutine)
      return
    }
  }

  /// The snapshot; O(groups).
  func build(_ form: GoroutineSnapshot.Form = .fullStacks) -> GoroutineSnapshot {
    var groups = table.groups
    for (index, counts) in labelCounts { groups[index].labels = labels(counts) }
    groups.removeAll { $0.count == 0 }
    var snapshot = GoroutineSnapshot(form: form, groups: groups, stacks: interner.stacks)
    snapshot.crash = crash
    snapshot.gaps = gaps
    if otherCount > 0 {
      snapshot.gaps.append("\(otherCount) goroutines with ever different stacks are counted by state only")
    }
    if unavailableCount > 0 {
      snapshot.gaps.append("\(unavailableCount) goroutines ran on other threads, where the runtime shows no stack")
    }
    return snapshot
  }

  private func labels(_ counts: [UInt32: Int]) -> [LabelTally] {
    counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
      .compactMap { pair, count in
        labelPairs.withBytes(of: Int(pair)) { GoroutineLabels.pair($0) }
          .map { LabelTally(key: $0.key, value: $0.value, count: count) }
      }
      .prefix(8).map { $0 }
  }

  private static let unknownState = UInt8(GoroutineState.allCases.firstIndex(of: .unknown) ?? 0)
}
