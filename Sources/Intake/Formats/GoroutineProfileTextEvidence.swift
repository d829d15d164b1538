// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import RuntimeTextFormats

/// debug=1: goroutine and goroutineleak profiles as text.
package struct GoroutineProfileTextEvidence: EvidenceFormat {
  package let name = "goroutine profile text"

  package func recognizes(_ bytes: RawSpan) -> Bool { GoroutineProfileTextDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    [.goroutines(try GoroutineProfileTextDecoder.decode(bytes))]
  }
}
