// SPDX-License-Identifier: Apache-2.0

import GoRuntimeMemory
import ProcessImages

/// Takes snapshots of a running Go program, one after another, and prints for how long it stood still each time.
///
/// Usage: SnapshotBenchmark PID COUNT copy|fork. Prints a line a snapshot: milliseconds, megabytes, threads, and what was
/// left behind.
@main
struct SnapshotBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let pid = Int(arguments[1]), let count = Int(arguments[2]),
      let method = SnapshotMethod(rawValue: arguments[3])
    else {
      print("usage: SnapshotBenchmark PID COUNT copy|fork")
      return
    }
    let program = try LiveProgram(pid: pid)
    var limits = ProcessSnapshot.Limits()
    limits.method = method
    for _ in 0..<count {
      let snapshot = try program.snapshot(limits)
      let parts = snapshot.stopped.components
      let milliseconds = Double(parts.seconds) * 1e3 + Double(parts.attoseconds) * 1e-15
      print(milliseconds, snapshot.copiedByteCount >> 20, snapshot.threads.count, snapshot.gaps)
    }
  }
}
