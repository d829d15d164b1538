// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Puts the events of one generation after the other in order and hands them to the scheduler.
///
/// The thread whose next event is the earliest is tried first; when it is not that event's turn, the other threads are
/// tried in the order of their times (src/internal/trace/reader.go, ReadEvent). That is rare: a few times per million
/// events. So a thread is followed as long as its events stay the earliest, which touches neither heap nor cursors.
struct GenerationOrdering: ~Copyable {
  /// How the events of a generation came to their end.
  enum Outcome {
    /// All happened.
    case complete
    /// The rest could not be put in order; the offset is where the first of it begins.
    case stuck(at: Int)
  }

  private var cursors = Column<EventCursor>()
  private var frontier = EventFrontier()
  /// Where bytes were found that are no event; nil when everywhere events were.
  private(set) var damage: Int?
  /// How many events happened.
  private(set) var events = 0

  /// Orders a generation.
  ///
  /// O(events × log threads).
  mutating func run<Observer: TraceObserver>(
    _ generation: borrowing TraceGeneration,
    scheduler: inout TraceScheduler<Observer>,
    names: inout GenerationNames,
    in bytes: RawSpan
  ) -> Outcome {
    open(generation, scheduler: &scheduler, in: bytes)
    // Trying others costs as much as there are threads. An honest trace needs it seldom; a crafted one gets no further.
    var patience = (generation.end - generation.start) * 64 + 1 << 16
    while !frontier.isEmpty {
      let index = frontier.first
      let limit = frontier.timeOfSecond
      var cursor = cursors[index]
      var reading = EventCursor.Reading.event
      var step = TraceScheduler<Observer>.Step.done
      var happened = 0
      var latest: UInt64 = 0
      repeat {
        step = scheduler.attempt(&cursor, names: &names, in: bytes)
        if step != .done { break }
        happened &+= 1
        latest = max(latest, cursor.time)
        reading = cursor.advance(in: bytes, batches: generation.batches)
      } while reading == .event && cursor.time <= limit
      events &+= happened
      scheduler.latest = max(scheduler.latest, latest)
      cursors[index] = cursor
      settle(0, step == .damaged ? .damaged : reading)
      if step == .done || step == .damaged { continue }
      if step == .broken { return .stuck(at: cursor.offset) }
      patience -= frontier.count * 8
      guard patience > 0, other(than: index, generation, scheduler: &scheduler, names: &names, in: bytes) else {
        return .stuck(at: cursor.offset)
      }
    }
    return .complete
  }

  /// Puts every thread's first event on the frontier.
  private mutating func open<Observer: TraceObserver>(
    _ generation: borrowing TraceGeneration,
    scheduler: inout TraceScheduler<Observer>,
    in bytes: RawSpan
  ) {
    cursors.removeAll()
    frontier.removeAll()
    for index in generation.threads.indices {
      let chain = generation.threads[index]
      let thread = chain.thread == TraceGeneration.noThread ? -1 : scheduler.threads.position(adding: chain.thread)
      var cursor = EventCursor(thread: thread, chain: chain)
      switch cursor.advance(in: bytes, batches: generation.batches) {
      case .event:
        scheduler.earliest = min(scheduler.earliest, cursor.time)
        frontier.append(cursor: cursors.count, time: cursor.time)
      case .damaged: damage = damage ?? cursor.offset
      case .end: break
      }
      cursors.append(cursor)
    }
    frontier.sort()
  }

  /// Puts an entry of the frontier where its cursor's next event belongs, or takes it out.
  @inline(__always)
  private mutating func settle(_ entry: Int, _ reading: EventCursor.Reading) {
    let cursor = frontier[entry]
    if reading == .event {
      frontier.update(entry, time: cursors[cursor].time)
    } else {
      if reading == .damaged { damage = damage ?? cursors[cursor].offset }
      frontier.remove(entry)
    }
  }

  /// Lets the earliest event happen whose turn it is, of all threads but one; false when there is none.
  @inline(never)
  private mutating func other<Observer: TraceObserver>(
    than stuck: Int,
    _ generation: borrowing TraceGeneration,
    scheduler: inout TraceScheduler<Observer>,
    names: inout GenerationNames,
    in bytes: RawSpan
  ) -> Bool {
    frontier.sort()
    for entry in 0..<frontier.count {
      let index = frontier[entry]
      if index == stuck { continue }
      switch scheduler.attempt(&cursors[index], names: &names, in: bytes) {
      case .wait: continue
      case .broken: return false
      case .damaged:
        settle(entry, .damaged)
        return true
      case .done:
        events &+= 1
        scheduler.latest = max(scheduler.latest, cursors[index].time)
        settle(entry, cursors[index].advance(in: bytes, batches: generation.batches))
        return true
      }
    }
    return false
  }
}
