// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Goroutines that start, stop, wait and are made ready.
extension TraceScheduler {
  /// GoStart: id, sequence.
  @inline(__always)
  mutating func start(_ id: UInt64, sequence: UInt64, thread: Int, at time: UInt64) -> Step {
    let slot = goroutines.slot(of: id)
    guard slot >= 0, isNext(slot, from: .runnable, sequence: sequence) else { return .wait }
    guard thread >= 0, threads.states[thread].goroutine < 0 else { return .broken }
    goroutines.records[slot].sequence &+= 1
    move(slot, to: .running, at: time)
    threads.states[thread].goroutine = slot
    return .done
  }

  /// GoStop: reason, stack.
  mutating func stop(_ event: TraceEvent) -> Step {
    let slot = current(event.thread, in: .running)
    guard slot >= 0 else { return .broken }
    move(slot, to: .runnable, at: event.time)
    threads.states[event.thread].goroutine = -1
    return .done
  }

  /// GoBlock: reason, stack.
  @inline(__always)
  mutating func block(
    reason: UInt64,
    stack: UInt64,
    thread: Int,
    at time: UInt64,
    names: inout GenerationNames,
    in bytes: RawSpan
  ) -> Step {
    let slot = current(thread, in: .running)
    guard slot >= 0 else { return .broken }
    move(slot, to: .waiting, at: time)
    threads.states[thread].goroutine = -1
    let reason = names.string(reason, in: bytes)
    let position = names.position(ofStack: stack)
    let place = names.stack(at: position, in: bytes)
    let call = countCall(.block, stack: place, reason: reason, position: position, names: &names)
    let isElsewhere = goroutines.records[slot].block(at: place, reason: reason, call: call, time: time)
    if isElsewhere { goroutines.changePlace(slot) }
    return .done
  }

  /// GoUnblock: id, sequence, stack of who made it ready.
  @inline(__always)
  mutating func unblock(_ id: UInt64, sequence: UInt64, thread: Int, at time: UInt64) -> Step {
    let slot = goroutines.slot(of: id)
    guard slot >= 0, isNext(slot, from: .waiting, sequence: sequence) else { return .wait }
    goroutines.records[slot].sequence &+= 1
    wake(slot, isUnattended: thread < 0 || threads.states[thread].goroutine < 0, at: time)
    move(slot, to: .runnable, at: time)
    return .done
  }

  /// GoSwitch and GoSwitchDestroy: id, sequence; a coroutine hands over to another.
  mutating func switchGoroutine(_ event: TraceEvent) -> Step {
    let from = current(event.thread, in: .running)
    guard from >= 0 else { return .broken }
    let slot = goroutines.slot(of: event.argument0)
    guard slot >= 0, isNext(slot, from: .waiting, sequence: event.argument1) else { return .wait }
    goroutines.records[slot].sequence &+= 1
    wake(slot, isUnattended: false, at: event.time)
    move(slot, to: .runnable, at: event.time)
    if event.type == TraceEventType.goSwitch {
      move(from, to: .waiting, at: event.time)
      goroutines.records[from].switchAway(time: event.time)
    } else {
      end(from, at: event.time)
    }
    move(slot, to: .running, at: event.time)
    threads.states[event.thread].goroutine = slot
    return .done
  }

  /// GoStatus and GoStatusStack: id, thread, status, and in the latter a stack.
  mutating func tellStatus(_ event: TraceEvent, names: inout GenerationNames, in bytes: RawSpan) -> Step {
    let state: GoroutineState
    switch event.argument2 {
    case 1: state = .runnable
    case 2: state = .running
    case 3: state = .syscall
    case 4: state = .waiting
    default: return .broken
    }
    let hasThread = event.thread >= 0
    guard event.argument0 != 0, state != .running || hasThread else { return .broken }
    var slot = goroutines.slot(of: event.argument0)
    if slot < 0 {
      var record = GoroutineRecord(id: event.argument0, state: state, generation: generation, since: event.time)
      record.isOlderThanTrace = true
      slot = goroutines.insert(record)
      observer.goroutine(event.argument0, became: state.told, at: event.time)
    } else if goroutines.records[slot].state == .unknown {
      move(slot, to: state, at: event.time)
    } else if goroutines.records[slot].state != state {
      return .broken
    }
    goroutines.records[slot].generation = generation
    goroutines.records[slot].sequence = 0
    if event.type == TraceEventType.goStatusStack, goroutines.records[slot].blockedAt == GenerationNames.none {
      stand(slot, at: event.argument3, names: &names, in: bytes)
    }
    switch state {
    case .running: threads.states[event.thread].goroutine = slot
    case .syscall: return bind(slot, toThread: event.argument1)
    default: break
    }
    return .done
  }

  /// Takes down where a goroutine stands that the trace did not see getting there, and the call that it is in.
  private mutating func stand(
    _ slot: GoroutineSlot,
    at stack: UInt64,
    names: inout GenerationNames,
    in bytes: RawSpan
  ) {
    let position = names.position(ofStack: stack)
    let place = names.stack(at: position, in: bytes)
    goroutines.records[slot].blockedAt = place
    // Once a call is under way, it is counted even if it began before the trace.
    guard goroutines.records[slot].call == GenerationNames.none else { return }
    let reason = goroutines.records[slot].reason
    switch goroutines.records[slot].state {
    case .waiting:
      goroutines.records[slot].call = countCall(.block, stack: place, reason: reason, position: position, names: &names)
    case .syscall:
      goroutines.records[slot].call = countCall(.syscall, stack: place, reason: 0, position: position, names: &names)
    default: break
    }
  }

  /// Gives a goroutine in a system call to its thread, which may be silent and not known yet.
  private mutating func bind(_ slot: GoroutineSlot, toThread id: UInt64) -> Step {
    guard id != TraceGeneration.noThread else { return .broken }
    let thread = threads.position(adding: id)
    let bound = threads.states[thread].goroutine
    guard bound < 0 || bound == slot else { return .broken }
    threads.states[thread].goroutine = slot
    return .done
  }

  /// Ends a wait, and the call that it was.
  @inline(__always)
  private mutating func wake(_ slot: GoroutineSlot, isUnattended: Bool, at time: UInt64) {
    goroutines.wake(slot, isUnattended: isUnattended, at: time)
    endCall(of: slot, at: time)
  }

  /// Adds the time since the last change of state to the call that the goroutine was in.
  @inline(__always)
  mutating func endCall(of slot: GoroutineSlot, at time: UInt64) {
    calls.end(goroutines.records[slot].call, units: goroutines.records[slot].elapsed(at: time))
    goroutines.records[slot].call = GenerationNames.none
  }

  /// Counts a call from a stack at a position of the generation's table, and gives its row.
  @inline(__always)
  mutating func countCall(
    _ kind: CallKind,
    stack: UInt32,
    reason: UInt32,
    position: Int,
    names: inout GenerationNames
  ) -> UInt32 {
    if position < 0 || stack == GenerationNames.none { return GenerationNames.none }
    let row = calls.row(kind, stack: stack, reason: reason, cached: &names[rowAt: position])
    calls.begin(row)
    return row
  }

  /// Whether a goroutine can take the step with this sequence number, from this state.
  @inline(__always)
  private func isNext(_ slot: GoroutineSlot, from state: GoroutineState, sequence: UInt64) -> Bool {
    goroutines.records[slot].isNext(from: state, sequence: sequence, generation: generation)
  }
}
