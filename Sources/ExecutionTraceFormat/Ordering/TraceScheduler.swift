// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The scheduler's state as the events tell it: what puts events of different threads in order, and what is counted.
///
/// Times of different threads are only advice. The order is a partial one: an event that takes over something from another
/// thread carries a sequence number, and may happen only when the state is what the event presupposes. The rules are those
/// of src/internal/trace/order.go of Go 1.27; what never decides about order (ranges, regions, tasks) is not followed.
struct TraceScheduler<Observer: TraceObserver> {
  /// What trying an event came to.
  enum Step {
    /// It happened.
    case done
    /// It is not its turn yet.
    case wait
    /// It contradicts the state: the trace is broken, or something of it is missing.
    case broken
  }

  var goroutines = GoroutineTable()
  var threads = ThreadTable()
  var processors = ProcessorTable()
  var collection = CollectionPhase()
  var calls = CallTable()
  var heap = LiveHeapSeries()
  var observer: Observer
  /// The current generation, counted from 1.
  var generation: UInt32 = 0
  /// Whether states that contradict each other are to be believed: in the first generation, and after a gap.
  var isInitial = true
  /// The smallest and the largest time of any event, in clock units.
  var earliest = UInt64.max
  var latest: UInt64 = 0

  init(observer: Observer) {
    self.observer = observer
  }

  /// Prepares for the next generation; `afterGap` when events between it and the last one are missing.
  mutating func beginGeneration(afterGap: Bool) {
    generation &+= 1
    isInitial = generation == 1 || afterGap
    guard afterGap else {
      threads.removeIdle()
      return
    }
    threads.removeAll()
    processors.removeAll()
    collection = CollectionPhase()
    for slot in goroutines.records.indices where goroutines.records[slot].state != .ended {
      goroutines.records[slot].state = .unknown
    }
  }

  /// Changes a goroutine's state.
  @inline(__always)
  mutating func move(_ slot: GoroutineSlot, to state: GoroutineState, at time: UInt64) {
    let elapsed = time > goroutines.records[slot].since ? time &- goroutines.records[slot].since : 0
    if goroutines.records[slot].state == .running { goroutines.records[slot].running &+= elapsed }
    goroutines.records[slot].state = state
    goroutines.records[slot].since = time
    observer.goroutine(goroutines.records[slot].id, became: state.told, at: time)
  }

  /// Lets an event happen when it is its turn.
  @inline(__always)
  mutating func attempt(_ event: TraceEvent, names: inout GenerationNames, in bytes: RawSpan) -> Step {
    switch event.type {
    case TraceEventType.goStart: start(event)
    case TraceEventType.goUnblock: unblock(event)
    case TraceEventType.goBlock: block(event, names: &names, in: bytes)
    case TraceEventType.goSyscallBegin: beginSyscall(event, names: &names, in: bytes)
    case TraceEventType.goSyscallEnd: endSyscall(event)
    case TraceEventType.goStop: stop(event)
    case TraceEventType.goCreate, TraceEventType.goCreateBlocked: create(event, names: &names, in: bytes)
    case TraceEventType.goDestroy: destroy(event)
    case TraceEventType.procStart: startProcessor(event)
    case TraceEventType.procStop: stopProcessor(event)
    case TraceEventType.goStatus, TraceEventType.goStatusStack: tellStatus(event, names: &names, in: bytes)
    case TraceEventType.goSyscallEndBlocked: endSyscallBlocked(event)
    case TraceEventType.procSteal: stealProcessor(event)
    case TraceEventType.procStatus: tellProcessorStatus(event)
    case TraceEventType.goSwitch, TraceEventType.goSwitchDestroy: switchGoroutine(event)
    case TraceEventType.goCreateSyscall: createCallback(event)
    case TraceEventType.goDestroySyscall: destroyCallback(event)
    case TraceEventType.gcActive, TraceEventType.gcBegin, TraceEventType.gcEnd: collect(event)
    case TraceEventType.heapAlloc: tellHeap(event)
    default: .done
    }
  }

  /// The goroutine that the event's thread runs, when it is in this state; -1 otherwise.
  @inline(__always)
  func current(_ event: TraceEvent, in state: GoroutineState) -> GoroutineSlot {
    guard event.thread >= 0 else { return -1 }
    let slot = threads.states[event.thread].goroutine
    return slot >= 0 && goroutines.records[slot].state == state ? slot : -1
  }

  /// Whether a goroutine can take the step with this sequence number, from this state.
  @inline(__always)
  func isNext(_ slot: GoroutineSlot, from state: GoroutineState, sequence: UInt64) -> Bool {
    goroutines.records[slot].state == state && goroutines.records[slot].generation == generation
      && goroutines.records[slot].sequence &+ 1 == sequence
  }
}
