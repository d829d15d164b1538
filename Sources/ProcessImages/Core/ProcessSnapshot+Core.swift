// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

extension ProcessSnapshot {
  /// The memory of a process as a core has it, with what only the executable has.
  ///
  /// The kernel leaves pages out that a file has (`coredump_filter`): code, constants, and data that was never written.
  /// They come from the executable, which must be the one that ran.
  package static func of(
    _ core: CoreFile,
    in bytes: RawSpan,
    executable: ELFFile,
    in file: RawSpan,
    path: String
  ) throws(CoreError) -> ProcessSnapshot {
    guard let entry = core.entry else { throw .unplaced }
    let bias = executable.kind == .positionIndependent ? entry &- executable.entry : 0
    let fillings = Self.fillings(of: executable, in: file, bias: bias, beside: core.parts)
    let total = core.parts.reduce(0) { $0 + $1.range.count } + fillings.reduce(0) { $0 + $1.range.count }
    guard let image = MemoryImage(reserving: total) else { throw .tooLarge(byteCount: total) }
    var regions: [MemoryImage.Region] = []
    var offset = 0
    var pending = core.parts.map { (part: $0, isCore: true) } + fillings.map { (part: $0, isCore: false) }
    pending.sort { $0.part.start < $1.part.start }
    for (part, isCore) in pending {
      image.write(isCore ? bytes.extracting(part.range) : file.extracting(part.range), at: offset)
      regions.append(.init(start: part.start, end: part.end, offset: offset))
      offset += part.range.count
    }
    image.finish(regions)
    var gaps: [String] = []
    switch Self.isSame(executable, in: file, bias: bias, core: core, in: bytes) {
    case true?: break
    case false?: throw .otherExecutable(path: path)
    case nil: gaps.append("whether the core is of \(path) could not be checked: it holds none of its build ids")
    }
    if core.missingByteCount > 0 {
      gaps.append("the core is cut off: \(core.missingByteCount) bytes that it should have are missing")
    }
    return ProcessSnapshot(
      memory: image,
      threads: core.threads,
      stopped: .zero,
      copiedByteCount: core.parts.reduce(0) { $0 + $1.range.count },
      loadBias: bias,
      gaps: gaps
    )
  }

  /// The parts of the executable's segments that the core leaves out.
  private static func fillings(
    of executable: ELFFile,
    in file: RawSpan,
    bias: UInt64,
    beside parts: [CoreFile.Part]
  ) -> [CoreFile.Part] {
    var fillings: [CoreFile.Part] = []
    var covered = parts
    for segment in executable.segments where segment.isLoaded {
      guard let range = checkedRange(offset: segment.offset, size: segment.fileSize, within: file.byteCount),
        !(segment.address &+ bias).addingReportingOverflow(segment.fileSize).overflow
      else { continue }
      let first = segment.address &+ bias
      var start = first
      func fill(to end: UInt64) {
        guard end > start else { return }
        let place = range.lowerBound + Int(start - first)
        fillings.append(CoreFile.Part(start: start, range: place..<place + Int(end - start)))
      }
      let end = first + segment.fileSize
      for part in covered where part.end > start && part.start < end {
        fill(to: part.start)
        start = max(start, part.end)
      }
      fill(to: end)
      // Segments of a damaged executable may overlap; what one filled the next leaves alone.
      covered = (covered + fillings).sorted { $0.start < $1.start }
    }
    return fillings
  }

  /// Whether the identities of the executable stand in the core as well; nil when the core has neither of them.
  ///
  /// Compared are the notes of the linker, which the kernel writes with the first page, and Go's build information, which is
  /// in memory that may be written.
  private static func isSame(
    _ executable: ELFFile,
    in file: RawSpan,
    bias: UInt64,
    core: CoreFile,
    in bytes: RawSpan
  ) -> Bool? {
    var answer: Bool?
    for section in executable.sections where section.address != 0 {
      guard section.type == 7 || section.name == ".go.buildinfo", let range = executable.range(of: section, in: file),
        let part = core.parts.last(where: { $0.start <= section.address &+ bias }),
        part.end >= section.address &+ bias &+ section.size, !range.isEmpty
      else { continue }
      let place = part.range.lowerBound + Int(section.address &+ bias &- part.start)
      let ours = file.extracting(range)
      // The header of the build information holds pointers in old forms only; its texts follow.
      guard ours.hasSameBytes(as: bytes.extracting(place..<place + range.count)) else { return false }
      answer = true
    }
    return answer
  }
}
