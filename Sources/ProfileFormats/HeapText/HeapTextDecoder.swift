// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// What the text of a heap profile holds.
package struct HeapText: Sendable {
  /// The rows, scaled from the sample to the whole, under Go's four sample types.
  package var profile: Profile
  /// The statistics that Go appends; nil when the text ends before them or another producer wrote it.
  package var reading: MemoryReading?
}

/// Decodes the text form (debug=1) of Go's heap and allocs profiles, and the same text of tcmalloc's.
///
///     heap profile: 14: 1093456 [60: 4194304] @ heap/1048576
///     1: 65536 [1: 65536] @ 0x4d3cf1 0x4d3cf0
///     #	0x4d3cf0	main.retain+0x50	/src/main.go:38
///
///     # runtime.MemStats
///     # Alloc = 1423424
///
/// The text states what was sampled; the profile holds what that stands for, scaled exactly as Go scales profile.proto.
/// Symbols are those of the comment lines, one location a call; without them locations have addresses alone. Order of rows
/// is that of the text: largest first up to Go 1.22, smallest first from 1.24. Memory is the columns plus each different
/// comment line once. A cut text keeps its whole rows and says so. Source: src/runtime/pprof/pprof.go `writeHeapInternal`,
/// Go 1.21 to 1.27; google/pprof profile/legacy_profile.go for tcmalloc (heap_v2, heapz_v2, heapprofile).
package enum HeapTextDecoder {
  /// How far into the input the header may stand, behind what a client or a shell wrote before it.
  private static let headLimit = 64 << 10
  /// MemStats prints its 256 pauses on one line of up to 6 KiB, a row its counters on one of up to 20 KiB.
  private static let lineLengthLimit = 1 << 16

  /// Whether a line at the beginning of the bytes is such a profile's header.
  package static func recognizes(_ bytes: RawSpan) -> Bool { header(bytes) != nil }

  /// Decodes the first such profile of the bytes.
  ///
  /// Throws `unrecognized` when none begins.
  package static func decode(_ bytes: RawSpan) throws(DecodingError) -> HeapText {
    guard let (header, end) = header(bytes) else {
      throw DecodingError(
        .unrecognized,
        at: 0,
        expected: "a line such as \"heap profile: 1: 64 [2: 96] @ heap/1048576\""
      )
    }
    let body = bytes.extracting(end..<bytes.byteCount)
    var reader = HeapTextReader(header: header)
    var lines = LineCursor(body, lengthLimit: lineLengthLimit)
    while let line = lines.next() { reader.read(body.extracting(line)) }
    return reader.finish()
  }

  private static func header(_ bytes: RawSpan) -> (header: HeapTextHeader, end: Int)? {
    let limit = min(bytes.byteCount, headLimit)
    var start = 0
    while let found = bytes.firstOffset(of: "heap profile:", in: start..<limit) {
      start = found + 13
      guard found == 0 || bytes.byte(at: found - 1) == 0x0a else { continue }
      let end = bytes.firstOffset(of: 0x0a, in: found..<min(bytes.byteCount, found + 256))
      var line = bytes.extracting(found..<end)
      if line.hasSuffix("\r") { line = line.extracting(0..<line.byteCount - 1) }
      if let header = HeapTextHeader(line) { return (header, min(bytes.byteCount, end + 1)) }
    }
    return nil
  }
}
