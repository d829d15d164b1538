// SPDX-License-Identifier: Apache-2.0

package import Evidence

import ByteDecoding

/// Decodes memory statistics in metrics text: Prometheus' exposition format, OpenMetrics, and runtime/metrics as
/// "name value" lines.
///
///     # TYPE go_memstats_heap_alloc_bytes gauge
///     go_memstats_heap_alloc_bytes 1.423424e+06
///     go_goroutines{instance="10.0.0.7:8080"} 42 1790000000000
///
/// Every text of one process is one series of readings: processes are told apart by their labels. Samples with time stamps
/// belong to the reading of their moment; without, a repeated sample, a repeated `# TYPE` or `# EOF` begins the next
/// reading, so that scrapes which were saved one behind the other come apart. A time in a line of its own between them is
/// the moment of the next. Names: `MetricName`. Other samples are passed over.
/// Formats: prometheus.io/docs/instrumenting/exposition_formats, openmetrics.io (1.0).
package enum MetricsTextDecoder {
  /// How much of the input may come before the first line that tells.
  private static let headLimit = 16 << 20

  /// Whether the bytes look like metrics text that holds a metric known here.
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    guard beginsLikeMetrics(bytes) else { return false }
    let limit = min(bytes.byteCount, headLimit)
    for start in ["go_", "process_", "leak_fd_", "/gc/", "/memory/", "/sched/"] as [StaticString] {
      var offset = 0
      while let found = bytes.firstOffset(of: start, anchor: 1, in: offset..<limit) {
        offset = found + 1
        guard found == 0 || bytes.byte(at: found - 1) == 0x0a else { continue }
        let line = bytes.extracting(found..<min(bytes.firstOffset(of: 0x0a, in: found..<bytes.byteCount), found + 1024))
        if let sample = MetricSample(line), MetricName.named(line.extracting(sample.name).text) != nil { return true }
      }
    }
    return false
  }

  /// The readings, one list for each process in the order of the text; none when it holds none.
  package static func decode(_ bytes: RawSpan) -> [[MemoryReading]] {
    var reader = MetricsReader()
    var lines = LineCursor(bytes, lengthLimit: 1 << 16)
    while let line = lines.next() { reader.read(bytes.extracting(line)) }
    // The last line of a cut text may state a cut number; that of a whole one has its end.
    return reader.finish()
  }

  /// Whether the first lines are comments or samples, apart from blank ones and what a shell printed before them.
  private static func beginsLikeMetrics(_ bytes: RawSpan) -> Bool {
    var lines = LineCursor(bytes.extracting(0..<min(bytes.byteCount, 1 << 16)), lengthLimit: 1 << 16)
    for _ in 0..<16 {
      guard let range = lines.next() else { return false }
      let line = bytes.extracting(range)
      if line.has("# HELP ", at: 0) || line.has("# TYPE ", at: 0) { return true }
      if MetricSample(line) != nil { return true }
    }
    return false
  }
}
