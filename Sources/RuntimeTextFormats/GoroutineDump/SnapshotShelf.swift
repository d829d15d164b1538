// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finished snapshots within a budget: when it is used up, the smallest go.
///
/// A log may hold the stack of one goroutine thousands of times; what matters are the dumps of many.
struct SnapshotShelf {
  static let countLimit = 256
  static let footprintLimit = 32 << 20
  private var entries: [(order: Int, footprint: Int, snapshot: GoroutineSnapshot)] = []
  private var footprint = 0
  private var omitted = 0
  /// Goroutines of the smallest snapshot that was kept when the shelf was last cleared: smaller ones need not be built.
  private var threshold = 0

  var isEmpty: Bool { entries.isEmpty }

  /// Puts a finished snapshot on the shelf; amortized O(log n) whatever the number of snapshots.
  mutating func add(_ builder: SnapshotBuilder) {
    if entries.count >= Self.countLimit, builder.count <= threshold {
      omitted += 1
      return
    }
    entries.append((builder.order, builder.footprint, builder.build()))
    footprint += builder.footprint
    // Cleared in bulk: one at a time would look through all of them for each snapshot of a long log.
    if entries.count >= 2 * Self.countLimit || footprint > Self.footprintLimit && entries.count > 1 { clear() }
  }

  /// Keeps the largest within the limits, the earlier of equals.
  private mutating func clear() {
    let counts = entries.map(\.snapshot.count)
    var kept: [Int] = []
    footprint = 0
    for index in counts.indices.sorted(by: { (counts[$1], $0) < (counts[$0], $1) }) {
      guard kept.count < Self.countLimit, kept.isEmpty || footprint + entries[index].footprint <= Self.footprintLimit
      else {
        continue
      }
      footprint += entries[index].footprint
      kept.append(index)
    }
    omitted += entries.count - kept.count
    threshold = kept.map { counts[$0] }.min() ?? 0
    entries = kept.sorted().map { entries[$0] }
  }

  /// The snapshots of several streams in the order in which the input first showed them.
  static func merged(_ shelves: [SnapshotShelf]) -> [GoroutineSnapshot] {
    var shelves = shelves
    for index in shelves.indices where shelves[index].entries.count > Self.countLimit { shelves[index].clear() }
    var snapshots = shelves.flatMap(\.entries).sorted { $0.order < $1.order }.map(\.snapshot)
    let omitted = shelves.reduce(0) { $0 + $1.omitted }
    if omitted > 0, let last = snapshots.indices.last {
      snapshots[last].gaps.append("\(omitted) smaller goroutine dumps of the same input were left out")
    }
    return snapshots
  }
}
