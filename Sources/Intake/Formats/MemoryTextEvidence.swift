// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import RuntimeTextFormats

/// MemStats and runtime/metrics as JSON: bare, in expvar's answer, in log lines, and the series that captures keep.
package struct MemoryTextEvidence: EvidenceFormat {
  package let name = "memory statistics"

  package func recognizes(_ bytes: RawSpan) -> Bool { MemoryTextDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    let readings = MemoryTextDecoder.decode(bytes)
    guard !readings.isEmpty else {
      throw DecodingError(.unrecognized, at: 0, expected: "members such as \"HeapAlloc\" and \"HeapInuse\" of MemStats")
    }
    return [.memory(readings)]
  }
}
