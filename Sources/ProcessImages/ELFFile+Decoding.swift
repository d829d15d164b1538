// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding

extension ELFFile {
  /// More sections or segments than any linker writes are an attack on memory.
  private static let tableLimit = 1 << 20

  /// Decodes the headers at the start of an image.
  package init(_ bytes: RawSpan) throws(DecodingError) {
    let view = bytes.asBytes
    guard bytes.byteCount >= 4, view[0] == 0x7F, view[1] == 0x45, view[2] == 0x4C, view[3] == 0x46 else {
      throw DecodingError(.unrecognized, at: 0, expected: "an ELF file")
    }
    guard bytes.byteCount >= 16 else { throw DecodingError(.truncated, at: 4, expected: "16 bytes of identification") }
    guard view[4] == 1 || view[4] == 2 else { throw DecodingError(.malformed, at: 4, expected: "word size 1 or 2") }
    guard view[5] == 1 || view[5] == 2 else { throw DecodingError(.malformed, at: 5, expected: "byte order 1 or 2") }
    let fields = Fields(
      order: view[5] == 1 ? .littleEndian : .bigEndian,
      word: view[4] == 1 ? 4 : 8
    )
    let word = fields.word
    let headerSize = word == 8 ? 64 : 52
    guard bytes.byteCount >= headerSize else {
      throw DecodingError(.truncated, at: 16, expected: "a header of \(headerSize) bytes")
    }
    // e_type, e_machine, e_version, e_entry, e_phoff, e_shoff, e_flags, e_ehsize, then six counts of two bytes.
    let programOffset = fields.word(bytes, 24 + word)
    let sectionOffset = fields.word(bytes, 24 + 2 * word)
    let counts = 24 + 3 * word + 6
    let programEntry = Int(fields.half(bytes, counts))
    var programCount = Int(fields.half(bytes, counts + 2))
    let sectionEntry = Int(fields.half(bytes, counts + 4))
    var sectionCount = Int(fields.half(bytes, counts + 6))
    var nameIndex = Int(fields.half(bytes, counts + 8))

    // Counts that do not fit two bytes stand in the first section.
    let first = fields.section(in: bytes, tableOffset: sectionOffset, entrySize: sectionEntry, index: 0)
    if sectionCount == 0, let first, sectionOffset != 0 { sectionCount = Int(clamping: first.section.size) }
    if nameIndex == 0xFFFF, let first { nameIndex = Int(first.section.link) }
    if programCount == 0xFFFF, let first { programCount = Int(first.info) }

    segments = []
    for index in 0..<min(programCount, Self.tableLimit) {
      guard
        let segment = fields.segment(in: bytes, tableOffset: programOffset, entrySize: programEntry, index: index)
      else { break }
      segments.append(segment)
    }
    sections = []
    var nameOffsets: [UInt64] = []
    for index in 0..<min(sectionCount, Self.tableLimit) {
      guard let raw = fields.section(in: bytes, tableOffset: sectionOffset, entrySize: sectionEntry, index: index)
      else { break }
      sections.append(raw.section)
      nameOffsets.append(raw.nameOffset)
    }
    kind =
      switch fields.half(bytes, 16) {
      case 2: .executable
      case 3: .positionIndependent
      case 4: .core
      case let other: .other(other)
      }
    machine = fields.half(bytes, 18)
    entry = fields.word(bytes, 24)
    addressSize = word
    byteOrder = fields.order
    if sections.indices.contains(nameIndex), let names = range(of: sections[nameIndex], in: bytes) {
      for index in sections.indices {
        guard nameOffsets[index] < UInt64(names.count) else { continue }
        let name = zeroTerminated(in: bytes, at: names.lowerBound + Int(nameOffsets[index]), limit: 256)
        sections[index].name = name ?? ""
      }
    }
  }

  /// Reads the fixed-size records of one word size and byte order; a field outside the bytes reads as 0 or nil.
  private struct Fields {
    var order: ByteOrder
    var word: Int

    func half(_ bytes: RawSpan, _ offset: Int) -> UInt16 {
      UInt16(truncatingIfNeeded: order.integer(in: bytes, at: offset, width: 2) ?? 0)
    }

    func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
      order.integer(in: bytes, at: offset, width: word) ?? 0
    }

    func int(_ bytes: RawSpan, _ offset: Int) -> UInt32 {
      UInt32(truncatingIfNeeded: order.integer(in: bytes, at: offset, width: 4) ?? 0)
    }

    /// Offset of a table's entry when it lies within the bytes with all its fields.
    func entry(_ bytes: RawSpan, tableOffset: UInt64, entrySize: Int, index: Int, needed: Int) -> Int? {
      guard entrySize >= needed, tableOffset != 0 else { return nil }
      let (product, overflow) = UInt64(entrySize).multipliedReportingOverflow(by: UInt64(index))
      let (start, carry) = tableOffset.addingReportingOverflow(product)
      guard !overflow, !carry else { return nil }
      return checkedRange(offset: start, size: UInt64(needed), within: bytes.byteCount)?.lowerBound
    }

    func segment(in bytes: RawSpan, tableOffset: UInt64, entrySize: Int, index: Int) -> Segment? {
      let needed = word == 8 ? 56 : 32
      guard let at = entry(bytes, tableOffset: tableOffset, entrySize: entrySize, index: index, needed: needed)
      else { return nil }
      // The flags moved between the two word sizes, for alignment.
      return Segment(
        type: int(bytes, at + 0),
        flags: int(bytes, at + (word == 8 ? 4 : 24)),
        offset: word(bytes, at + (word == 8 ? 8 : 4)),
        address: word(bytes, at + (word == 8 ? 16 : 8)),
        fileSize: word(bytes, at + (word == 8 ? 32 : 16)),
        memorySize: word(bytes, at + (word == 8 ? 40 : 20))
      )
    }

    func section(
      in bytes: RawSpan,
      tableOffset: UInt64,
      entrySize: Int,
      index: Int
    ) -> (section: Section, nameOffset: UInt64, info: UInt32)? {
      let needed = word == 8 ? 64 : 40
      guard let at = entry(bytes, tableOffset: tableOffset, entrySize: entrySize, index: index, needed: needed)
      else { return nil }
      let section = Section(
        name: "",
        type: int(bytes, at + 4),
        flags: word(bytes, at + 8),
        address: word(bytes, at + 8 + word),
        offset: word(bytes, at + 8 + 2 * word),
        size: word(bytes, at + 8 + 3 * word),
        link: int(bytes, at + 8 + 4 * word),
        entrySize: word(bytes, at + (word == 8 ? 56 : 36))
      )
      return (section, UInt64(int(bytes, at + 0)), int(bytes, at + 12 + 4 * word))
    }
  }
}
