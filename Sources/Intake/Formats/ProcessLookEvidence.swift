// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import RuntimeTextFormats

/// Files of `/proc/PID` and of the cgroup, one saved alone or several as `tail -n +1` prints them.
package struct ProcessLookEvidence: EvidenceFormat {
  package let name = "look at a process"

  package func recognizes(_ bytes: RawSpan) -> Bool { ProcessLookDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    [.process(try ProcessLookDecoder.decode(bytes))]
  }
}
