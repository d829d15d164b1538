// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding

/// What takes the regular files of an archive as they come by.
package protocol TarVisitor {
  /// A file begins; `size` is what its header states, `offset` where its contents begin in the archive.
  mutating func begin(_ name: String, size: Int, at offset: Int) throws(DecodingError)
  /// A piece of the file's contents, in order.
  mutating func take(_ piece: RawSpan) throws(DecodingError)
  /// The file is over, before its stated size when `isCut`.
  mutating func end(isCut: Bool) throws(DecodingError)
}

/// Reads tar archives (v7, ustar, pax and GNU) piece by piece and hands on their regular files.
///
/// Archives are hostile until shown otherwise. Nothing is written anywhere; names are made harmless or refused; a second
/// member of the same name is refused, since the first is what was recorded; links are never followed. What is refused,
/// cut or corrupt becomes a gap, and all files before it stay. Memory: one header, its extended records, and the names.
package struct TarStream {
  /// Bounds on an archive, against ones made to exhaust memory.
  package struct Limits: Sendable {
    /// Most regular files.
    package var entryCount = 10_000
    /// Largest regular file in bytes.
    package var entryByteCount = 1 << 34
    /// Largest run of extended records of one member, in bytes.
    package var extensionByteCount = 1 << 20
    /// Most gaps that are told.
    package var gapCount = 64

    package init() {}
  }

  private enum State {
    case header
    /// Extended records for the next member: those that have come, and how many are missing.
    case records([UInt8], missing: Int, padding: Int, isPax: Bool)
    case contents(missing: Int, padding: Int)
    /// Contents of what is left out.
    case skipped(missing: Int, padding: Int)
    case padding(Int)
    case ended
  }

  private let limits: Limits
  private var state = State.header
  /// The part of a header that has come.
  private var block: [UInt8] = []
  private var offset = 0
  private var names: Set<String> = []
  private var extended = TarExtension()
  private var untoldGaps = 0
  /// What is missing, each as a sentence without a full stop.
  package private(set) var gaps: [String] = []

  package init(limits: Limits = Limits()) {
    self.limits = limits
  }

  /// Takes the next piece of the archive.
  ///
  /// Throws `limitExceeded` past a limit, and what the visitor throws.
  package mutating func consume(_ piece: RawSpan, _ visitor: inout some TarVisitor) throws(DecodingError) {
    var start = 0
    while start < piece.byteCount {
      let left = piece.byteCount - start
      let range: Range<Int>
      switch state {
      case .ended: return
      case .header:
        range = start..<start + min(TarHeader.blockByteCount - block.count, left)
        block.append(copying: piece.extracting(range))
        if block.count == TarHeader.blockByteCount { try readHeader(&visitor) }
      case .records(var records, let missing, let padding, let isPax):
        range = start..<start + min(missing, left)
        state = .ended  // so that the records are not copied
        records.append(copying: piece.extracting(range))
        if range.count == missing {
          extended.add(records.rawBytes, isPax: isPax)
          state = .padding(padding)
        } else {
          state = .records(records, missing: missing - range.count, padding: padding, isPax: isPax)
        }
      case .contents(let missing, let padding):
        range = start..<start + min(missing, left)
        try visitor.take(piece.extracting(range))
        state = .contents(missing: missing - range.count, padding: padding)
        if range.count == missing {
          try visitor.end(isCut: false)
          state = .padding(padding)
        }
      case .skipped(let missing, let padding):
        range = start..<start + min(missing, left)
        state = range.count == missing ? .padding(padding) : .skipped(missing: missing - range.count, padding: padding)
      case .padding(let missing):
        range = start..<start + min(missing, left)
        state = range.count == missing ? .header : .padding(missing - range.count)
      }
      start = range.upperBound
      offset += range.count
      if case .padding(0) = state { state = .header }
    }
  }

  /// Ends the archive: what is under way is cut.
  package mutating func finish(_ visitor: inout some TarVisitor) throws(DecodingError) {
    switch state {
    case .ended: break
    case .header where block.isEmpty, .padding:
      // Members end on block boundaries, so a cut can fall between two of them and only the end mark tells.
      addGap("archive without an end mark at byte \(offset): later members may be missing")
    case .header:
      addGap("archive cut at byte \(offset - block.count): members from there on were left out")
    case .contents:
      try visitor.end(isCut: true)
      addGap("archive cut at byte \(offset): members from there on are missing")
    case .records, .skipped:
      addGap("archive cut at byte \(offset): members from there on are missing")
    }
    if untoldGaps > 0 { gaps.append("\(untoldGaps) more of the archive's members were left out") }
    state = .ended
  }

  // MARK: Headers

  /// Reads the header in `block`, whose last byte comes next in the count of `offset`.
  private mutating func readHeader(_ visitor: inout some TarVisitor) throws(DecodingError) {
    defer { block.removeAll(keepingCapacity: true) }
    if block.allSatisfy({ $0 == 0 }) {
      state = .ended
      return
    }
    let end = (offset / TarHeader.blockByteCount + 1) * TarHeader.blockByteCount
    let header: TarHeader
    do throws(DecodingError) {
      header = try TarHeader(block.rawBytes, at: 0)
    } catch {
      addGap(
        "archive corrupt at byte \(end - TarHeader.blockByteCount + error.offset): members from there on were left out"
      )
      state = .ended
      return
    }
    let size = header.kind == .regular ? extended.size ?? header.size : header.size
    let padding = (TarHeader.blockByteCount - size % TarHeader.blockByteCount) % TarHeader.blockByteCount
    state = .skipped(missing: size, padding: padding)
    switch header.kind {
    case .pax, .gnuLongName:
      guard size <= limits.extensionByteCount else {
        throw DecodingError(
          .limitExceeded,
          at: end - TarHeader.blockByteCount,
          expected: "at most \(limits.extensionByteCount) bytes of extended records"
        )
      }
      state = .records([], missing: size, padding: padding, isPax: header.kind == .pax)
    case .paxGlobal, .gnuLongLink: break
    case .directory: extended = TarExtension()
    case .other:
      addGap("\(Self.quoted(extended.name ?? header.name)) is not a regular file: it was left out")
      extended = TarExtension()
    case .regular: try beginFile(header, size: size, padding: padding, at: end, &visitor)
    }
    if size == 0 { try finishEmpty(&visitor) }
  }

  private mutating func beginFile(
    _ header: TarHeader,
    size: Int,
    padding: Int,
    at start: Int,
    _ visitor: inout some TarVisitor
  ) throws(DecodingError) {
    let stated = extended.name ?? header.name
    extended = TarExtension()
    guard size <= limits.entryByteCount, names.count < limits.entryCount else {
      throw DecodingError(
        .limitExceeded,
        at: start - TarHeader.blockByteCount,
        expected: "at most \(limits.entryCount) members of \(limits.entryByteCount) bytes"
      )
    }
    // Before POSIX a directory was a file whose name ends in a slash.
    if stated.hasSuffix("/") { return }
    guard let name = TarMemberName.sanitized(stated) else {
      addGap("member at byte \(start - TarHeader.blockByteCount) has an unsafe name: it was left out")
      return
    }
    guard names.insert(name).inserted else {
      addGap("\(Self.quoted(name)) occurs twice: the later one was left out")
      return
    }
    try visitor.begin(name, size: size, at: start)
    state = .contents(missing: size, padding: padding)
  }

  /// Ends a member without contents, for which no further byte comes.
  private mutating func finishEmpty(_ visitor: inout some TarVisitor) throws(DecodingError) {
    if case .contents = state { try visitor.end(isCut: false) }
    if case .ended = state { return }
    state = .header
  }

  private mutating func addGap(_ sentence: String) {
    if gaps.count < limits.gapCount { gaps.append(sentence) } else { untoldGaps += 1 }
  }

  /// A name for a sentence, with nothing in it that a terminal would obey.
  private static func quoted(_ name: String) -> String {
    "\"" + name.prefix(200).filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } } + "\""
  }
}
