// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import Evidence
import ExecutionTraceFormat

/// Execution traces: /debug/pprof/trace, runtime/trace and flight recordings.
package struct ExecutionTraceEvidence: EvidenceFormat {
  package let name = "execution trace"

  package func recognizes(_ bytes: RawSpan) -> Bool { TraceDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    [.trace(try TraceDecoder.decode(bytes))]
  }
}
