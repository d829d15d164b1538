// SPDX-License-Identifier: Apache-2.0

/// How the memory of a running process is taken.
package enum SnapshotMethod: String, CaseIterable, Hashable, Sendable {
  /// The process stands still until its memory is copied: nothing of it is changed, and the stop grows with its memory.
  case copy
  /// The process stands still until the kernel made a copy of it (fork), which is read while the process goes on.
  case fork
}

extension ProcessSnapshot {
  /// How a snapshot will be taken, and what it will cost, known before anything is stopped.
  package struct Cost: Hashable, Sendable {
    package var method: SnapshotMethod
    /// Resident writable memory, which is copied.
    package var byteCount: Int
    package var threadCount: Int
    /// Why the other method was not chosen, although it would be faster; a sentence without a full stop.
    package var reason: String?

    /// For how long the process is expected to stand still.
    ///
    /// A copy runs at 1.2 GB/s or more, the kernel copies page tables at 15 GB/s or more, and a thread stops within
    /// 0.2 ms, on the machines where this was measured.
    package var seconds: Double {
      Double(byteCount) / (method == .copy ? 1.2e9 : 15e9) + Double(threadCount) * 0.0002
        + (method == .copy ? 0.001 : 0.002)
    }

    /// A copy that is expected to take less is not worth a process more.
    static let longestCopy = 0.015

    /// What is about to happen, to be said before it does; a sentence without a full stop.
    package func announcement(of pid: Int) -> String {
      let milliseconds = max(1, Int((seconds * 1000).rounded(.up)))
      switch method {
      case .fork:
        return
          "stopping process \(pid) for about \(milliseconds) ms until the kernel has copied it; \(byteCount >> 20) MiB are "
          + "read while it goes on"
      case .copy:
        let because = reason.map { "; it stands still for as long because \($0)" } ?? ""
        return "stopping process \(pid) for about \(milliseconds) ms to copy \(byteCount >> 20) MiB\(because)"
      }
    }
  }
}
