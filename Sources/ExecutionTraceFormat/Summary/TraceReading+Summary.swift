// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

extension TraceReading {
  /// Clock units a second where the trace does not tell: those of Linux, nanoseconds divided by 64 (runtime/trace.go).
  private static var usualFrequency: UInt64 { 15_625_000 }

  /// Turns what was kept into the summary: units into seconds, handles into stacks.
  consuming func summary() -> TraceSummary {
    var summary = TraceSummary()
    summary.version = version.minor
    summary.events = events
    summary.isCut = isCut
    summary.gaps = gaps
    if frequency == nil, events > 0 {
      summary.gaps.append("the trace does not tell the unit of its clock, 64 ns as on Linux are assumed")
    }
    let scale = TraceClock(start: scheduler.earliest, frequency: frequency ?? Self.usualFrequency)
    guard events > 0 else { return summary }
    summary.seconds = scale.seconds(at: scheduler.latest)
    if let clock { summary.started = clock.seconds - scale.seconds(at: clock.units) }
    closeOpenCalls()
    summary.stacks = names.stacks
    summary.liveHeap = scheduler.heap.points.map {
      TraceSummary.HeapPoint(at: scale.seconds(at: $0.time), bytes: $0.bytes)
    }
    summary.calls.reserveCapacity(scheduler.calls.rows.count)
    for index in scheduler.calls.rows.indices {
      let row = scheduler.calls.rows[index]
      summary.calls.append(
        TraceCall(
          kind: row.kind.told,
          stack: StackID(index: row.stack),
          count: row.count,
          seconds: scale.seconds(of: Double(row.units)),
          pending: row.pending,
          reason: summary.stacks.strings[StringID(index: row.reason)]
        )
      )
    }
    summary.calls.sort { ($1.count, $0.kind.rawValue, $0.stack.index) < ($0.count, $1.kind.rawValue, $1.stack.index) }
    summary.unlistedGoroutines = scheduler.goroutines.unlisted
    // Reasons are few: each becomes a text once.
    var reasons: [UInt32: String] = [:]
    let latest = scheduler.latest
    var silent = 0
    summary.goroutines.reserveCapacity(scheduler.goroutines.count)
    scheduler.goroutines.forEachSorted { record, wakings in
      let reason = reasons[record.reason] ?? summary.stacks.strings[StringID(index: record.reason)]
      reasons[record.reason] = reason
      let goroutine = TraceGoroutine(record, wakings, reason: reason, latest: latest, scale: scale)
      if record.state != .ended, goroutine.blockedAt == nil, goroutine.creation == nil { silent += 1 }
      summary.goroutines.append(goroutine)
    }
    if version.minor == 22, silent > 0 {
      summary.gaps.append("Go 1.22 does not tell where goroutines stand that stayed silent (\(silent) of them)")
    }
    return summary
  }

  /// Marks calls that did not end, and tells calls into C from system calls.
  private mutating func closeOpenCalls() {
    for slot in scheduler.goroutines.records.indices {
      let record = scheduler.goroutines.records[slot]
      if record.state == .ended { continue }
      scheduler.calls.pend(record.call)
      if record.creation != GenerationNames.none {
        scheduler.calls.pend(scheduler.calls.row(.create, stack: record.creation, reason: 0))
      }
    }
    let stacks = names.stacks
    scheduler.calls.reclassify { stack in
      for frame in stacks.frames(of: StackID(index: stack)) {
        let function = stacks.strings[stacks[frame].function]
        if function == "runtime.cgocall" { return true }
        // The runtime leaves its own frames out of the stack; what calls it is code that cgo has written.
        if stacks.strings[stacks[frame].file].hasSuffix("_cgo_gotypes.go") { return true }
        // Below a caller that is not the runtime's, the call into C is one that this goroutine came from.
        if !function.hasPrefix("runtime.") { return false }
      }
      return false
    }
  }
}

/// Turns clock units into seconds.
struct TraceClock {
  /// The first event's time.
  var start: UInt64
  /// Units a second.
  var frequency: UInt64

  /// Seconds from the first event to a moment.
  func seconds(at time: UInt64) -> Double {
    // The difference is exact while it fits; a moment before the first event gives a negative number.
    time >= start ? seconds(of: Double(time &- start)) : -seconds(of: Double(start &- time))
  }

  /// Seconds of a number of units.
  func seconds(of units: Double) -> Double { units / Double(frequency) }
}

extension TraceGoroutine {
  /// A goroutine's record in seconds.
  fileprivate init(
    _ record: GoroutineRecord,
    _ wakings: GoroutineWakings,
    reason: String,
    latest: UInt64,
    scale: TraceClock
  ) {
    self.init(id: record.id)
    func stack(_ handle: UInt32) -> StackID? { handle == GenerationNames.none ? nil : StackID(index: handle) }
    func moment(_ time: UInt64) -> Double? { time == GoroutineRecord.never ? nil : scale.seconds(at: time) }
    creation = stack(record.creation)
    entry = stack(record.entry)
    created = moment(record.created)
    ended = record.state == .ended ? moment(record.since) : nil
    state = record.state.told
    blockedAt = stack(record.blockedAt)
    blockReason = reason
    blockedSince = moment(record.blockedSince)
    wakeUps = Int(wakings.wakeUps)
    timerWakeUps = Int(wakings.timerWakeUps)
    passingWakeUps = Int(wakings.passingWakeUps)
    if let rhythm = wakings.rhythm.period {
      period = scale.seconds(of: rhythm.mean)
      periodDeviation = scale.seconds(of: rhythm.deviation)
    }
    placeChanges = Int(wakings.placeChanges)
    syscalls = Int(record.syscalls)
    let open = record.state == .running ? record.elapsed(at: latest) : 0
    running = scale.seconds(of: Double(record.running &+ open))
  }
}
