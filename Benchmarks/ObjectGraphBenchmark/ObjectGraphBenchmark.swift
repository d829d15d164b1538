// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import GoRuntimeMemory
import ProcessImages
import Reporting

/// Takes a snapshot of a process and reads it, and prints how long each part took.
@main
struct ObjectGraphBenchmark {
  static func main() throws {
    guard CommandLine.arguments.count >= 2, let pid = Int(CommandLine.arguments[1]) else {
      print("usage: ObjectGraphBenchmark PID [TYPE]")
      return
    }
    let clock = ContinuousClock()
    let start = clock.now
    let file = try MappedFile(path: "/proc/\(pid)/exe")
    let debug = DebugInfo(of: try ELFFile(file.bytes), in: file.bytes)
    let afterDebug = clock.now
    let snapshot = try ProcessSnapshot.take(pid)
    let afterSnapshot = clock.now
    let program = try ProgramGraph(snapshot, debug: debug)
    let retention = RetentionReader(program).read(
      stop: .init(milliseconds: 0, copiedBytes: snapshot.copiedByteCount, threads: snapshot.threads.count),
      type: CommandLine.arguments.dropFirst(2).first
    )
    let end = clock.now
    print(TerminalRetention().render(retention, for: Surface()))
    print("debug information \(afterDebug - start): \(debug.entryCount) entries, \(debug.types.count) types")
    print(
      "snapshot \(afterSnapshot - afterDebug): stopped \(snapshot.stopped), \(snapshot.copiedByteCount >> 20) MiB, \(snapshot.threads.count) threads"
    )
    for (part, duration) in program.timings { print("\(part) \(duration)") }
    print("typed \(program.typedCount) of \(program.graph.objectCount)")
    print("total \(end - start)")
    print("\(program.heap.version) allocated objects=\(program.heap.objectCount) bytes=\(program.heap.byteCount)")
    print(
      "reached objects=\(program.graph.objectCount) bytes=\(program.graph.byteCount) edges=\(program.graph.edgeCount) "
        + "dangling=\(program.graph.danglingCount) goroutines=\(program.goroutines.count)"
    )
    for gap in program.heap.gaps + debug.gaps + program.goroutines.compactMap(\.gap) { print("gap: \(gap)") }
  }
}
