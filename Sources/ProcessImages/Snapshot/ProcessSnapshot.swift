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
  /// For how long the process stood still, from the first thread stopped to the last let go.
  package var stopped: Duration
  /// How many bytes were copied while it did.
  package var copiedByteCount: Int
  /// Difference between addresses in the process and in its executable.
  package var loadBias: UInt64

  /// What a snapshot will cost, known before anything is stopped.
  package struct Cost: Hashable, Sendable {
    /// Resident writable memory, which is copied while the process stands still.
    package var byteCount: Int
    package var threadCount: Int
    /// A copy runs at 1.2 GB/s or more, and a thread stops within 0.2 ms, on the machines where this was measured.
    package var seconds: Double { Double(byteCount) / 1.2e9 + Double(threadCount) * 0.0002 + 0.001 }
  }

  /// Protection of what is looked at.
  package struct Limits: Hashable, Sendable {
    /// After so many seconds the process is let go whether or not all was copied.
    package var longestStop = 5.0
    /// How long to wait for one thread to stop.
    package var patience = 2.0
    package var threadLimit = 100_000
    package init() {}
  }
}
