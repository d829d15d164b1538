// SPDX-License-Identifier: Apache-2.0

/// What is kept of a goroutine while the trace is read, about 140 bytes.
///
/// Times are in clock units. Stacks are handles of the summary's table, `GenerationNames.none` where unknown.
struct GoroutineRecord {
  /// Where a moment is not known.
  static let never = UInt64.max

  let id: UInt64
  var state: GoroutineState
  /// Whether it existed when the trace began.
  var isOlderThanTrace = false
  /// Whether it stands for a call from C into Go: such goroutines come and go with the call and keep their id.
  var isCallback = false
  /// Whether `blockedAt` is where it blocked, and not where it stood when the generation told its state.
  var hasBlocked = false
  /// Which generation, counted from 1, the sequence number belongs to.
  var generation: UInt32
  var sequence: UInt64 = 0
  /// When it came into its state.
  var since: UInt64
  var created = Self.never
  var ended = Self.never
  var creation = GenerationNames.none
  var entry = GenerationNames.none
  var blockedAt = GenerationNames.none
  var reason: UInt32 = 0
  var blockedSince = Self.never
  /// Row of the call table that it is in: a wait or a system call.
  var call = GenerationNames.none
  var wakeUps: UInt32 = 0
  var timerWakeUps: UInt32 = 0
  var placeChanges: UInt32 = 0
  var syscalls: UInt32 = 0
  var running: UInt64 = 0
  var rhythm = WakeRhythm()

  init(id: UInt64, state: GoroutineState, generation: UInt32, since: UInt64) {
    self.id = id
    self.state = state
    self.generation = generation
    self.since = since
  }

  /// Takes down that it blocked.
  @inline(__always)
  mutating func block(at place: UInt32, reason: UInt32, call: UInt32, time: UInt64) {
    if hasBlocked, place != blockedAt, place != GenerationNames.none { placeChanges &+= 1 }
    hasBlocked = place != GenerationNames.none
    blockedAt = place
    self.reason = reason
    blockedSince = time
    self.call = call
  }

  /// Takes down that a wait ended; `isUnattended` when no goroutine ended it: the runtime's timers or the network poller.
  @inline(__always)
  mutating func wake(isUnattended: Bool, time: UInt64) {
    wakeUps &+= 1
    let byTimer = isUnattended && GenerationNames.endsByTimer(reason)
    if byTimer { timerWakeUps &+= 1 }
    rhythm.wake(at: blockedAt, byTimer: byTimer, time: time)
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
