// SPDX-License-Identifier: Apache-2.0

package import Evidence

import ByteDecoding

/// Reads trace lines out of a log piece by piece, in memory that does not grow with the log.
///
/// What `RuntimeTraceDecoder` says of lines, prefixes and processes holds here. Several logs may follow one another, as a
/// log that was rotated does: then a process goes on where the numbers of its collections do.
package struct RuntimeTraceReader: Sendable {
  /// A line is looked at this far around the place that shows a trace line.
  private static let lineLimit = 1 << 16
  private static let streamLimit = 16

  private var streams: [(prefix: LinePrefix, stream: TraceStream)] = []
  private var nextProcess = 0
  private var leftOut = 0

  package init() {}

  /// What is missing from the whole, as sentences.
  package var gaps: [String] {
    leftOut == 0
      ? []
      : [
        "\(leftOut) trace \(leftOut == 1 ? "line" : "lines") of more than \(Self.streamLimit) writers, told apart by what stands "
          + "before their lines, \(leftOut == 1 ? "is" : "are") left out"
      ]
  }

  /// Reads the next bytes of the log and hands out what they say, in the order of the log.
  ///
  /// Returns how many bytes are done with; the others are an unfinished line and must be handed in again, in front of what
  /// comes next. With `isLast` all are done with, and unfinished trace lines are lost.
  package mutating func consume(_ bytes: RawSpan, isLast: Bool, _ body: (RuntimeLogEntry) -> Void) -> Int {
    var limit = bytes.byteCount
    if !isLast {
      if let newline = bytes.lastOffset(of: 0x0a, in: 0..<limit) {
        limit = newline + 1
      } else if limit < 4 * Self.lineLimit {
        return 0
      }
    }
    read(bytes.extracting(0..<limit), body)
    if isLast {
      for index in streams.indices {
        streams[index].stream.endInput()
        handOut(index, body)
      }
    }
    return limit
  }

  private mutating func read(_ bytes: RawSpan, _ body: (RuntimeLogEntry) -> Void) {
    var candidates = TraceCandidates()
    var start = 0
    var isWaiting = streams.contains { $0.stream.isWaiting }
    while start < bytes.byteCount {
      var lineStart = start
      var lineEnd: Int
      if isWaiting {
        lineEnd = bytes.firstOffset(of: 0x0a, in: start..<bytes.byteCount)
      } else {
        guard let candidate = candidates.next(in: bytes, from: start) else { break }
        lineStart =
          bytes.lastOffset(of: 0x0a, in: max(start, candidate - Self.lineLimit)..<candidate).map { $0 + 1 }
          ?? max(start, candidate - Self.lineLimit)
        lineEnd = bytes.firstOffset(of: 0x0a, in: candidate..<bytes.byteCount)
      }
      let next = min(lineEnd + 1, bytes.byteCount)
      lineEnd = min(lineEnd, lineStart + 2 * Self.lineLimit)
      readLine(bytes.extracting(lineStart..<lineEnd), body)
      isWaiting = streams.contains { $0.stream.isWaiting }
      start = next
    }
  }

  private mutating func readLine(_ line: RawSpan, _ body: (RuntimeLogEntry) -> Void) {
    let line = line.hasSuffix("\r") ? line.extracting(0..<line.byteCount - 1) : line
    if line.has("{", at: 0), let message = JSONLogLine.message(line) {
      let text = message.rawBytes
      var start = 0
      while start < text.byteCount {
        let end = text.firstOffset(of: 0x0a, in: start..<text.byteCount)
        readText(text.extracting(start..<end), body)
        start = end + 1
      }
    } else if let record = CRILogLine(line) {
      readText(line.extracting(record.text), body)
    } else {
      readText(line, body)
    }
  }

  /// Gives a line to the stream of its prefix.
  private mutating func readText(_ text: RawSpan, _ body: (RuntimeLogEntry) -> Void) {
    if let (kind, start) = TraceLineKind.first(in: text, from: 0) {
      // What stands right before a trace line without a space is another writer's text and no prefix.
      let isPrefixed = start > 0 && start <= LinePrefix.lengthLimit && text.byte(at: start - 1) == 0x20
      let isInside = streams.contains { $0.stream.isWaiting && $0.prefix.end(in: text) == 0 }
      let end = isPrefixed && !isInside ? start : 0
      let prefix = LinePrefix(text, end: end)
      let line = text.extracting(end..<text.byteCount)
      guard let index = stream(of: prefix, line: line, kind: kind, at: start - end) else { return leftOut += 1 }
      streams[index].stream.nextProcess = nextProcess
      streams[index].stream.read(line, first: (kind, start - end))
      handOut(index, body)
      return
    }
    for index in streams.indices where streams[index].stream.isWaiting {
      if let end = streams[index].prefix.end(in: text) {
        streams[index].stream.nextProcess = nextProcess
        streams[index].stream.read(text.extracting(end..<text.byteCount))
        handOut(index, body)
      }
    }
  }

  /// The stream of a prefix: one that is known, one whose prefix has changed, or a new one; nil when there are too many.
  private mutating func stream(of prefix: LinePrefix, line: RawSpan, kind: TraceLineKind, at start: Int) -> Int? {
    if let index = streams.firstIndex(where: { $0.prefix == prefix }) { return index }
    // A date, a counter or a line number in it changes; the numbers of the collections show who writes.
    if kind == .collection, let cycle = Self.cycle(line, at: start) {
      let index = streams.firstIndex { known in
        (cycle.number > 100 || known.prefix.isAlike(prefix)) && known.stream.processes.isContinued(by: cycle)
      }
      if let index {
        streams[index].prefix = prefix
        return index
      }
    }
    guard streams.count < Self.streamLimit else { return nil }
    streams.append((prefix, TraceStream()))
    return streams.count - 1
  }

  /// The collection that an undamaged line states.
  private static func cycle(_ line: RawSpan, at start: Int) -> RuntimeLog.GCCycle? {
    var parser = TraceLineParser(.collection)
    var offset = start
    guard case .read = parser.advance(line, &offset), parser.isComplete else { return nil }
    return RuntimeLog.GCCycle(numbers: parser.numbers)
  }

  private mutating func handOut(_ index: Int, _ body: (RuntimeLogEntry) -> Void) {
    nextProcess = max(nextProcess, streams[index].stream.nextProcess)
    for entry in streams[index].stream.records { body(entry) }
    streams[index].stream.records.removeAll(keepingCapacity: true)
  }
}

/// Finds the places of an input that may show a trace line, each kind searched for once.
private struct TraceCandidates {
  private var collection: Int? = -1
  private var scavenge: Int? = -1
  private var schedule: Int? = -1

  mutating func next(in bytes: RawSpan, from start: Int) -> Int? {
    Self.advance(&collection, .collection, bytes, start)
    Self.advance(&scavenge, .scavenge, bytes, start)
    Self.advance(&schedule, .schedule, bytes, start)
    let nearest = min(collection ?? .max, scavenge ?? .max, schedule ?? .max)
    return nearest == .max ? nil : nearest
  }

  private static func advance(_ offset: inout Int?, _ kind: TraceLineKind, _ bytes: RawSpan, _ start: Int) {
    if let known = offset, known < start { offset = kind.offset(in: bytes, from: start) }
  }
}
