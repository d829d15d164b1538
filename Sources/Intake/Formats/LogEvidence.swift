// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
import RuntimeTextFormats

/// Whatever a log holds: goroutine dumps, trace lines of the runtime, memory statistics, in any mixture.
///
/// Each line-oriented format is asked by itself and reads the input by itself: text that is none of its own costs it no
/// more than a search. A goroutine dump with no other text in it is read once, and nobody else is asked.
package struct LogEvidence: EvidenceFormat {
  package let name = "log"
  private let others: [any EvidenceFormat] = [MemoryTextEvidence(), RuntimeTraceEvidence()]

  package init() {}

  package func recognizes(_ bytes: RawSpan) -> Bool {
    GoroutineDumpDecoder.recognizes(bytes) || others.contains { $0.recognizes(bytes) }
  }

  package func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem] {
    var items: [EvidenceItem] = []
    if GoroutineDumpDecoder.recognizes(bytes) {
      var decoder = GoroutineDumpDecoder()
      _ = decoder.consume(bytes, isLast: true)
      items = try decoder.finish().map { .goroutines($0) }
      guard decoder.hasMetOtherText else { return items }
    }
    for format in others where format.recognizes(bytes) {
      do throws(DecodingError) {
        items += try format.decode(bytes, shape: shape)
      } catch {
        // What looked like this format from afar may hold nothing of it; with nothing else found, that is the answer.
        if items.isEmpty, error.reason != .unrecognized { throw error }
      }
    }
    guard !items.isEmpty else {
      throw DecodingError(
        .unrecognized,
        at: 0,
        expected: "goroutines, trace lines of the runtime, or memory statistics"
      )
    }
    return items
  }
}
