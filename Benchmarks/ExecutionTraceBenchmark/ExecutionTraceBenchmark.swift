// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ExecutionTraceFormat
import Foundation

/// Decodes an execution trace and prints what `Benchmarks/run-trace` puts into its table.
///
/// Line: events, live goroutines, best CPU seconds of five runs, peak of the process's own memory beyond the mapped file in
/// MB. With `states` behind the file, instead for each goroutine its id, the number of its states and their hash, as in the
/// goroutine lines of `Scripts/trace-reader`.
@main struct ExecutionTraceBenchmark {
  static func main() throws {
    let file = try MappedFile(path: CommandLine.arguments[1])
    if CommandLine.arguments.last == "states" {
      var observer = TraceStateHash()
      _ = try TraceDecoder.decode(file.bytes, observer: &observer)
      for (id, states) in observer.sequences { print(id, states.count, String(states.hash, radix: 16)) }
      return
    }
    var best = Double.infinity
    var peak = 0
    var events = 0
    var live = 0
    for _ in 0..<5 {
      let start = clock()
      let summary = try TraceDecoder.decode(file.bytes)
      best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      peak = max(peak, ownMemory())
      events = summary.events
      live = summary.goroutines.count { $0.state != .ended }
      precondition(summary.gaps.isEmpty, "gaps: \(summary.gaps)")
    }
    print(events, live, best, peak / 1024)
  }

  /// The most memory that the process had and no file backs, in KiB.
  ///
  /// The kernel keeps the peak of all resident memory; the mapped file, read to its end by now, is not ours.
  static func ownMemory() -> Int {
    guard let status = try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8) else { return 0 }
    func value(_ name: String) -> Int {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
      return line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "0") } ?? 0
    }
    return max(value("RssAnon:"), value("VmHWM:") - value("RssFile:"))
  }
}
