// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Finished snapshots within a budget: when it is used up, the smallest go.
///
/// A log may hold the stack of one goroutine thousands of times; what matters are the dumps of many.
struct SnapshotShelf {
  static let countLimit = 256
  static let footprintLimit = 96 << 20
  private var entries: [(order: Int, footprint: Int, snapshot: GoroutineSnapshot)] = []
  private var footprint = 0
  private var omitted = 0

  var isEmpty: Bool { entries.isEmpty }

  /// Puts a finished snapshot on the shelf.
  mutating func add(_ builder: SnapshotBuilder) {
    entries.append((builder.order, builder.footprint, builder.build()))
    footprint += builder.footprint
    while entries.count > Self.countLimit || (footprint > Self.footprintLimit && entries.count > 1) {
      guard let smallest = entries.indices.min(by: { entries[$0].snapshot.count < entries[$1].snapshot.count }) else {
        break
      }
      footprint -= entries[smallest].footprint
      entries.remove(at: smallest)
      omitted += 1
    }
  }

  /// The snapshots of several streams in the order in which the input first showed them.
  static func merged(_ shelves: [SnapshotShelf]) -> [GoroutineSnapshot] {
    var snapshots = shelves.flatMap(\.entries).sorted { $0.order < $1.order }.map(\.snapshot)
    let omitted = shelves.reduce(0) { $0 + $1.omitted }
    if omitted > 0, let last = snapshots.indices.last {
      snapshots[last].gaps.append("\(omitted) smaller goroutine dumps of the same input were left out")
    }
    return snapshots
  }
}
