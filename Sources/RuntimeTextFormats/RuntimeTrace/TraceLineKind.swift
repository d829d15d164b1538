// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The kinds of trace lines that are read.
enum TraceLineKind: Int, CaseIterable {
  case collection, scavenge, schedule

  var grammar: TraceLineGrammar {
    switch self {
    case .collection: .collection
    case .scavenge: .scavenge
    case .schedule: .schedule
    }
  }

  /// The name of the GODEBUG setting that asks for such lines.
  var setting: String {
    switch self {
    case .collection: "gctrace"
    case .scavenge: "scavtrace"
    case .schedule: "schedtrace"
    }
  }

  /// Where the first line of any kind begins in a text, at or behind `start`; nil when none does.
  static func first(in text: RawSpan, from start: Int) -> (kind: TraceLineKind, offset: Int)? {
    allCases.compactMap { kind in kind.offset(in: text, from: start).map { (kind, $0) } }.min { $0.1 < $1.1 }
  }

  /// Where the next line of this kind begins, as far as its first pieces tell.
  func offset(in text: RawSpan, from start: Int) -> Int? {
    var position = start
    while position < text.byteCount {
      switch self {
      case .collection:
        guard let mark = text.firstOffset(of: " @", anchor: 1, in: position..<text.byteCount) else { return nil }
        if let begin = Self.collectionStart(text, mark: mark), begin >= start { return begin }
        position = mark + 2
      case .scavenge, .schedule:
        let found =
          self == .scavenge
          ? text.firstOffset(of: "scav ", anchor: 3, in: position..<text.byteCount)
          : text.firstOffset(of: "SCHED ", anchor: 1, in: position..<text.byteCount)
        guard let found else { return nil }
        let digit = found + (self == .scavenge ? 5 : 6)
        if digit >= text.byteCount || text.byte(at: digit) &- 0x30 < 10 { return found }
        position = digit
      }
    }
    return nil
  }

  /// Where "gc N" begins in front of the " @" at `mark`; nil when something else stands there.
  private static func collectionStart(_ text: RawSpan, mark: Int) -> Int? {
    var digits = mark
    while digits > 0, mark - digits < 12, text.byte(at: digits - 1) &- 0x30 < 10 { digits -= 1 }
    return digits < mark && text.has("gc ", at: digits - 3) ? digits - 3 : nil
  }
}

extension RuntimeLog.GCCycle {
  /// The cycle that the numbers of a line state; nil when they contradict each other.
  init?(numbers: [Double]) {
    guard numbers.count == 21 else { return nil }
    // What was marked was there when marking ended; sizes are whole MiB.
    guard numbers[14] <= numbers[13], numbers[0] >= 1, numbers[2] <= 100 else { return nil }
    let hasStacks = numbers[17] == 1
    self.init(
      number: Int(min(numbers[0], 1e18)),
      at: numbers[1],
      cpuPercent: Int(numbers[2]),
      clock: RuntimeLog.Clock(
        sweepTermination: numbers[4] / 1000,
        mark: numbers[5] / 1000,
        markTermination: numbers[6] / 1000
      ),
      processorTime: RuntimeLog.ProcessorTime(
        sweepTermination: numbers[7] / 1000,
        assist: numbers[8] / 1000,
        background: numbers[9] / 1000,
        idle: numbers[10] / 1000,
        markTermination: numbers[11] / 1000
      ),
      heapAtStart: Self.bytes(numbers[12]),
      heapAtEnd: Self.bytes(numbers[13]),
      liveHeap: Self.bytes(numbers[14]),
      goal: Self.bytes(numbers[15]),
      stacks: hasStacks ? Self.bytes(numbers[16]) : nil,
      globals: hasStacks ? Self.bytes(numbers[18]) : nil,
      procs: Int(min(hasStacks ? numbers[19] : numbers[16], 1e6)),
      isForced: numbers[20] == 1,
      checksForLeaks: numbers[3] == 1
    )
  }

  private static func bytes(_ mebibytes: Double) -> Int64 { Int64(min(mebibytes, 1e12)) << 20 }
}

extension RuntimeLog.Scavenge {
  init?(numbers: [Double]) {
    guard numbers.count == 5 else { return nil }
    let sizes = numbers[0...2].map { Int64(min($0, 1e15)) << 10 }
    self.init(
      background: sizes[0],
      eager: sizes[1],
      released: sizes[2],
      utilization: Int(min(numbers[3], 1e6)),
      isForced: numbers[4] == 1
    )
  }
}

extension RuntimeLog.SchedulerState {
  init?(numbers: [Double]) {
    guard numbers.count == 9 else { return nil }
    let counts = numbers.map { Int(min($0, 1e15)) }
    self.init(
      at: numbers[0] / 1000,
      goMaxProcs: counts[1],
      idleProcs: counts[2],
      threads: counts[3],
      idleThreads: counts[6],
      runQueue: counts[7] + counts[8]
    )
  }
}
