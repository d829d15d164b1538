// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import GoRuntimeMemory
import ProcessImages

/// Takes a snapshot of a process and reads it, and prints how long each part took, and what `Benchmarks/object-graph` tabulates.
@main
struct ObjectGraphBenchmark {
  static func main() throws {
    guard CommandLine.arguments.count >= 2, let pid = Int(CommandLine.arguments[1]) else {
      print("usage: ObjectGraphBenchmark PID [TYPE]")
      return
    }
    let clock = ContinuousClock()
    let cpuStart = cpuSeconds()
    let start = clock.now
    let file = try MappedFile(path: "/proc/\(pid)/exe")
    let debug = DebugInfo(of: try ELFFile(file.bytes), in: file.bytes)
    let afterDebug = clock.now
    let snapshot = try ProcessSnapshot.take(pid)
    let afterSnapshot = clock.now
    let memory = peakMemory()
    let cpuGraph = cpuSeconds()
    let program = try ProgramGraph(snapshot, debug: debug)
    let graphMemory = peakMemory()
    let cpuRead = cpuSeconds()
    let retention = RetentionReader(program).read(
      stop: .init(milliseconds: 0, copiedBytes: snapshot.copiedByteCount, threads: snapshot.threads.count),
      type: CommandLine.arguments.dropFirst(2).first
    )
    let end = clock.now
    for holder in retention.accumulations + (retention.matches ?? []) {
      print("\(holder.retainedBytes >> 10) KiB  \(holder.path)  x \(holder.count)")
    }
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
    let edges = program.graph.edgeCount * 8
    print(
      "memory: snapshot \(memory >> 10) MiB, graph \((graphMemory - memory) >> 10) MiB more, all \((peakMemory() - memory) >> 10) MiB more: "
        + "\(((graphMemory - memory) * 1024 - edges) / max(program.graph.objectCount, 1)) B an object besides 8 B an edge"
    )
    print(
      "CPU: debug information and snapshot \(cpuGraph - cpuStart) s, graph \(cpuRead - cpuGraph) s, paths \(cpuSeconds() - cpuRead) s, "
        + "all \(cpuSeconds() - cpuStart) s"
    )
    for gap in program.heap.gaps + debug.gaps + program.goroutines.compactMap(\.gap) { print("gap: \(gap)") }
  }
  private static func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  /// The largest resident set so far, in KiB.
  private static func peakMemory() -> Int {
    guard let status = try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8) else { return 0 }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "0") } ?? 0
  }
}
