// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Puts the trace lines of one stream of text together, and tells one process from the next.
///
/// Lines of different kinds may run into each other: the runtime writes a schedtrace line in several goes. So at most one
/// unfinished line of each kind waits for its rest, for a bounded number of lines.
struct TraceStream {
  /// How many lines of other text may stand inside a line.
  private static let patience = 200
  private static let lineLimit = 1 << 20

  private var pending: [(kind: TraceLineKind, parser: TraceLineParser)] = []
  private var logs: [RuntimeLog] = []
  private var log = RuntimeLog()
  private var lost = [0, 0, 0]
  private var count = 0

  /// Whether an unfinished line waits for its rest.
  var isWaiting: Bool { !pending.isEmpty }

  /// Whether it has anything to show.
  var isEmpty: Bool { count == 0 && lost == [0, 0, 0] && pending.isEmpty }

  /// Reads one line of text, without its end and what a logger put before it.
  mutating func read(_ line: RawSpan) {
    var offset = 0
    while continuePending(line, &offset) || begin(line, &offset) || resume(line, &offset) {}
    for index in pending.indices { pending[index].parser.age += 1 }
    while let old = pending.firstIndex(where: { $0.parser.age > Self.patience }) { lose(old) }
  }

  /// The logs, one for each process that wrote to the stream.
  mutating func finish() -> [RuntimeLog] {
    while !pending.isEmpty { lose(pending.count - 1) }
    endLog()
    return logs
  }

  // MARK: Where pieces stand

  /// Reads pieces of an unfinished line at the offset; the latest line is asked first.
  private mutating func continuePending(_ line: RawSpan, _ offset: inout Int) -> Bool {
    for index in pending.indices.reversed() {
      let start = offset
      switch pending[index].parser.advance(line, &offset) {
      case .lost:
        lose(index)
        return true
      case .read:
        if pending[index].parser.isComplete {
          let whole = pending.remove(at: index)
          add(whole.kind, whole.parser.numbers)
          return true
        }
        if offset > start { return offset < line.byteCount }
      }
    }
    return false
  }

  /// Begins the next line that the text shows, and gives up an unfinished one of the same kind.
  private mutating func begin(_ line: RawSpan, _ offset: inout Int) -> Bool {
    guard let (kind, start) = TraceLineKind.first(in: line, from: offset) else { return false }
    if let other = resumption(line, in: offset..<start) {
      offset = other
      return true
    }
    if let old = pending.firstIndex(where: { $0.kind == kind }) { lose(old) }
    var parser = TraceLineParser(kind.grammar)
    offset = start
    let outcome = parser.advance(line, &offset)
    if case .lost = outcome {
      lost[kind.rawValue] += 1
    } else if parser.isComplete {
      add(kind, parser.numbers)
    } else if parser.hasHead {
      pending.append((kind, parser))
    }
    return true
  }

  /// Finds where an unfinished line goes on behind other text in the same line.
  private mutating func resume(_ line: RawSpan, _ offset: inout Int) -> Bool {
    guard let next = resumption(line, in: offset..<line.byteCount) else { return false }
    offset = next
    return true
  }

  /// Where in a range an unfinished line goes on up to the range's end or its own; nil when nowhere.
  private func resumption(_ line: RawSpan, in range: Range<Int>) -> Int? {
    for unfinished in pending.reversed() {
      guard let text = unfinished.parser.awaitedText else { continue }
      var start = range.lowerBound
      // A text of many such pieces is no trace line.
      for _ in 0..<16 {
        guard let found = line.firstOffset(of: text, in: start..<range.upperBound) else { break }
        var parser = unfinished.parser
        var end = found
        // One piece alone may be other text that ends like one.
        if case .read = parser.advance(line, &end),
          parser.isComplete || end >= range.upperBound && parser.next > unfinished.parser.next + 1
        {
          return found
        }
        start = found + 1
      }
    }
    return nil
  }

  // MARK: What lines say

  private mutating func lose(_ index: Int) { lost[pending.remove(at: index).kind.rawValue] += 1 }

  private mutating func add(_ kind: TraceLineKind, _ numbers: [Double]) {
    guard count < Self.lineLimit else { return }
    switch kind {
    case .collection:
      guard let cycle = RuntimeLog.GCCycle(numbers: numbers) else { return lost[kind.rawValue] += 1 }
      // Numbers and times rise while a process lives.
      if let last = log.cycles.last, cycle.number <= last.number || cycle.at < last.at { endLog() }
      log.cycles.append(cycle)
    case .scavenge:
      guard let scavenge = RuntimeLog.Scavenge(numbers: numbers) else { return lost[kind.rawValue] += 1 }
      log.scavenges.append(scavenge)
    case .schedule:
      guard let state = RuntimeLog.SchedulerState(numbers: numbers) else { return lost[kind.rawValue] += 1 }
      if let last = log.schedules.last, state.at < last.at { endLog() }
      log.schedules.append(state)
    }
    count += 1
    if count == Self.lineLimit { log.gaps.append("more than \(Self.lineLimit) trace lines: the rest is left out") }
  }

  private mutating func endLog() {
    for kind in TraceLineKind.allCases where lost[kind.rawValue] > 0 {
      let number = lost[kind.rawValue]
      log.gaps.append(
        "\(number) \(number == 1 ? "line" : "lines") of \(kind.setting) could not be put together from damaged text"
      )
    }
    lost = [0, 0, 0]
    if !log.cycles.isEmpty || !log.scavenges.isEmpty || !log.schedules.isEmpty { logs.append(log) }
    log = RuntimeLog()
  }
}
