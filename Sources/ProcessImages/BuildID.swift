// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The identities that linkers write into an image's notes.
package struct BuildID: Hashable, Sendable {
  /// Go's own, four parts parted by slashes (note "Go", type 4).
  package var go: String?
  /// The hash of the contents in hexadecimal digits (note "GNU", type 3).
  package var gnu: String?

  /// Reads the notes of an image.
  package init(of file: ELFFile, in bytes: RawSpan) {
    // Sections of type NOTE, or the segments when the section table is gone.
    var areas = file.sections.filter { $0.type == 7 }.compactMap { file.range(of: $0, in: bytes) }
    if areas.isEmpty {
      areas = file.segments.filter(\.isNote).compactMap {
        checkedRange(offset: $0.offset, size: $0.fileSize, within: bytes.byteCount)
      }
    }
    for area in areas { read(area, of: file, in: bytes) }
  }

  /// A note: lengths of name and contents, type, then both, each padded to four bytes.
  private mutating func read(_ area: Range<Int>, of file: ELFFile, in bytes: RawSpan) {
    let order = file.byteOrder
    var at = area.lowerBound
    while at <= area.upperBound - 12 {
      guard let nameSize = order.integer(in: bytes, at: at, width: 4).map({ Int($0) }),
        let size = order.integer(in: bytes, at: at + 4, width: 4).map({ Int($0) }),
        let type = order.integer(in: bytes, at: at + 8, width: 4)
      else { return }
      let name = at + 12
      guard nameSize <= area.upperBound - name else { return }
      let contents = name + (nameSize + 3) & ~3
      guard contents <= area.upperBound, size <= area.upperBound - contents, size <= 4096 else { return }
      let owner = text(in: bytes, name..<name + nameSize).prefix { $0 != "\0" }
      if owner == "Go", type == 4 { go = text(in: bytes, contents..<contents + size) }
      if owner == "GNU", type == 3 {
        let view = bytes.asBytes
        gnu = (contents..<contents + size).map { index in
          let digits = String(view[index], radix: 16)
          return digits.count == 1 ? "0" + digits : digits
        }.joined()
      }
      at = contents + (size + 3) & ~3
    }
  }
}
