// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding

/// One regular file of an archive.
package struct TarEntry: Hashable, Sendable {
  /// A relative path without "." and "..", different from that of every other entry.
  package var name: String
  /// Where the contents stand in the archive.
  package var range: Range<Int>
  /// Whether the archive ends inside the contents; then `range` holds what is there.
  package var isCut = false
}

/// The regular files of an archive, in its order, and what could not be used.
package struct TarListing: Hashable, Sendable {
  package var entries: [TarEntry] = []
  /// What is missing, each as a sentence without a full stop.
  package var gaps: [String] = []
}

/// Lists the regular files of a whole archive in memory; `TarStream` says what is taken and what is refused.
package enum TarReader {
  package typealias Limits = TarStream.Limits

  /// Whether the bytes begin with a tar header, by its checksum: older archives have no magic number.
  package static func isTar(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= TarHeader.blockByteCount, !isZeroBlock(bytes) else { return false }
    return (try? TarHeader(bytes, at: 0)) != nil
  }

  /// Lists the regular files of an archive.
  ///
  /// Throws `unrecognized` when the first header is not one, `limitExceeded` past a limit. O(headers + extended records).
  package static func entries(
    of archive: RawSpan,
    limits: Limits = Limits()
  ) throws(DecodingError) -> TarListing {
    guard isTar(archive) || archive.byteCount >= TarHeader.blockByteCount && isZeroBlock(archive) else {
      throw DecodingError(.unrecognized, at: 0, expected: "a tar header")
    }
    var stream = TarStream(limits: limits)
    var list = EntryList()
    try stream.consume(archive, &list)
    try stream.finish(&list)
    return TarListing(entries: list.entries, gaps: stream.gaps)
  }

  /// What a fuzzer runs: lists any bytes as an archive and checks what must hold of the list.
  ///
  /// Errors are a normal outcome; traps are the finding.
  package static func exercise(_ bytes: RawSpan) {
    guard let listing = try? entries(of: bytes) else { return }
    for entry in listing.entries {
      precondition(entry.range.upperBound <= bytes.byteCount, "contents must stand in the archive")
      precondition(TarMemberName.sanitized(entry.name) == entry.name, "names must be safe")
    }
    precondition(Set(listing.entries.map(\.name)).count == listing.entries.count, "names must differ")
  }

  private static func isZeroBlock(_ archive: RawSpan) -> Bool {
    let block = archive.extracting(0..<TarHeader.blockByteCount).asBytes
    for index in block.indices where block[index] != 0 { return false }
    return true
  }
}

/// Notes where files stand.
private struct EntryList: TarVisitor {
  var entries: [TarEntry] = []

  mutating func begin(_ name: String, size: Int, at offset: Int) {
    entries.append(TarEntry(name: name, range: offset..<offset))
  }

  mutating func take(_ piece: RawSpan) {
    let last = entries.count - 1
    entries[last].range = entries[last].range.lowerBound..<entries[last].range.upperBound + piece.byteCount
  }

  mutating func end(isCut: Bool) {
    entries[entries.count - 1].isCut = isCut
  }
}
