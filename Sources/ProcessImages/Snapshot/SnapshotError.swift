// SPDX-License-Identifier: Apache-2.0

/// Why no snapshot of a process was taken, as a sentence without a full stop; the process goes on in every case.
package enum SnapshotError: Error, Hashable, Sendable {
  case noSuchProcess(pid: Int)
  /// `errno`'s text is not enough here: what has to be changed depends on the system's settings.
  case notPermitted(pid: Int, remedy: String)
  /// Another program traces it, such as a debugger or strace.
  case alreadyTraced(pid: Int, by: Int)
  /// A thread did not stop in time: it waits in the kernel for a device, or the cgroup is frozen.
  case didNotStop(pid: Int, thread: Int, seconds: Double)
  case tooManyThreads(pid: Int, limit: Int)
  /// Copying took longer than the process was allowed to stand still.
  case tooSlow(pid: Int, seconds: Double)
  /// More memory than this machine would give.
  case tooLarge(pid: Int, byteCount: Int)
  /// The kernel made no copy of the process.
  case noCopy(pid: Int, what: String)
  case endedMeanwhile(pid: Int)
  case unreadable(pid: Int, what: String)
}

extension SnapshotError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noSuchProcess(let pid): "there is no process \(pid)"
    case .notPermitted(let pid, let remedy): "process \(pid) may not be looked into: \(remedy)"
    case .alreadyTraced(let pid, let tracer):
      "process \(pid) is already traced by process \(tracer) (a debugger or strace): end that first"
    case .didNotStop(let pid, let thread, let seconds):
      "thread \(thread) of process \(pid) did not stop within \(seconds) s (it waits for a device, or its cgroup is "
        + "frozen); the process was let go"
    case .tooManyThreads(let pid, let limit): "process \(pid) has more than \(limit) threads"
    case .tooSlow(let pid, let seconds):
      "copying the memory of process \(pid) took longer than \(seconds) s; the process was let go: allow more with "
        + "--longest-stop"
    case .tooLarge(let pid, let byteCount):
      "the memory of process \(pid) (\(byteCount >> 20) MiB) is more than this machine has free"
    case .noCopy(let pid, let what):
      "no copy of process \(pid) can be made: \(what); --snapshot copy stops it for as long as its memory is copied"
    case .endedMeanwhile(let pid): "process \(pid) ended while it was looked at"
    case .unreadable(let pid, let what): "\(what) of process \(pid) cannot be read"
    }
  }
}
