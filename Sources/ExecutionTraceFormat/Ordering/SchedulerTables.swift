// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// A position in the goroutine table; -1 stands for none.
typealias GoroutineSlot = Int

/// What the order of events depends on of a thread: what it runs.
struct ThreadState: BitwiseCopyable {
  /// The number that the operating system gave it.
  var id: UInt64
  var goroutine: GoroutineSlot = -1
  /// The processor that it holds; -1 for none.
  var processor = -1
  /// The last size of the live heap that it told.
  var heapBytes: UInt64?
}

/// The threads that run something, and those with events in the current generation.
struct ThreadTable: ~Copyable {
  var states = Column<ThreadState>()
  private var positions = IdentifierMap()

  /// The position of a thread; -1 when it is not known.
  func position(of id: UInt64) -> Int { positions.position(of: id) }

  /// The position of a thread, which is added when it is new.
  mutating func position(adding id: UInt64) -> Int {
    let position = positions.position(of: id)
    if position >= 0 { return position }
    positions.insert(id, position: states.count)
    states.append(ThreadState(id: id))
    return states.count - 1
  }

  /// Forgets threads that run nothing: they say nothing, and a long trace has many.
  mutating func removeIdle() {
    positions.removeAll()
    var kept = 0
    for index in states.indices where states[index].goroutine >= 0 || states[index].processor >= 0 {
      states[kept] = states[index]
      positions.insert(states[kept].id, position: kept)
      kept += 1
    }
    states.removeAll(behind: kept)
  }

  mutating func removeAll() {
    states.removeAll()
    positions.removeAll()
  }
}

/// What the order of events depends on of a processor, the runtime's P.
struct ProcessorState: BitwiseCopyable {
  enum Status: UInt8, BitwiseCopyable {
    case unknown = 0
    case running = 1
    case idle = 2
    case syscall = 3
    case syscallAbandoned = 4
  }

  var status = Status.unknown
  /// Which generation, counted from 1, its sequence number belongs to.
  var generation: UInt32 = 0
  var sequence: UInt64 = 0
}

/// The processors, by their number.
///
/// Numbers are below GOMAXPROCS; the table grows to the highest seen, and refuses what no machine has.
struct ProcessorTable: ~Copyable {
  static let limit = 1 << 16

  var states = Column<ProcessorState>()

  /// Whether the number can be one, after which it is a position of `states`.
  mutating func admit(_ number: UInt64) -> Bool {
    if number < UInt64(states.count) { return true }
    guard number < UInt64(Self.limit) else { return false }
    states.append(repeating: ProcessorState(), count: Int(number) + 1 - states.count)
    return true
  }

  mutating func removeAll() { states.removeAll() }
}

/// The collector's cycle, whose begins and ends are counted in one sequence.
struct CollectionPhase {
  enum State {
    case undetermined, off, running
  }

  var state = State.undetermined
  var sequence: UInt64 = 0
}
