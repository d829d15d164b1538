// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Goroutines that begin and end.
extension TraceScheduler {
  /// GoCreate and GoCreateBlocked: id, stack of its function, stack of the `go` statement.
  mutating func create(_ event: TraceEvent, names: inout GenerationNames, in bytes: RawSpan) -> Step {
    guard event.thread >= 0, event.argument0 != 0 else { return .broken }
    let creator = threads.states[event.thread].goroutine
    guard creator < 0 || goroutines.records[creator].state == .running else { return .broken }
    guard forget(event.argument0, at: event.time) else { return .broken }
    let state = event.type == TraceEventType.goCreate ? GoroutineState.runnable : .waiting
    var record = GoroutineRecord(id: event.argument0, state: state, generation: generation, since: event.time)
    record.created = event.time
    record.entry = names.stack(at: names.position(ofStack: event.argument1), in: bytes)
    let position = names.position(ofStack: event.argument2)
    record.creation = names.stack(at: position, in: bytes)
    _ = countCall(.create, stack: record.creation, reason: 0, position: position, names: &names)
    _ = goroutines.insert(record)
    observer.goroutine(event.argument0, became: state.told, at: event.time)
    return .done
  }

  /// GoDestroy: the current goroutine returned.
  mutating func destroy(_ event: TraceEvent) -> Step {
    let slot = current(event.thread, in: .running)
    guard slot >= 0 else { return .broken }
    end(slot, at: event.time)
    threads.states[event.thread].goroutine = -1
    return .done
  }

  /// GoCreateSyscall: id; a thread of C calls into Go.
  mutating func createCallback(_ event: TraceEvent) -> Step {
    guard event.thread >= 0, event.argument0 != 0, threads.states[event.thread].goroutine < 0,
      forget(event.argument0, at: event.time)
    else { return .broken }
    var record = GoroutineRecord(id: event.argument0, state: .syscall, generation: generation, since: event.time)
    record.created = event.time
    record.isCallback = true
    threads.states[event.thread].goroutine = goroutines.insert(record)
    observer.goroutine(event.argument0, became: .syscall, at: event.time)
    return .done
  }

  /// GoDestroySyscall: the call from C returned; a processor that the thread still holds is lost from sight.
  mutating func destroyCallback(_ event: TraceEvent) -> Step {
    let slot = current(event.thread, in: .syscall)
    guard slot >= 0 else { return .broken }
    let processor = threads.states[event.thread].processor
    if processor >= 0 {
      guard processors.states[processor].status == .syscall else { return .broken }
      processors.states[processor].status = .syscallAbandoned
      threads.states[event.thread].processor = -1
    }
    end(slot, at: event.time)
    threads.states[event.thread].goroutine = -1
    return .done
  }

  /// Makes an id free for a new goroutine; false when one has it.
  ///
  /// After a gap one may be left over that ended unseen.
  private mutating func forget(_ id: UInt64, at time: UInt64) -> Bool {
    let slot = goroutines.slot(of: id)
    if slot < 0 { return true }
    guard goroutines.records[slot].state == .unknown else { return false }
    goroutines.end(slot, at: time)
    return true
  }

  /// Ends a goroutine and adds its life to the statement that created it.
  mutating func end(_ slot: GoroutineSlot, at time: UInt64) {
    endCall(of: slot, at: time)
    move(slot, to: .ended, at: time)
    let creation = goroutines.records[slot].creation
    if creation != GenerationNames.none {
      let created = goroutines.records[slot].created
      calls.end(calls.row(.create, stack: creation, reason: 0), units: time > created ? time &- created : 0)
    }
    goroutines.end(slot, at: time)
  }
}
