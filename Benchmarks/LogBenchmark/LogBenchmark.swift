// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import RuntimeTextFormats

/// Reads a file with each decoder of log lines and prints MB a CPU second, the best of five runs.
///
/// `Benchmarks/logs` makes the files: lines of other text, and a goroutine dump.
@main struct LogBenchmark {
  static func main() throws {
    let file = try Data(contentsOf: URL(filePath: CommandLine.arguments[1]), options: .alwaysMapped)
    measure("goroutine dump, recognizing", file) { _ = GoroutineDumpDecoder.recognizes($0) }
    measure("goroutine dump, decoding", file) { _ = try? GoroutineDumpDecoder.decode($0) }
    measure("trace lines, recognizing", file) { _ = RuntimeTraceDecoder.recognizes($0) }
    measure("trace lines, decoding", file) { _ = RuntimeTraceDecoder.decode($0) }
    measure("memory statistics, recognizing", file) { _ = MemoryTextDecoder.recognizes($0) }
    measure("memory statistics, decoding", file) { _ = MemoryTextDecoder.decode($0) }
    measure("metrics, decoding", file) { _ = MetricsTextDecoder.decode($0) }
  }

  private static func measure(_ name: String, _ file: Data, _ body: (RawSpan) -> Void) {
    var best = Double.infinity
    for _ in 0..<5 {
      let start = clock()
      body(file.bytes)
      best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    print(name, Int(Double(file.count) / 1e6 / max(best, 1e-6)), "MB/s")
  }
}
