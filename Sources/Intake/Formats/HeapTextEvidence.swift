// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import ProfileFormats

/// debug=1: heap and allocs profiles as text, with the memory statistics behind them.
package struct HeapTextEvidence: EvidenceFormat {
  package let name = "heap profile text"

  package func recognizes(_ bytes: RawSpan) -> Bool { HeapTextDecoder.recognizes(bytes) }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    let text = try HeapTextDecoder.decode(bytes)
    return [.profile(text.profile)] + (text.reading.map { [.memory([$0])] } ?? [])
  }
}
