// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The notes and segments of a core: threads with their registers, mapped files, and which addresses stand where in it.
///
/// Written by the kernel (fs/binfmt_elf.c) or by gcore. Numbers are checked against the bytes; what lies beyond them is
/// missing, and `missingByteCount` says how much that is.
package struct CoreFile: Sendable {
  /// A run of addresses whose bytes are in the core.
  struct Part: Hashable, Sendable {
    var start: UInt64
    var range: Range<Int>
    var end: UInt64 { start &+ UInt64(range.count) }
  }

  /// A file that was mapped (`NT_FILE`).
  struct MappedFile: Hashable, Sendable {
    var start: UInt64
    var end: UInt64
    var path: String
  }

  private(set) var threads: [ProcessSnapshot.Thread] = []
  /// Sorted, without overlaps.
  private(set) var parts: [Part] = []
  private(set) var files: [MappedFile] = []
  /// Where the program began to run (`AT_ENTRY`).
  private(set) var entry: UInt64?
  /// Bytes that the headers promise and that the file does not have: it was cut.
  private(set) var missingByteCount = 0

  private static let threadLimit = 1 << 20
  private static let fileLimit = 1 << 16

  /// Whether the bytes begin as a core, whatever the processor.
  package static func isCore(_ bytes: RawSpan) -> Bool {
    // 0x7F ELF, and e_type 4 in either byte order.
    guard bytes.byteCount >= 18, bytes.byte(at: 0) == 0x7f, bytes.has("ELF", at: 1) else { return false }
    let (low, high) = (bytes.byte(at: 16), bytes.byte(at: 17))
    return (low == 4 && high == 0) || (low == 0 && high == 4)
  }

  /// Decodes the headers and notes of a core.
  package init(_ bytes: RawSpan) throws(CoreError) {
    let file: ELFFile
    do {
      file = try ELFFile(bytes)
    } catch {
      throw CoreError.damaged("\(error)")
    }
    guard file.kind == .core else { throw CoreError.noCore }
    guard file.addressSize == 8 else { throw CoreError.foreign("a program of 32 bits") }
    guard file.machine == 62, file.byteOrder == .littleEndian else {
      throw CoreError.foreign(file.machine == 183 ? "an arm64 program" : "a program for another processor")
    }
    var found: [Part] = []
    for segment in file.segments where segment.isLoaded && segment.fileSize > 0 {
      guard let size = Int(exactly: segment.fileSize), let start = Int(exactly: segment.offset),
        !segment.address.addingReportingOverflow(segment.fileSize).overflow
      else { throw CoreError.damaged("a segment does not fit into the address space") }
      let there = max(0, min(size, bytes.byteCount - min(start, bytes.byteCount)))
      missingByteCount = missingByteCount.addingReportingOverflow(size - there).partialValue
      if there > 0 { found.append(Part(start: segment.address, range: start..<start + there)) }
    }
    found.sort { $0.start < $1.start }
    var total = 0
    for part in found {
      if let last = parts.last, part.start < last.end { continue }
      // Segments of a real core do not share bytes; ones made to fill memory do.
      total += part.range.count
      guard total <= bytes.byteCount else { throw CoreError.damaged("its segments overlap") }
      parts.append(part)
    }
    for segment in file.segments where segment.isNote {
      let start = min(Int(clamping: segment.offset), bytes.byteCount)
      let size = min(Int(clamping: segment.fileSize), bytes.byteCount - start)
      missingByteCount = missingByteCount.addingReportingOverflow(Int(clamping: segment.fileSize) - size).partialValue
      readNotes(bytes.extracting(start..<start + size))
    }
    guard !parts.isEmpty else {
      throw missingByteCount > 0 ? CoreError.cut : CoreError.damaged("it holds no memory")
    }
  }

  /// A note: lengths of name and contents, type, then both, each padded to four bytes.
  private mutating func readNotes(_ notes: RawSpan) {
    var at = 0
    while at <= notes.byteCount - 12 {
      let nameSize = Int(notes.half(at: at))
      let size = Int(notes.half(at: at + 4))
      let type = notes.half(at: at + 8)
      let name = at + 12
      guard nameSize <= notes.byteCount - name else { return }
      let contents = name + (nameSize + 3) & ~3
      guard contents <= notes.byteCount, size <= notes.byteCount - contents else { return }
      if nameSize >= 4, notes.has("CORE", at: name) {
        read(type, notes.extracting(contents..<contents + size))
      }
      at = contents + (size + 3) & ~3
    }
  }

  private mutating func read(_ type: UInt32, _ note: RawSpan) {
    switch type {
    // NT_PRSTATUS, struct elf_prstatus: the thread's number at 32, 27 registers at 112.
    case 1 where note.byteCount >= 112 + 27 * 8 && threads.count < Self.threadLimit:
      threads.append(
        ProcessSnapshot.Thread(
          id: Int(note.half(at: 32)),
          registers: (0..<27).map { note.word(at: 112 + 8 * $0) }
        )
      )
    // NT_AUXV: pairs; 9 is AT_ENTRY.
    case 6:
      var at = 0
      while at <= note.byteCount - 16 {
        if note.word(at: at) == 9 { entry = note.word(at: at + 8) }
        at += 16
      }
    // NT_FILE: how many, size of a page, so many triples of start, end and offset, then as many names.
    case 0x4649_4c45 where note.byteCount >= 16:
      let count = Int(clamping: note.word(at: 0))
      guard count <= Self.fileLimit, 16 + 24 * count <= note.byteCount else { return }
      var name = 16 + 24 * count
      for index in 0..<count {
        let end = note.firstOffset(of: 0, in: name..<note.byteCount)
        guard end < note.byteCount else { return }
        files.append(
          MappedFile(
            start: note.word(at: 16 + 24 * index),
            end: note.word(at: 24 + 24 * index),
            path: note.extracting(name..<end).text
          )
        )
        name = end + 1
      }
    default: break
    }
  }

  /// The file that held the first instruction: the executable, as the machine called it.
  package var executablePath: String? {
    guard let entry else { return nil }
    return files.first { $0.start <= entry && entry < $0.end }?.path
  }
}

/// Why a core could not be read, as a sentence without a full stop.
package enum CoreError: Error, Hashable, Sendable {
  case noCore
  case foreign(String)
  case cut
  case damaged(String)
  /// The executable is another one than that which ran.
  case otherExecutable(path: String)
  case noExecutable(expected: String?)
  case unplaced
  case tooLarge(byteCount: Int)
}

extension CoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noCore: "it is an ELF file and no core"
    case .foreign(let what): "it is the core of \(what); only cores of programs for amd64 can be read"
    case .cut:
      "the core is cut off before the memory begins: was there room for it, and is the limit large enough (ulimit -c)"
    case .damaged(let what): "the core is damaged: \(what)"
    case .otherExecutable(let path):
      "\(path) is not the executable that the core is of (their build ids differ): give that with --executable"
    case .noExecutable(let expected):
      "a core needs its executable: give it with --executable"
        + (expected.map { " (it was \($0), which is not here)" } ?? "")
    case .unplaced: "the core does not tell where its executable was (it has no auxiliary vector)"
    case .tooLarge(let byteCount): "the core holds \(byteCount >> 20) MiB, more than this machine has free"
    }
  }
}

extension RawSpan {
  /// Four bytes as a little-endian number; 0 outside the bytes.
  fileprivate func half(at offset: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: ByteOrder.littleEndian.integer(in: self, at: offset, width: 4) ?? 0)
  }
}
