// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The pieces of one kind of trace line, in the order in which the runtime writes them.
///
/// The runtime writes each piece with a system call of its own, so other text may stand between any two of them, but not
/// inside one. Sources: src/runtime/mgc.go `gcMarkTermination`, mgcscavenge.go `printScavTrace`, proc.go `schedtrace`;
/// Go 1.21 to 1.27, and for gctrace the lines without stacks and globals before 1.18.
struct TraceLineGrammar: Sendable {
  enum Piece: Sendable {
    /// Text that must stand there.
    case text(StaticString)
    /// A whole number.
    case integer
    /// A number that may have a fraction.
    case decimal
    /// Text that may stand there; when it does not, so many pieces are left out and read as 0.
    case option(StaticString, skipping: Int)
    /// Whole numbers in brackets, read as their sum; a detailed line has none there.
    case list
  }

  var pieces: [Piece]
  /// How many of the first pieces must follow one another in one line for the rest to be waited for.
  var head: Int

  static let collection = TraceLineGrammar(
    pieces: [
      .text("gc "), .integer, .text(" @"), .decimal, .text("s "), .integer, .text("%"),
      .option(" (checking for goroutine leaks)", skipping: 0), .text(": "),
      .decimal, .text("+"), .decimal, .text("+"), .decimal, .text(" ms clock, "),
      .decimal, .text("+"), .decimal, .text("/"), .decimal, .text("/"), .decimal, .text("+"), .decimal,
      .text(" ms cpu, "),
      .integer, .text("->"), .integer, .text("->"), .integer, .text(" MB, "),
      .integer, .text(" MB goal, "), .integer,
      .option(" MB stacks, ", skipping: 3), .integer, .text(" MB globals, "), .integer,
      .text(" P"), .option(" (forced)", skipping: 0),
    ],
    head: 3
  )

  static let scavenge = TraceLineGrammar(
    pieces: [
      .text("scav "), .integer, .text(" KiB work (bg), "), .integer, .text(" KiB work (eager), "), .integer,
      .text(" KiB now, "), .integer, .text("% util"), .option(" (forced)", skipping: 0),
    ],
    head: 3
  )

  static let schedule = TraceLineGrammar(
    pieces: [
      .text("SCHED "), .integer, .text("ms: gomaxprocs="), .integer, .text(" idleprocs="), .integer, .text(" threads="),
      .integer, .text(" spinningthreads="), .integer, .text(" needspinning="), .integer, .text(" idlethreads="),
      .integer,
      .text(" runqueue="), .integer, .text(" "), .list,
    ],
    head: 3
  )
}
