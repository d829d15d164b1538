// SPDX-License-Identifier: Apache-2.0

import Evidence

extension Report.Retention {
  /// The tree of a look at the object graph.
  init(_ look: ObjectGraphLook) {
    snapshots = look.snapshots.map { snapshot in
      Snapshot(
        at: instant(snapshot.instant),
        objects: snapshot.reached.objects,
        bytes: Int64(clamping: snapshot.reached.bytes),
        stoppedSeconds: (snapshot.stop?.milliseconds).map { $0 / 1000 }
      )
    }
    typedShare = look.typedShare
    tree = look.tree.map { row in
      Row(
        depth: min(max(row.depth, 0), 64),
        path: row.label,
        count: row.count,
        bytes: Int64(clamping: row.bytes),
        bytesBefore: row.bytesBefore.map { Int64(clamping: $0) },
        isAccumulation: row.isAccumulation ? true : nil
      )
    }
  }
}
