// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// A form of evidence: how it is recognised and how it is decoded.
///
/// One format is one type and one line in `EvidenceFormats.all`. Recognition looks at content alone; names and endings of
/// files decide nothing. Decoding is a pure function of the bytes.
package protocol EvidenceFormat: Sendable {
  /// The name used in messages, for example "goroutine dump".
  var name: String { get }
  /// Whether the bytes (inflated, whole) are of this format.
  func recognizes(_ bytes: RawSpan) -> Bool
  /// The evidence in the bytes.
  func decode(_ bytes: RawSpan, shape: InflatedShape) throws(DecodingError) -> [EvidenceItem]
}

/// What inflating showed of an input: hints for formats that are joined or cut without a trace of their own.
package struct InflatedShape: Hashable, Sendable {
  /// Whether the compressed data was damaged at its end.
  package var isCut = false
  /// Ends of the gzip members in the inflated bytes; empty when the input was not compressed.
  package var memberEnds: [Int] = []

  package init() {}
}

/// One decoded piece of evidence.
package enum EvidenceItem: Sendable {
  case goroutines(GoroutineSnapshot)
  case profile(Profile)
  case memory([MemoryReading])
  case runtimeLog(RuntimeLog)
  case process([ProcessLook])
  case trace(TraceSummary)
  case graph(ObjectGraphLook)
}

/// All formats, in the order in which they are asked: the strict before the tolerant.
package enum EvidenceFormats {
  package static let all: [any EvidenceFormat] = [
    ProfileProtoEvidence(), ExecutionTraceEvidence(), ObjectGraphEvidence(), ProcessLookEvidence(), HeapTextEvidence(),
    GoroutineProfileTextEvidence(), MetricsTextEvidence(), LogEvidence(),
  ]

  /// The format of the bytes; nil when none recognises them.
  package static func format(of bytes: RawSpan) -> (any EvidenceFormat)? {
    for format in all where format.recognizes(bytes) { return format }
    return nil
  }
}
