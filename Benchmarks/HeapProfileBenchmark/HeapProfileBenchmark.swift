// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
import CMemoryReuse
import Evidence
import Foundation
import ProfileFormats

/// Inflates, decodes, joins and tests the heap profiles given, once, and prints what `Benchmarks/heap.py` tabulates.
///
/// Line: samples, sites, lines that grow, CPU seconds, peak resident memory in MB; with `--stages` the CPU seconds of
/// inflating, decoding, telling own code and joining as well.
@main struct HeapProfileBenchmark {
  static func main() throws {
    stanch_reuse_memory()
    let paths = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("--") }
    var stages: [Double] = [0, 0, 0, 0]
    var observations: [HeapObservation] = []
    var samples = 0
    for (index, path) in paths.enumerated() {
      let file = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
      let inflated = try timed(&stages[0]) { try GzipInflater.inflate(file.bytes) }
      let message = inflated.bytes
      let profile = try timed(&stages[1]) { try ProfileProtoDecoder.profile(in: message.rawBytes) }
      samples += profile.samples.count
      observations.append(
        HeapObservation(profile: profile, at: Double(index) * 30, round: index, source: path, isAfterCollection: true)
      )
    }
    let ownership = timed(&stages[2]) { CodeOwnership(frames: observations.last?.profile.codeFrames ?? []) }
    let history = timed(&stages[3]) { HeapHistory(observations: observations, ownership: ownership) }
    let growing = history.lines.filter { $0.growth?.behavior == .grewOnce || $0.growth?.behavior == .grows }
    print(samples, history.siteCount, growing.count, cpuSeconds(), peakMemory() / 1024, separator: " ")
    if CommandLine.arguments.contains("--stages") { print(stages) }
  }

  private static func timed<Result>(_ sum: inout Double, _ body: () throws -> Result) rethrows -> Result {
    let start = cpuSeconds()
    defer { sum += cpuSeconds() - start }
    return try body()
  }

  private static func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  /// The largest resident set so far, the mapped file included, in KiB.
  private static func peakMemory() -> Int {
    guard let status = try? String(contentsOf: URL(filePath: "/proc/self/status"), encoding: .utf8) else { return 0 }
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "0") } ?? 0
  }
}
