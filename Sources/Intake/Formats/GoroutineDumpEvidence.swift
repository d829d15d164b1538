// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import RuntimeTextFormats

/// debug=2, `runtime.Stack`, SIGQUIT, panics and fatal errors, also deep in a log.
package struct GoroutineDumpEvidence: EvidenceFormat {
  package let name = "goroutine dump"

  package func recognizes(_ bytes: RawSpan) -> Bool { GoroutineDumpDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    try GoroutineDumpDecoder.decode(bytes).map { .goroutines($0) }
  }
}
