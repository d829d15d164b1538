// SPDX-License-Identifier: Apache-2.0

package import ByteDecoding
package import Evidence

/// Decodes goroutine dumps: debug=2, `runtime.Stack`, SIGQUIT, panics and fatal errors of Go 1.21 to 1.27, bare or in a log.
///
/// The input comes in chunks of any size; memory depends on the number of different stacks, not of goroutines (ids take
/// about four bytes each). Text around and between the dumps is skipped. A log may put a prefix before every line, pack
/// lines into JSON or the CRI format, and mix several processes, which are kept apart by their prefixes. Each dump becomes
/// one snapshot, in the order of the input; what is cut off or does not fit the bounded tables is a gap of its snapshot.
///
/// Formats: `GoroutineHeader`, `FrameLine`, `GoroutineLabels`. Goroutine 0, a thread's scheduler stack, is not counted.
package struct GoroutineDumpDecoder {
  /// A longer line is cut; a caller's buffer must be at least this long for `consume` to make progress.
  package static let lineLengthLimit = 1 << 20
  /// Where debug=2 ends without a word: src/runtime/pprof/pprof.go `writeGoroutineStacks`.
  static let dumpSizeLimit = 64 << 20
  private static let streamLimit = 16

  private var bare = DumpReader()
  private var prefixed: [(prefix: LinePrefix, reader: DumpReader)] = []
  private var latest = 0
  private var envelope = LogEnvelope()
  private var lineCount = 0
  private var byteCount = 0
  private var skipsLine = false
  private var isCut = false
  /// The last line that may state a crash behind a prefix that is not known yet.
  private var possibleCause: [UInt8] = []

  package init() {}

  /// Whether lines were met that belong to no dump, so that other formats may find something in the input.
  package var hasMetOtherText: Bool { bare.hasMetOtherText || prefixed.contains { $0.reader.hasMetOtherText } }

  /// Reads the complete lines of a chunk and returns how many bytes of it are done with.
  ///
  /// The caller presents the rest again, followed by more. With `isLast` everything is consumed. Never fails: text that
  /// is no goroutine is skipped.
  package mutating func consume(_ chunk: RawSpan, isLast: Bool) -> Int {
    var start = 0
    if skipsLine {
      let newline = chunk.firstOffset(of: 0x0a, in: 0..<chunk.byteCount)
      guard newline < chunk.byteCount else {
        byteCount += chunk.byteCount
        return chunk.byteCount
      }
      skipsLine = false
      start = newline + 1
    }
    let body = chunk.extracting(start..<chunk.byteCount)
    var lines = LineCursor(body, lengthLimit: Self.lineLengthLimit)
    while let line = lines.next() { read(body.extracting(line)) }
    var consumed = start + lines.rest
    if isLast, consumed < chunk.byteCount {
      readLastLine(chunk.extracting(consumed..<chunk.byteCount))
      consumed = chunk.byteCount
    } else if chunk.byteCount - consumed >= Self.lineLengthLimit {
      read(chunk.extracting(consumed..<consumed + Self.lineLengthLimit))
      consumed = chunk.byteCount
      skipsLine = true
    }
    byteCount += consumed
    return consumed
  }

  /// The snapshots, in the order in which the input showed them.
  ///
  /// Throws `unrecognized` when the input held no goroutine at all.
  package mutating func finish() throws(DecodingError) -> [GoroutineSnapshot] {
    if let text = envelope.flush() {
      isCut = true
      readLines(text)
    }
    let isAtSizeLimit = byteCount == Self.dumpSizeLimit && prefixed.isEmpty
    bare.finish(isCut: isCut, isAtSizeLimit: isAtSizeLimit)
    for index in prefixed.indices { prefixed[index].reader.finish(isCut: isCut, isAtSizeLimit: false) }
    let snapshots = SnapshotShelf.merged([bare.finished] + prefixed.map(\.reader.finished))
    guard !snapshots.isEmpty else {
      throw DecodingError(.unrecognized, at: 0, expected: "a line such as \"goroutine 1 [running]:\"")
    }
    return snapshots
  }

  /// Decodes a whole input.
  package static func decode(_ bytes: RawSpan) throws(DecodingError) -> [GoroutineSnapshot] {
    var decoder = GoroutineDumpDecoder()
    _ = decoder.consume(bytes, isLast: true)
    return try decoder.finish()
  }

  /// Whether the bytes hold a goroutine header, at the start of a line or behind a prefix.
  ///
  /// O(bytes), at more than 1 GB/s for text without the word "goroutine".
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    var offset = 0
    while let found = bytes.firstOffset(of: "goroutine ", in: offset..<bytes.byteCount) {
      let end = min(bytes.firstOffset(of: 0x0a, in: found..<bytes.byteCount), found + lineLengthLimit)
      let line = bytes.extracting(found..<end)
      if isHeader(line) { return true }
      // Inside JSON an escaped line end or the closing quote follows.
      for close in ["\\n", "\"}", "\","] as [StaticString] {
        if let stop = line.firstOffset(of: close, in: 0..<line.byteCount), isHeader(line.extracting(0..<stop)) {
          return true
        }
      }
      offset = found + 10
    }
    return false
  }

  private static func isHeader(_ line: RawSpan) -> Bool {
    GoroutineHeader(line.hasSuffix("\r") ? line.extracting(0..<line.byteCount - 1) : line) != nil
  }
}

