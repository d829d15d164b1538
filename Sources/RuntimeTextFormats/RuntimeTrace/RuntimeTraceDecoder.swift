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
/// records. Lines that cannot be put together are counted in `gaps`. `RuntimeTraceReader` reads the same in memory that does
/// not grow.
package enum RuntimeTraceDecoder {
  /// Records beyond this number are left out.
  private static let recordLimit = 1 << 20

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
    var logs: [RuntimeLog] = []
    var lost: [[String: Int]] = []
    var count = 0
    var reader = RuntimeTraceReader()
    _ = reader.consume(bytes, isLast: true) { entry in
      count += 1
      guard count <= recordLimit else { return }
      while logs.count <= entry.process {
        logs.append(RuntimeLog())
        lost.append([:])
      }
      switch entry.record {
      case .cycle(let cycle): logs[entry.process].cycles.append(cycle)
      case .scavenge(let scavenge): logs[entry.process].scavenges.append(scavenge)
      case .schedule(let state): logs[entry.process].schedules.append(state)
      case .lost(let setting): lost[entry.process][setting, default: 0] += 1
      }
    }
    for index in logs.indices {
      for kind in TraceLineKind.allCases {
        guard let number = lost[index][kind.setting] else { continue }
        logs[index].gaps.append(
          "\(number) \(number == 1 ? "line" : "lines") of \(kind.setting) could not be put together from damaged text"
        )
      }
    }
    if let last = logs.indices.last {
      logs[last].gaps += reader.gaps
      if count > recordLimit {
        logs[last].gaps.append("more than \(recordLimit) trace lines: the rest is left out")
      }
    }
    return logs.filter { !$0.cycles.isEmpty || !$0.scavenges.isEmpty || !$0.schedules.isEmpty }
  }
}
