// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Puts the trace lines of one stream of text together, and says which process each is of.
///
/// Lines of different kinds may run into each other: the runtime writes a schedtrace line in several goes. So at most one
/// unfinished line of each kind waits for its rest, for a bounded number of lines.
struct TraceStream {
  /// How many lines of other text may stand inside a line.
  private static let patience = 200

  private var pending: [(kind: TraceLineKind, parser: TraceLineParser)] = []
  private(set) var processes = TraceProcesses()
  /// Lines lost before the first whole one.
  private var lostBefore = [0, 0, 0]
  /// What the lines of the text being read say, until the reader takes it.
  var records: [RuntimeLogEntry] = []
  /// The number that the next process gets.
  var nextProcess = 0

  /// Whether an unfinished line waits for its rest.
  var isWaiting: Bool { !pending.isEmpty }

  /// Reads one line of text, without its end and what a logger put before it; `first` is where its first trace line begins
  /// and of which kind it is, if that is known.
  mutating func read(_ line: RawSpan, first: (kind: TraceLineKind, offset: Int)? = nil) {
    var offset = 0
    if pending.isEmpty, let first {
      begin(line, &offset, kind: first.kind, at: first.offset)
      if pending.isEmpty, offset == line.byteCount { return }
    }
    while continuePending(line, &offset) || begin(line, &offset) || resume(line, &offset) {}
    for index in pending.indices { pending[index].parser.age += 1 }
    while let old = pending.firstIndex(where: { $0.parser.age > Self.patience }) { lose(old) }
  }

  /// Gives up what is unfinished: the input ends here, and what follows may be of another process.
  mutating func endInput() {
    while !pending.isEmpty { lose(pending.count - 1) }
    processes.noteSeam()
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
    begin(line, &offset, kind: kind, at: start)
    return true
  }

  private mutating func begin(_ line: RawSpan, _ offset: inout Int, kind: TraceLineKind, at start: Int) {
    if let old = pending.firstIndex(where: { $0.kind == kind }) { lose(old) }
    var parser = TraceLineParser(kind.grammar)
    offset = start
    let outcome = parser.advance(line, &offset)
    if case .lost = outcome {
      lose(kind)
    } else if parser.isComplete {
      add(kind, parser.numbers)
    } else if parser.hasHead {
      pending.append((kind, parser))
    }
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

  private mutating func lose(_ index: Int) { lose(pending.remove(at: index).kind) }

  private mutating func lose(_ kind: TraceLineKind) {
    if kind == .collection { processes.noteLoss() }
    guard let process = processes.current else { return lostBefore[kind.rawValue] += 1 }
    records.append(RuntimeLogEntry(process: process, record: .lost(setting: kind.setting)))
  }

  private mutating func add(_ kind: TraceLineKind, _ numbers: [Double]) {
    let process: Int
    let record: RuntimeLogRecord
    var next = nextProcess
    func newProcess() -> Int {
      next += 1
      return next - 1
    }
    switch kind {
    case .collection:
      guard let cycle = RuntimeLog.GCCycle(numbers: numbers) else { return lose(kind) }
      process = processes.process(of: cycle, newProcess)
      record = .cycle(cycle)
    case .scavenge:
      guard let scavenge = RuntimeLog.Scavenge(numbers: numbers) else { return lose(kind) }
      process = processes.processOfScavenge(newProcess)
      record = .scavenge(scavenge)
    case .schedule:
      guard let state = RuntimeLog.SchedulerState(numbers: numbers) else { return lose(kind) }
      process = processes.process(of: state, newProcess)
      record = .schedule(state)
    }
    nextProcess = next
    for kind in TraceLineKind.allCases {
      for _ in 0..<lostBefore[kind.rawValue] {
        records.append(RuntimeLogEntry(process: process, record: .lost(setting: kind.setting)))
      }
    }
    lostBefore = [0, 0, 0]
    records.append(RuntimeLogEntry(process: process, record: record))
  }
}
