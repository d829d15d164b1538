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

/// Reads tar archives: v7, ustar, pax and GNU, regular files only.
///
/// Archives are hostile until shown otherwise. Nothing is written anywhere; names are made harmless or refused; a second
/// member of the same name is refused, since the first is what was recorded; links are never followed. What is refused,
/// cut or corrupt becomes a gap, and all entries before it stay.
package enum TarReader {
  /// Bounds on an archive, against ones made to exhaust memory.
  package struct Limits: Sendable {
    /// Most regular files.
    package var entryCount = 100_000
    /// Largest regular file in bytes.
    package var entryByteCount = 1 << 34
    /// Largest run of extended records of one member, in bytes.
    package var extensionByteCount = 1 << 20

    package init() {}
  }

  /// Whether the bytes begin with a tar header, by its checksum: older archives have no magic number.
  package static func isTar(_ bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= TarHeader.blockByteCount, !isZeroBlock(bytes, at: 0) else { return false }
    return (try? TarHeader(bytes, at: 0)) != nil
  }

  /// Lists the regular files of an archive.
  ///
  /// Throws `unrecognized` when the first header is not one, `limitExceeded` past a limit. O(headers + extended records).
  package static func entries(
    of archive: RawSpan,
    limits: Limits = Limits()
  ) throws(DecodingError) -> TarListing {
    guard isTar(archive) || archive.byteCount >= 512 && isZeroBlock(archive, at: 0) else {
      throw DecodingError(.unrecognized, at: 0, expected: "a tar header")
    }
    var listing = TarListing()
    var names: Set<String> = []
    var extended = TarExtension()
    var offset = 0
    while true {
      if offset >= archive.byteCount {
        // Members end on block boundaries, so a cut can fall between two of them and only the end mark tells.
        listing.gaps.append("archive without an end mark at byte \(archive.byteCount): later members may be missing")
        return listing
      }
      if archive.byteCount - offset >= 512, isZeroBlock(archive, at: offset) { return listing }
      let header: TarHeader
      do throws(DecodingError) {
        header = try TarHeader(archive, at: offset)
      } catch {
        let state = error.reason == .truncated ? "cut" : "corrupt"
        listing.gaps.append("archive \(state) at byte \(error.offset): members from there on were left out")
        return listing
      }
      let start = offset + TarHeader.blockByteCount
      let size = header.kind == .regular ? extended.size ?? header.size : header.size
      let available = min(size, archive.byteCount - start)
      let isCut = available < size
      let contents = start..<start + available

      switch header.kind {
      case .pax, .gnuLongName:
        guard size <= limits.extensionByteCount else {
          throw DecodingError(
            .limitExceeded,
            at: offset,
            expected: "at most \(limits.extensionByteCount) bytes of extended records"
          )
        }
        if !isCut { extended.add(archive.extracting(contents), isPax: header.kind == .pax) }
      case .paxGlobal, .gnuLongLink:
        break
      case .directory:
        extended = TarExtension()
      case .other:
        listing.gaps.append("\(quoted(extended.name ?? header.name)) is not a regular file: it was left out")
        extended = TarExtension()
      case .regular:
        let stated = extended.name ?? header.name
        extended = TarExtension()
        guard size <= limits.entryByteCount, listing.entries.count < limits.entryCount else {
          throw DecodingError(
            .limitExceeded,
            at: offset,
            expected: "at most \(limits.entryCount) members of \(limits.entryByteCount) bytes"
          )
        }
        // Before POSIX a directory was a file whose name ends in a slash.
        if stated.hasSuffix("/") { break }
        guard let name = TarMemberName.sanitized(stated) else {
          listing.gaps.append("member at byte \(offset) has an unsafe name: it was left out")
          break
        }
        guard names.insert(name).inserted else {
          listing.gaps.append("\(quoted(name)) occurs twice: the later one was left out")
          break
        }
        listing.entries.append(TarEntry(name: name, range: contents, isCut: isCut))
      }
      if isCut {
        listing.gaps.append("archive cut at byte \(archive.byteCount): members from there on are missing")
        return listing
      }
      offset = start + (size + 511) / 512 * 512
    }
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

  private static func isZeroBlock(_ archive: RawSpan, at offset: Int) -> Bool {
    let block = archive.extracting(offset..<offset + TarHeader.blockByteCount).asBytes
    for index in block.indices where block[index] != 0 { return false }
    return true
  }

  /// A name for a sentence, with nothing in it that a terminal would obey.
  private static func quoted(_ name: String) -> String {
    "\"" + name.prefix(200).filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } } + "\""
  }
}

/// What extended records say about the member that follows them.
struct TarExtension {
  var name: String?
  var size: Int?

  /// Takes in the contents of a pax header ("LENGTH KEY=VALUE\n" repeated) or of a GNU long name.
  ///
  /// Records that do not follow the format end the reading: what was understood before them holds.
  mutating func add(_ contents: RawSpan, isPax: Bool) {
    let bytes = contents.asBytes
    guard isPax else {
      name = TarHeader.text(bytes, bytes.indices)
      return
    }
    var start = 0
    while start < bytes.count {
      var index = start
      var length = 0
      while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]), length < 1 << 40 {
        length = length * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        index += 1
      }
      // The length counts the whole record, its own digits and the line feed included.
      let end = start + length
      guard index < end, end <= bytes.count, bytes[index] == UInt8(ascii: " "), bytes[end - 1] == 10 else { return }
      var record: [UInt8] = []
      for position in index + 1..<end - 1 { record.append(bytes[position]) }
      let parts = record.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        let value = String(decoding: parts[1], as: UTF8.self)
        switch String(decoding: parts[0], as: UTF8.self) {
        case "path": name = value
        case "size": size = Int(value).flatMap { $0 >= 0 && $0 < 1 << 60 ? $0 : nil }
        default: break
        }
      }
      start = end
    }
  }
}
