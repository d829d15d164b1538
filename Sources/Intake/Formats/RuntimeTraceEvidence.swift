// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import RuntimeTextFormats

/// gctrace, scavtrace and schedtrace lines of the runtime, also deep in a log.
package struct RuntimeTraceEvidence: EvidenceFormat {
  package let name = "trace lines of the runtime"

  package func recognizes(_ bytes: RawSpan) -> Bool { RuntimeTraceDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    let logs = RuntimeTraceDecoder.decode(bytes)
    guard !logs.isEmpty else {
      throw DecodingError(.unrecognized, at: 0, expected: "a whole line such as \"gc 1 @0.012s 2%: ...\"")
    }
    return logs.map { .runtimeLog($0) }
  }
}
