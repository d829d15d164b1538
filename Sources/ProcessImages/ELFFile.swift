// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The headers of an ELF file, decoded: what it is, which parts are loaded where, and where its sections lie.
///
/// Values only; whoever needs the contents of a section brings the bytes again. Both word sizes and byte orders are read.
/// Every number of the headers is checked against the bytes; a table that does not lie within them counts as absent, so
/// that a truncated file still tells what is left. Source: System V ABI, chapter 4, and elf(5).
package struct ELFFile: Hashable, Sendable {
  /// What kind of file it is (`e_type`).
  package enum Kind: Hashable, Sendable {
    /// Loaded at the addresses in it.
    case executable
    /// Loaded anywhere: a position-independent executable or a shared library.
    case positionIndependent
    case core
    case other(UInt16)
  }

  /// Part of the file that the loader maps (`PT_LOAD`) or that describes something (`PT_NOTE`).
  package struct Segment: Hashable, Sendable {
    package var type: UInt32
    package var flags: UInt32
    package var offset: UInt64
    package var address: UInt64
    package var fileSize: UInt64
    package var memorySize: UInt64

    package var isLoaded: Bool { type == 1 }
    package var isNote: Bool { type == 4 }
    package var isWritable: Bool { flags & 2 != 0 }
  }

  /// Named part of the file.
  package struct Section: Hashable, Sendable {
    package var name: String
    package var type: UInt32
    package var flags: UInt64
    package var address: UInt64
    package var offset: UInt64
    package var size: UInt64
    /// Index of the section that belongs to this one, for a symbol table its strings.
    package var link: UInt32
    package var entrySize: UInt64

    /// Whether the section occupies no bytes of the file (`SHT_NOBITS`), as `.bss`.
    package var isEmptyInFile: Bool { type == 8 }
    /// Whether the contents begin with a compression header (`SHF_COMPRESSED`).
    package var isCompressed: Bool { flags & 0x800 != 0 }
  }

  package var kind: Kind
  /// The processor, as `EM_X86_64` (62) and `EM_AARCH64` (183).
  package var machine: UInt16
  /// Bytes of an address: 4 or 8.
  package var addressSize: Int
  package var byteOrder: ByteOrder
  /// Address of the first instruction (`e_entry`).
  package var entry: UInt64
  package var segments: [Segment]
  package var sections: [Section]

  /// The first section of a name.
  package func section(named name: String) -> Section? {
    sections.first { $0.name == name }
  }

  /// Where a section's contents lie; nil when it has none within these bytes.
  package func range(of section: Section, in bytes: RawSpan) -> Range<Int>? {
    section.isEmptyInFile
      ? nil : checkedRange(offset: section.offset, size: section.size, within: bytes.byteCount)
  }
}
