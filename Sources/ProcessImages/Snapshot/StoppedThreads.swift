// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import CProcessStop

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The threads of a process while we hold them; used on one thread only, which the kernel takes for the tracer.
struct StoppedThreads {
  private struct Held {
    var thread: Int32
    /// A signal that the thread was about to receive when it stopped; it is handed over when the thread is let go.
    var signal: Int32
  }

  let pid: Int
  private var held: [Held] = []

  init(pid: Int) { self.pid = pid }

  /// Stops all threads, also those born meanwhile.
  ///
  /// Asks each thread to stop before waiting for any, so that one round costs the slowest thread and not the sum. When it
  /// throws, some threads may be traced: `release` and the end of the calling thread let them go.
  mutating func stopAll(
    limits: ProcessSnapshot.Limits,
    onStep: (ProcessSnapshot.Step) -> Void
  ) throws(SnapshotError) {
    var known: Set<Int32> = []
    while true {
      let fresh = try Self.list(pid).filter { !known.contains($0) }
      if fresh.isEmpty { break }
      guard known.count + fresh.count <= limits.threadLimit else {
        throw .tooManyThreads(pid: pid, limit: limits.threadLimit)
      }
      var asked: [Int32] = []
      onStep(.seizing)
      for thread in fresh {
        known.insert(thread)
        switch stanch_seize(thread) {
        case 0: break
        // It ended between the list and now.
        case ESRCH: continue
        default: throw Self.refusal(pid: pid)
        }
        if stanch_interrupt(thread) == 0 { asked.append(thread) }
      }
      onStep(.stopping)
      for thread in asked { try wait(for: thread, patience: limits.patience) }
    }
    if held.isEmpty { throw .endedMeanwhile(pid: pid) }
  }

  private mutating func wait(for thread: Int32, patience: Double) throws(SnapshotError) {
    let clock = ContinuousClock()
    let start = clock.now
    while true {
      var signal: Int32 = 0
      // The shim writes one number, to our own variable.
      switch unsafe stanch_has_stopped(thread, &signal) {
      case 1:
        held.append(Held(thread: thread, signal: signal))
        return
      case 0:
        if clock.now - start > .seconds(patience) {
          throw .didNotStop(pid: pid, thread: Int(thread), seconds: patience)
        }
        usleep(20)
      default: return
      }
    }
  }

  /// The registers of all held threads.
  func registers() -> [ProcessSnapshot.Thread] {
    let names = ThreadNumbers(pid)
    return held.map { held in
      var words = [UInt64](repeating: 0, count: Int(STANCH_REGISTER_LIMIT))
      // The shim writes at most STANCH_REGISTER_LIMIT words, which is how many there are.
      let count = unsafe stanch_read_registers(held.thread, &words)
      return ProcessSnapshot.Thread(
        id: names.ownNumber(of: held.thread),
        registers: Array(words.prefix(Int(count)))
      )
    }
  }

  /// Lets all threads go, each with the signal that was on its way.
  mutating func release() {
    for held in held { _ = stanch_detach(held.thread, held.signal) }
    held = []
  }

  /// The threads of a process by number.
  static func list(_ pid: Int) throws(SnapshotError) -> [Int32] {
    // The handle is closed below, and each entry is read before the next is asked for.
    guard let folder = unsafe opendir("/proc/\(pid)/task") else { throw .noSuchProcess(pid: pid) }
    defer { unsafe closedir(folder) }
    var threads: [Int32] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let thread = Int32(name) { threads.append(thread) }
    }
    return threads
  }

  /// Why the kernel refused to let us trace, from the settings that decide.
  static func refusal(pid: Int) -> SnapshotError {
    if let status = ProcText.read("\(pid)/status"),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("TracerPid:") }),
      let tracer = line.split(whereSeparator: { $0 == "\t" || $0 == " " }).last.flatMap({ Int($0) }), tracer != 0
    {
      return .alreadyTraced(pid: pid, by: tracer)
    }
    let scope = ProcText.read("sys/kernel/yama/ptrace_scope").flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    let remedy =
      switch scope {
      case 1:
        "kernel.yama.ptrace_scope is 1; run as root or with CAP_SYS_PTRACE, or set it to 0 for as long as needed (sysctl -w "
          + "kernel.yama.ptrace_scope=0)"
      case 2: "kernel.yama.ptrace_scope is 2; run as root or with CAP_SYS_PTRACE"
      case 3: "kernel.yama.ptrace_scope is 3, which forbids it to everybody until the next start of the machine"
      default:
        "run as its user or as root; in a container CAP_SYS_PTRACE may be needed (docker run --cap-add SYS_PTRACE), and a "
          + "program with file capabilities needs it, too"
      }
    return .notPermitted(pid: pid, remedy: remedy)
  }
}

/// Small texts under `/proc`.
enum ProcText {
  /// The whole of a file; nil when it is gone or may not be read, which is ordinary there.
  static func read(_ path: String) -> String? {
    do {
      let file = try MappedFile(path: "/proc/\(path)", limit: 64 << 20)
      return file.bytes.text
    } catch {
      return nil
    }
  }
}
