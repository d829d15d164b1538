// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// Decodes execution traces of Go 1.22 to 1.27 into what they say about leaks.
///
/// One pass, one generation (about a second of the trace) at a time: memory goes with live goroutines, about 200 bytes
/// each with what the summary takes, and distinct stacks, never with the size of the trace. A cut file gives everything
/// before the cut, and a generation whose events cannot be put in order costs the rest of that generation; both are told
/// as gaps. Traces of Go 1.21 and older have another format and are refused.
/// Format: src/internal/trace/tracev2/spec.go and the readers beside it, Go 1.22 to 1.27.
package enum TraceDecoder {
  /// The first and the last release whose header is known.
  private static let oldest = 22
  private static let newest = 26

  /// Whether the bytes begin like a trace of any version.
  package static func recognizes(_ bytes: RawSpan) -> Bool { TraceVersion(header: bytes) != nil }

  /// What the trace says.
  ///
  /// Throws `unrecognized` when the bytes are no trace or one of Go 1.21 or older.
  package static func decode(_ bytes: RawSpan) throws(DecodingError) -> TraceSummary {
    var observer = Unobserved()
    return try decode(bytes, observer: &observer)
  }

  /// What the trace says, while each change of a goroutine's state is shown to an observer in its order.
  package static func decode<Observer: TraceObserver>(
    _ bytes: RawSpan,
    observer: inout Observer
  ) throws(DecodingError) -> TraceSummary {
    guard let version = TraceVersion(header: bytes) else {
      throw DecodingError(.unrecognized, at: 0, expected: "the header of an execution trace")
    }
    guard version.minor >= oldest else {
      throw DecodingError(
        .unrecognized,
        at: 5,
        expected: "a trace of Go 1.22 or later, this one is of Go 1.\(version.minor) and has the older format"
      )
    }
    var reading = TraceReading(version: version, observer: observer)
    if version.minor > newest {
      reading.gaps.append("the format is newer than that of Go 1.27 and was read as if it were the same")
    }
    reading.run(bytes)
    observer = reading.scheduler.observer
    return reading.summary()
  }
}
