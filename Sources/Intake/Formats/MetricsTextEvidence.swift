// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import RuntimeTextFormats

/// Prometheus text and OpenMetrics with the metrics of Go programs, and runtime/metrics as lines of text.
package struct MetricsTextEvidence: EvidenceFormat {
  package let name = "metrics text"

  package func recognizes(_ bytes: RawSpan) -> Bool { MetricsTextDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    let processes = MetricsTextDecoder.decode(bytes)
    guard !processes.isEmpty else {
      throw DecodingError(.unrecognized, at: 0, expected: "samples such as \"go_memstats_heap_alloc_bytes 1423424\"")
    }
    return processes.map { .memory($0) }
  }
}
