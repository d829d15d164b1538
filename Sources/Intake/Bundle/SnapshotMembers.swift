// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import ProcessImages

/// The members of a bundle that hold a snapshot of the process's memory: `heap/000001` and on, the records of a
/// `SnapshotWriter` cut into pieces.
package enum SnapshotMembers {
  /// Name of a piece, which counts from 1.
  package static func name(_ number: Int) -> String {
    let digits = String(number)
    return folder + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  private static let folder = "heap/"

  /// A snapshot as it was kept, and the debug information of its program.
  package typealias Kept = (snapshot: ProcessSnapshot, sections: DebugSections)

  /// Reads the snapshot of an archive, compressed or not; nil when the bytes are no archive or one without a snapshot.
  ///
  /// Memory: what the snapshot holds, and one record.
  package static func read(_ bytes: RawSpan) throws(DecodingError) -> Kept? {
    var reader = Reader()
    var stream = TarStream()
    var gaps: [String] = []
    if GzipStream.isGzip(bytes) {
      guard TarReader.isTar(GzipStream.head(of: bytes, count: TarHeader.blockByteCount).rawBytes) else { return nil }
      let summary = try GzipStream.inflate(bytes, limit: BundleArchive.byteLimit) {
        (piece: RawSpan) throws(DecodingError) in
        try stream.consume(piece, &reader)
      }
      gaps = summary.gaps
    } else {
      guard TarReader.isTar(bytes) else { return nil }
      try stream.consume(bytes, &reader)
    }
    try stream.finish(&reader)
    guard reader.nextNumber > 1 else { return nil }
    var kept: Kept = try reader.decoder.finish()
    kept.snapshot.gaps += stream.gaps + gaps
    return kept
  }

  /// Hands the pieces to the decoder, in their order.
  private struct Reader: TarVisitor {
    var decoder = SnapshotDecoder()
    var nextNumber = 1
    private var isInside = false

    mutating func begin(_ name: String, size: Int, at offset: Int) throws(DecodingError) {
      isInside = name.hasPrefix(SnapshotMembers.folder)
      guard isInside else { return }
      guard name == SnapshotMembers.name(nextNumber) else {
        throw DecodingError(.malformed, at: offset, expected: SnapshotMembers.name(nextNumber))
      }
      nextNumber += 1
    }

    mutating func take(_ piece: RawSpan) throws(DecodingError) {
      if isInside { try decoder.consume(piece) }
    }

    mutating func end(isCut: Bool) {}
  }
}
