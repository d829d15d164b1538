// SPDX-License-Identifier: Apache-2.0

package import Evidence

import ByteDecoding

/// Decodes the lines that GODEBUG=gctrace=1, scavtrace=1 and schedtrace=N make the runtime write, bare or deep in a log.
///
///     gc 7 @0.117s 3%: 0.021+0.86+0.014 ms clock, 0.042+0.26/0.55/0+0.028 ms cpu, 8->9->4 MB, 9 MB goal, 0 MB stacks, 0 MB globals, 2 P
///     scav 112 KiB work (bg), 0 KiB work (eager), 3096 KiB now, 84% util
///     SCHED 104ms: gomaxprocs=2 idleprocs=1 threads=5 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=0 [ 0 0 ]
///
/// The runtime writes a line piece by piece, so text of other writers may stand inside it: pieces are found where they
/// are. Docker's JSON, the CRI format and other prefixes are taken off; streams with different prefixes are kept apart, and
/// so are processes that follow each other in one log. Text that holds no such line is only searched. Memory is that of the
/// records. Lines that cannot be put together are counted in `gaps`.
package enum RuntimeTraceDecoder {
  /// A line is looked at this far around the place that shows a trace line.
  private static let lineLimit = 1 << 16
  private static let streamLimit = 16

  /// Whether the bytes hold the beginning of a trace line.
  ///
  /// O(bytes) until the first one.
  package static func recognizes(_ bytes: RawSpan) -> Bool {
    var start = 0
    while let (kind, offset) = TraceLineKind.first(in: bytes, from: start) {
      var parser = TraceLineParser(kind.grammar)
      var end = offset
      let outcome = parser.advance(bytes, &end)
      // The head alone may be a sentence of a log.
      if case .read = outcome, parser.next > kind.grammar.head + 1 { return true }
      start = offset + 3
    }
    return false
  }

  /// The logs, one for each process; none when the bytes hold no trace line.
  package static func decode(_ bytes: RawSpan) -> [RuntimeLog] {
    var streams: [(prefix: LinePrefix, stream: TraceStream)] = []
    var candidates = TraceCandidates()
    var start = 0
    var isWaiting = false
    while start < bytes.byteCount {
      var lineStart = start
      var lineEnd: Int
      if isWaiting {
        lineEnd = bytes.firstOffset(of: 0x0a, in: start..<bytes.byteCount)
      } else {
        guard let candidate = candidates.next(in: bytes, from: start) else { break }
        lineStart =
          bytes.lastOffset(of: 0x0a, in: max(start, candidate - lineLimit)..<candidate).map { $0 + 1 }
          ?? max(start, candidate - lineLimit)
        lineEnd = bytes.firstOffset(of: 0x0a, in: candidate..<bytes.byteCount)
      }
      let next = min(lineEnd + 1, bytes.byteCount)
      lineEnd = min(lineEnd, lineStart + 2 * lineLimit)
      readLine(bytes.extracting(lineStart..<lineEnd), into: &streams)
      isWaiting = streams.contains { $0.stream.isWaiting }
      start = next
    }
    return streams.flatMap { stream in
      var stream = stream.stream
      return stream.finish()
    }
  }

  private static func readLine(_ line: RawSpan, into streams: inout [(prefix: LinePrefix, stream: TraceStream)]) {
    let line = line.hasSuffix("\r") ? line.extracting(0..<line.byteCount - 1) : line
    if line.has("{", at: 0), let message = JSONLogLine.message(line) {
      let text = message.rawBytes
      var start = 0
      while start < text.byteCount {
        let end = text.firstOffset(of: 0x0a, in: start..<text.byteCount)
        readText(text.extracting(start..<end), into: &streams)
        start = end + 1
      }
    } else if let record = CRILogLine(line) {
      readText(line.extracting(record.text), into: &streams)
    } else {
      readText(line, into: &streams)
    }
  }

  /// Gives a line to the stream of its prefix.
  private static func readText(_ text: RawSpan, into streams: inout [(prefix: LinePrefix, stream: TraceStream)]) {
    if let (_, start) = TraceLineKind.first(in: text, from: 0) {
      // What stands right before a trace line without a space is another writer's text and no prefix.
      let isPrefixed = start > 0 && start <= LinePrefix.lengthLimit && text.byte(at: start - 1) == 0x20
      let isInside = streams.contains { $0.stream.isWaiting && $0.prefix.end(in: text) == 0 }
      let prefix = LinePrefix(text, end: isPrefixed && !isInside ? start : 0)
      let end = isPrefixed && !isInside ? start : 0
      if let index = streams.firstIndex(where: { $0.prefix == prefix }) {
        streams[index].stream.read(text.extracting(end..<text.byteCount))
      } else if streams.count < streamLimit {
        var stream = TraceStream()
        stream.read(text.extracting(end..<text.byteCount))
        streams.append((prefix, stream))
      }
      return
    }
    for index in streams.indices where streams[index].stream.isWaiting {
      if let end = streams[index].prefix.end(in: text) {
        streams[index].stream.read(text.extracting(end..<text.byteCount))
      }
    }
  }
}

/// Finds the places of an input that may show a trace line, each kind searched for once.
private struct TraceCandidates {
  private var offsets: [Int?] = [-1, -1, -1]

  mutating func next(in bytes: RawSpan, from start: Int) -> Int? {
    for kind in TraceLineKind.allCases {
      guard let known = offsets[kind.rawValue], known < start else { continue }
      offsets[kind.rawValue] = kind.offset(in: bytes, from: start)
    }
    return offsets.compactMap(\.self).min()
  }
}