// MARK: From raw lines to the reader of their stream

extension GoroutineDumpDecoder {
  @inline(__always)
  private mutating func read(_ line: RawSpan) {
    lineCount &+= 1
    if line.byteCount > 0 {
      let first = line.byte(at: 0)
      if first == 0x7b || first &- 0x30 < 10 { return readEnveloped(line) }
    }
    readText(line)
  }

  /// The last bytes of the input have no line end: they are read only if they are certainly whole.
  private mutating func readLastLine(_ line: RawSpan) {
    isCut = true
    let line = line.extracting(0..<min(line.byteCount, Self.lineLengthLimit))
    if line.byte(at: 0) == 0x7b || line.byte(at: 0) &- 0x30 < 10 {
      read(line)
    } else if FrameLine.isWholeLocation(line) || line.hasSuffix(":") {
      readText(line)
    }
  }

  private mutating func readEnveloped(_ line: RawSpan) {
    switch envelope.open(line) {
    case .bare: readText(line)
    case .part: break
    case .text(let text): readLines(text)
    }
  }

  private mutating func readLines(_ text: [UInt8]) {
    let bytes = text.span.asRawBytes
    var lines = LineCursor(bytes, lengthLimit: Self.lineLengthLimit)
    while let line = lines.next() { readText(bytes.extracting(line)) }
    if lines.rest < bytes.byteCount { readText(bytes.extracting(lines.rest..<bytes.byteCount)) }
    if bytes.byteCount == 0 { readText(bytes) }
  }

  @inline(__always)
  private mutating func readText(_ line: RawSpan) {
    if prefixed.isEmpty, bare.isInsideGoroutine || line.byteCount == 0 || line.byte(at: 0) == 0x67 {
      bare.read(line, order: lineCount)
    } else {
      readPossiblyPrefixed(line)
    }
  }

  private mutating func readPossiblyPrefixed(_ line: RawSpan) {
    for step in 0..<prefixed.count {
      let index = (latest + step) % prefixed.count
      if let end = prefixed[index].prefix.end(in: line) {
        latest = index
        prefixed[index].reader.read(line.extracting(end..<line.byteCount), order: lineCount)
        return
      }
    }
    if bare.isInsideGoroutine || !learnPrefix(line) { bare.read(line, order: lineCount) }
  }

  /// Begins a stream when the line is a goroutine header behind something; returns whether it is.
  private mutating func learnPrefix(_ line: RawSpan) -> Bool {
    guard prefixed.count < Self.streamLimit else { return false }
    let range = 0..<min(line.byteCount, LinePrefix.lengthLimit + 10)
    guard let start = line.firstOffset(of: "goroutine ", in: range), start > 0,
      GoroutineHeader(line.extracting(start..<line.byteCount)) != nil
    else {
      if CrashLine.mayStand(in: line) {
        possibleCause.removeAll(keepingCapacity: true)
        for offset in 0..<min(line.byteCount, 2048) { possibleCause.append(line.byte(at: offset)) }
      }
      return false
    }
    let header = line.extracting(start..<line.byteCount)
    if bare.hasMetGoroutines, line.byte(at: start - 1) != 0x20 {
      // Another writer's unfinished line stands before a header of the bare dump.
      bare.read(header, order: lineCount)
      return true
    }
    let prefix = LinePrefix(line, end: start)
    var reader = DumpReader()
    Self.read(cause: possibleCause, behind: prefix, into: &reader, order: lineCount)
    reader.read(header, order: lineCount)
    prefixed.append((prefix, reader))
    latest = prefixed.count - 1
    return true
  }

  private static func read(cause: [UInt8], behind prefix: LinePrefix, into reader: inout DumpReader, order: Int) {
    let cause = cause.span.asRawBytes
    guard let end = prefix.end(in: cause), end < cause.byteCount else { return }
    reader.read(cause.extracting(end..<cause.byteCount), order: order)
  }
}
