// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// Decodes the text form (debug=1) of the goroutine profile and of Go's own leak profile.
///
///     goroutine profile: total 42
///     3 @ 0x487f0a 0x4154dc 0x550b05
///     # labels: {"job":"7", "tenant":"a"}
///     #	0x550b04	main.send+0x24	/src/main.go:152
///
/// Records that differ only in program counters or labels become one group. Frames stay as given: the runtime's own are
/// hidden at the leaf unless nothing else is there. States, ids and creators do not exist in this form.
/// Source: src/runtime/pprof/pprof.go `printCountProfile`, Go 1.21 to 1.27.
///
/// Go 1.27.3 lists a goroutine that does not exist, with an empty stack, in a leak profile taken while main blocks in
/// `select {}`; it is left out and the total corrected.
package enum GoroutineProfileTextDecoder {
  /// Whether a line of the bytes begins such a profile.
  package static func recognizes(_ bytes: RawSpan) -> Bool { header(bytes) != nil }

  /// Decodes the first such profile of the bytes.
  ///
  /// A cut input gives what it holds and a gap. Throws `unrecognized` when no profile begins.
  package static func decode(_ bytes: RawSpan) throws(DecodingError) -> GoroutineSnapshot {
    guard let header = header(bytes) else {
      throw DecodingError(.unrecognized, at: 0, expected: "a line such as \"goroutine profile: total 12\"")
    }
    let body = bytes.extracting(header.end..<bytes.byteCount)
    var reader = GoroutineRecordReader(isLeakProfile: header.isLeakProfile)
    var lines = LineCursor(body, lengthLimit: GoroutineDumpDecoder.lineLengthLimit)
    while let line = lines.next() { reader.read(body.extracting(line)) }
    return reader.finish(statedTotal: header.total)
  }

  private static func header(_ bytes: RawSpan) -> (end: Int, total: Int, isLeakProfile: Bool)? {
    var start = 0
    while let found = bytes.firstOffset(of: "goroutine", in: start..<bytes.byteCount) {
      start = found + 9
      let isLeakProfile = bytes.has("leak", at: start)
      var offset = isLeakProfile ? start + 4 : start
      guard found == 0 || bytes.byte(at: found - 1) == 0x0a, bytes.has(" profile: total ", at: offset) else { continue }
      offset += 16
      guard let total = bytes.decimal(at: &offset) else { continue }
      let end = min(bytes.byteCount, bytes.firstOffset(of: 0x0a, in: offset..<bytes.byteCount) + 1)
      return (end, Int(min(total, 1 << 40)), isLeakProfile)
    }
    return nil
  }
}
