// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The sections of an executable that hold its debug information, inflated.
///
/// Absent sections are empty. Linkers compress them: by a header in the section (`SHF_COMPRESSED`), or, before Go 1.19, under
/// names that begin with `.zdebug_`.
package struct DebugSections: Sendable {
  package var info: [UInt8] = []
  package var abbreviations: [UInt8] = []
  package var strings: [UInt8] = []
  package var lineStrings: [UInt8] = []
  package var addresses: [UInt8] = []
  /// Location lists of DWARF 4 and of DWARF 5.
  package var locations: [UInt8] = []
  package var locationLists: [UInt8] = []

  /// Most bytes of one section: the debug information of the largest Go programs has some hundred megabytes.
  private static let limit = 2 << 30

  package init() {}

  /// Reads the sections of an image; one that is damaged counts as absent.
  package init(of file: ELFFile, in bytes: RawSpan) {
    info = Self.section("info", of: file, in: bytes)
    abbreviations = Self.section("abbrev", of: file, in: bytes)
    strings = Self.section("str", of: file, in: bytes)
    lineStrings = Self.section("line_str", of: file, in: bytes)
    addresses = Self.section("addr", of: file, in: bytes)
    locations = Self.section("loc", of: file, in: bytes)
    locationLists = Self.section("loclists", of: file, in: bytes)
  }

  private static func section(_ name: String, of file: ELFFile, in bytes: RawSpan) -> [UInt8] {
    do {
      if let section = file.section(named: ".debug_\(name)"), let range = file.range(of: section, in: bytes) {
        let contents = bytes.extracting(range)
        guard section.isCompressed else { return [UInt8](copying: contents) }
        // Elf64_Chdr: type, reserved, size, alignment. Type 1 is zlib.
        guard contents.byteCount >= 24, file.byteOrder.integer(in: contents, at: 0, width: 4) == 1,
          let size = file.byteOrder.integer(in: contents, at: 8, width: 8)
        else { return [] }
        return try ZlibInflater.inflate(
          contents.extracting(24..<contents.byteCount),
          size: Int(clamping: size),
          limit: limit
        )
      }
      if let section = file.section(named: ".zdebug_\(name)"), let range = file.range(of: section, in: bytes) {
        let contents = bytes.extracting(range)
        guard contents.has("ZLIB", at: 0), let size = ByteOrder.bigEndian.integer(in: contents, at: 4, width: 8)
        else { return [] }
        return try ZlibInflater.inflate(
          contents.extracting(12..<contents.byteCount),
          size: Int(clamping: size),
          limit: limit
        )
      }
    } catch {
      // Damaged debug information is no debug information: whoever needs it says so.
    }
    return []
  }
}
