// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// What is kept of every goroutine while the trace is read, 80 bytes.
///
/// Times are in clock units. Stacks are handles of the summary's table, `GenerationNames.none` where unknown.
struct GoroutineRecord: BitwiseCopyable {
  /// Where a moment is not known.
  static let never = UInt64.max

  let id: UInt64
  /// When it came into its state; of one that ended, when it did.
  var since: UInt64
  var created = Self.never
  var blockedSince = Self.never
  /// Clock units spent running, without the time since it came into its state.
  var running: UInt64 = 0
  /// Which generation, counted from 1, the sequence number belongs to.
  var generation: UInt32
  /// Counts on within a generation, by one for events that take several bytes each: 32 bits do not run over.
  var sequence: UInt32 = 0
  var creation = GenerationNames.none
  var entry = GenerationNames.none
  var blockedAt = GenerationNames.none
  var reason: UInt32 = 0
  /// Row of the call table that it is in: a wait or a system call.
  var call = GenerationNames.none
  var syscalls: UInt32 = 0
  /// Where its wakings are counted; `GenerationNames.none` while it never woke.
  var wakings = GenerationNames.none
  var state: GoroutineState
  /// Whether it existed when the trace began.
  var isOlderThanTrace = false
  /// Whether it stands for a call from C into Go: such goroutines come and go with the call and keep their id.
  var isCallback = false
  /// Whether `blockedAt` is where it blocked, and not where it stood when the generation told its state.
  var hasBlocked = false

  init(id: UInt64, state: GoroutineState, generation: UInt32, since: UInt64) {
    self.id = id
    self.state = state
    self.generation = generation
    self.since = since
  }

  /// Whether it can take the step with this sequence number, from this state.
  @inline(__always)
  func isNext(from state: GoroutineState, sequence: UInt64, generation: UInt32) -> Bool {
    self.state == state && self.generation == generation && UInt64(self.sequence) &+ 1 == sequence
  }

  /// Takes down another state.
  @inline(__always)
  mutating func move(to state: GoroutineState, at time: UInt64) {
    if self.state == .running { running &+= elapsed(at: time) }
    self.state = state
    since = time
  }

  /// Clock units since it came into its state.
  @inline(__always)
  func elapsed(at time: UInt64) -> UInt64 { time > since ? time &- since : 0 }

  /// Takes down where it blocks; true when that is another place than the one where it blocked before.
  @inline(__always)
  mutating func block(at place: UInt32, reason: UInt32, call: UInt32, time: UInt64) -> Bool {
    let isElsewhere = hasBlocked && place != blockedAt && place != GenerationNames.none
    hasBlocked = place != GenerationNames.none
    blockedAt = place
    self.reason = reason
    blockedSince = time
    self.call = call
    return isElsewhere
  }

  /// Takes down that it switched to another goroutine and waits to be switched to: the trace tells no place for that.
  mutating func switchAway(time: UInt64) {
    hasBlocked = false
    blockedAt = GenerationNames.none
    reason = 0
    blockedSince = time
    call = GenerationNames.none
  }
}

/// What is kept of a goroutine besides that was woken or changed its place: most of those that leak never did.
struct GoroutineWakings: BitwiseCopyable {
  var wakeUps: UInt32 = 0
  var timerWakeUps: UInt32 = 0
  var passingWakeUps: UInt32 = 0
  var placeChanges: UInt32 = 0
  var rhythm = WakeRhythm()

  /// Takes down that a wait ended; `isUnattended` when no goroutine ended it: the runtime's timers or the network poller.
  @inline(__always)
  mutating func wake(_ record: GoroutineRecord, isUnattended: Bool, time: UInt64) {
    wakeUps &+= 1
    let byTimer = isUnattended && GenerationNames.endsByTimer(record.reason)
    if byTimer { timerWakeUps &+= 1 }
    if GenerationNames.isPassing(record.reason) { passingWakeUps &+= 1 }
    rhythm.wake(at: record.blockedAt, byTimer: byTimer, time: time)
  }
}
