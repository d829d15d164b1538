// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// What is counted, with the cases of `TraceCall.Kind`.
///
/// That one belongs to another module: comparing it costs a call each time.
enum CallKind: UInt8, BitwiseCopyable {
  case syscall, cgo, block, create

  /// The kind as the summary tells it.
  var told: TraceCall.Kind {
    switch self {
    case .syscall: .syscall
    case .cgo: .cgo
    case .block: .block
    case .create: .create
    }
  }
}

/// Counts of system calls, waits and started goroutines, by stack and reason.
struct CallTable: ~Copyable {
  struct Row: BitwiseCopyable {
    var kind: CallKind
    var stack: UInt32
    var reason: UInt32
    var count = 0
    /// Clock units spent in it.
    var units: UInt64 = 0
    var pending = 0
  }

  private(set) var rows = Column<Row>()
  private var positions = IdentifierMap()

  /// The row of a kind of call from a stack, for a reason; `none` without a stack.
  ///
  /// `cached` is the row that the stack was counted in before, and becomes the row found: a stack has nearly always one.
  @inline(__always)
  mutating func row(_ kind: CallKind, stack: UInt32, reason: UInt32, cached: inout UInt32) -> UInt32 {
    if cached != GenerationNames.none {
      let row = rows[Int(cached)]
      if row.kind == kind, row.reason == reason, row.stack == stack { return cached }
    }
    cached = row(kind, stack: stack, reason: reason)
    return cached
  }

  @inline(never)
  mutating func row(_ kind: CallKind, stack: UInt32, reason: UInt32) -> UInt32 {
    if stack == GenerationNames.none { return GenerationNames.none }
    // Reasons are handles of strings that are bounded well below 2^30.
    let key = UInt64(stack) | UInt64(reason & 0x3fff_ffff) << 32 | UInt64(kind.rawValue) << 62
    let position = positions.position(of: key)
    if position >= 0 { return UInt32(position) }
    positions.insert(key, position: rows.count)
    rows.append(Row(kind: kind, stack: stack, reason: reason))
    return UInt32(rows.count - 1)
  }

  /// Counts one call.
  @inline(__always)
  mutating func begin(_ row: UInt32) {
    if row != GenerationNames.none { rows[Int(row)].count &+= 1 }
  }

  /// Adds the time of a call that ended.
  @inline(__always)
  mutating func end(_ row: UInt32, units: UInt64) {
    if row != GenerationNames.none { rows[Int(row)].units &+= units }
  }

  /// Notes a call that did not end in the trace.
  mutating func pend(_ row: UInt32) {
    if row != GenerationNames.none { rows[Int(row)].pending += 1 }
  }

  /// Makes calls into C of the system calls whose stack `isCgo` says so of: the trace records both alike.
  mutating func reclassify(where isCgo: (UInt32) -> Bool) {
    for index in rows.indices where rows[index].kind == .syscall && isCgo(rows[index].stack) {
      rows[index].kind = .cgo
    }
  }
}
