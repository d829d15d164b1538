// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import RuntimeTextFormats

/// Decodes a goroutine dump and prints what `Benchmarks/run` puts into its table.
///
/// Line: goroutines, groups, best CPU seconds of five runs, peak of the process's own memory beyond the mapped file in MB.
@main struct GoroutineDumpBenchmark {
  static func main() throws {
    let file = try Data(contentsOf: URL(filePath: CommandLine.arguments[1]), options: .alwaysMapped)
    var best = Double.infinity
    var peak = 0
    var goroutines = 0
    var groups = 0
    for _ in 0..<5 {
      let start = clock()
      var decoder = GoroutineDumpDecoder()
      var offset = 0
      while offset < file.count {
        let end = min(file.count, offset + 16 << 20)
        let chunk = file.bytes.extracting(offset..<end)
        offset += decoder.consume(chunk, isLast: end == file.count)
        peak = max(peak, ownMemory())
      }
      let snapshots = try decoder.finish()
      best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      peak = max(peak, ownMemory())
      goroutines = snapshots.reduce(0) { $0 + $1.count }
      groups = snapshots.reduce(0) { $0 + $1.groups.count }
    }
    print(goroutines, groups, best, peak / 1024)
  }

  /// Resident memory that no file backs, in KiB.
  static func ownMemory() -> Int {
    guard let status = try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8) else { return 0 }
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    return line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "0") } ?? 0
  }
}
