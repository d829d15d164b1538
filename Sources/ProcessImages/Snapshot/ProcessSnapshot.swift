// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The memory of a process at one moment with the registers of its threads, and what it cost the process.
package struct ProcessSnapshot: Sendable {
  /// A thread of the process, stopped.
  package struct Thread: Hashable, Sendable {
    /// Number of the thread in its own name space of numbers, which is what it calls itself.
    package var id: Int
    /// General registers in the kernel's order (`NT_PRSTATUS`); empty when they could not be read.
    package var registers: [UInt64]
  }

  package var memory: MemoryImage
  package var threads: [Thread]
  /// For how long the process stood still, from the first thread stopped to the last let go; zero when none was stopped.
  package var stopped: Duration
  /// How many bytes were copied.
  package var copiedByteCount: Int
  /// Difference between addresses in the process and in its executable.
  package var loadBias: UInt64

  /// How it was taken; nil for memory that was kept in a file.
  package var method: SnapshotMethod?
  /// Whether it holds what strings and bytes hold; snapshots kept in files do so only when that was asked for.
  package var hasValues = true
  /// What is missing or was left behind, as sentences without a full stop.
  package var gaps: [String] = []

  /// Protection of what is looked at.
  package struct Limits: Hashable, Sendable {
    /// How to take memory; nil for what is best.
    package var method: SnapshotMethod?
    /// After so many seconds the process is let go whether or not all was copied.
    package var longestStop = 5.0
    /// How long to wait for one thread to stop.
    package var patience = 2.0
    package var threadLimit = 100_000
    package init() {}
  }
}
