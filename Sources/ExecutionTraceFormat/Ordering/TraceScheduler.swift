// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The scheduler's state as the events tell it: what puts events of different threads in order, and what is counted.
///
/// Times of different threads are only advice. The order is a partial one: an event that takes over something from another
/// thread carries a sequence number, and may happen only when the state is what the event presupposes. The rules are those
/// of src/internal/trace/order.go of Go 1.27; what never decides about order (ranges, regions, tasks) is not followed.
struct TraceScheduler<Observer: TraceObserver>: ~Copyable {
  /// What trying an event came to.
  enum Step {
    /// It happened.
    case done
    /// It is not its turn yet.
    case wait
    /// It contradicts the state: the trace is broken, or something of it is missing.
    case broken
    /// The bytes are no whole event.
    case damaged
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
  private let argumentCounts = TraceEventType.argumentCounts

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
    goroutines.records[slot].move(to: state, at: time)
    observer.goroutine(goroutines.records[slot].id, became: state.told, at: time)
  }

  /// Lets the cursor's event happen when it is its turn, and moves the cursor behind it then.
  ///
  /// The arguments are read here, by the type, and no sooner: most events have a branch of their own, in which their
  /// number is a constant and they stay in registers.
  @inline(__always)
  mutating func attempt(_ cursor: inout EventCursor, names: inout GenerationNames, in bytes: RawSpan) -> Step {
    var position = cursor.arguments
    let step: Step
    switch cursor.type {
    case TraceEventType.goStart:
      let id = bytes.varint(at: &position)
      let sequence = bytes.varint(at: &position)
      guard position <= cursor.end else { return .damaged }
      step = start(id, sequence: sequence, thread: cursor.thread, at: cursor.time)
    case TraceEventType.goUnblock:
      let id = bytes.varint(at: &position)
      let sequence = bytes.varint(at: &position)
      _ = bytes.varint(at: &position)
      guard position <= cursor.end else { return .damaged }
      step = unblock(id, sequence: sequence, thread: cursor.thread, at: cursor.time)
    case TraceEventType.goBlock:
      let reason = bytes.varint(at: &position)
      let stack = bytes.varint(at: &position)
      guard position <= cursor.end else { return .damaged }
      step = block(reason: reason, stack: stack, thread: cursor.thread, at: cursor.time, names: &names, in: bytes)
    case TraceEventType.goSyscallBegin:
      let sequence = bytes.varint(at: &position)
      let stack = bytes.varint(at: &position)
      guard position <= cursor.end else { return .damaged }
      step = beginSyscall(sequence, stack: stack, thread: cursor.thread, at: cursor.time, names: &names, in: bytes)
    case TraceEventType.goSyscallEnd:
      step = endSyscall(thread: cursor.thread, at: cursor.time)
    default:
      let count = argumentCounts[Int(cursor.type)]
      if count == 0 { return .damaged }
      var event = TraceEvent(cursor)
      if count > 1 { event.argument0 = bytes.varint(at: &position) }
      if count > 2 { event.argument1 = bytes.varint(at: &position) }
      if count > 3 { event.argument2 = bytes.varint(at: &position) }
      if count > 4 { event.argument3 = bytes.varint(at: &position) }
      guard position <= cursor.end else { return .damaged }
      step = attempt(event, names: &names, in: bytes)
    }
    if step == .done { cursor.offset = position }
    return step
  }

  /// The same for the types without a branch of their own.
  @inline(never)
  private mutating func attempt(_ event: TraceEvent, names: inout GenerationNames, in bytes: RawSpan) -> Step {
    switch event.type {
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

  /// The goroutine that a thread runs, when it is in this state; -1 otherwise.
  @inline(__always)
  func current(_ thread: Int, in state: GoroutineState) -> GoroutineSlot {
    guard thread >= 0 else { return -1 }
    let slot = threads.states[thread].goroutine
    return slot >= 0 && goroutines.records[slot].state == state ? slot : -1
  }
}
