// SPDX-License-Identifier: Apache-2.0

/// What two snapshots of a live program's object graph showed: who holds what grows, and what cannot be freed.
///
/// Read from outside, from the memory of the process. Holds names of code, types and numbers and no values of the program.
/// Part of a bundle as one JSON object, so that the verdict can be repeated without the process.
package struct ObjectGraphLook: Codable, Hashable, Sendable {
  /// One stop of the process, and what the heap held then.
  package struct Snapshot: Codable, Hashable, Sendable {
    /// Seconds since 1970.
    package var instant: Double
    /// What it cost the process; nil where none was stopped for it.
    package var stop: HeapRetention.Stop?
    /// Objects that are there, reached or not.
    package var allocated: HeapRetention.Amount
    /// Objects that some root holds.
    package var reached: HeapRetention.Amount

    package init(
      instant: Double,
      stop: HeapRetention.Stop?,
      allocated: HeapRetention.Amount,
      reached: HeapRetention.Amount
    ) {
      self.instant = instant
      self.stop = stop
      self.allocated = allocated
      self.reached = reached
    }
  }

  /// Objects with a finalizer that a cycle of pointers leads back to: the collector never frees them.
  package struct FinalizerCycle: Codable, Hashable, Sendable {
    package var type: String
    package var before: Int
    package var after: Int
    /// Those of the first snapshot that the second has no more.
    package var gone: Int
    package var retainedBytes: UInt64
    /// Where they were allocated, as far as the program samples it.
    package var sites: [GrowingHolder.Site]

    package init(
      type: String,
      before: Int,
      after: Int,
      gone: Int,
      retainedBytes: UInt64,
      sites: [GrowingHolder.Site]
    ) {
      self.type = type
      self.before = before
      self.after = after
      self.gone = gone
      self.retainedBytes = retainedBytes
      self.sites = sites
    }
  }

  /// A row of the tree of what is held, by shortest path; a row's children follow it.
  package struct Row: Codable, Hashable, Sendable {
    /// How far below a root; roots are 0.
    package var depth: Int
    /// The step from the row above, as Go: a root's name, or `.visits[string] -> *main.Visit`.
    package var label: String
    package var count: Int
    /// What hangs here and below, each object counted once.
    package var bytes: UInt64
    /// The same at the first snapshot; nil where there was nothing to compare with.
    package var bytesBefore: UInt64?
    /// Whether far more objects hang here than on the row above: the elements of a container.
    package var isAccumulation: Bool

    package init(
      depth: Int,
      label: String,
      count: Int,
      bytes: UInt64,
      bytesBefore: UInt64?,
      isAccumulation: Bool
    ) {
      self.depth = depth
      self.label = label
      self.count = count
      self.bytes = bytes
      self.bytesBefore = bytesBefore
      self.isAccumulation = isAccumulation
    }
  }

  package var goVersion: String
  /// Of the objects reached at last, the share whose type is known.
  package var typedShare: Double
  /// In the order of time: one or two.
  package var snapshots: [Snapshot]
  /// Holders of what grew between two snapshots, the most bytes first.
  package var holders: [GrowingHolder] = []
  package var finalizerCycles: [FinalizerCycle] = []
  /// The last snapshot as a tree, the largest first among equals; what is small is left out.
  package var tree: [Row] = []
  /// What was checked and did not hold, or could not be read; each as a sentence without a full stop.
  package var gaps: [String] = []

  package init(goVersion: String, typedShare: Double, snapshots: [Snapshot]) {
    self.goVersion = goVersion
    self.typedShare = typedShare
    self.snapshots = snapshots
  }

  /// Seconds between the first and the last snapshot; nil with one.
  package var seconds: Double? {
    guard let first = snapshots.first, let last = snapshots.last, last.instant > first.instant else { return nil }
    return last.instant - first.instant
  }
}

/// A look at the object graph and where it came from.
package struct ObjectGraphObservation: Hashable, Sendable {
  package var look: ObjectGraphLook
  package var source: String

  package init(look: ObjectGraphLook, source: String) {
    self.look = look
    self.source = source
  }
}
