// SPDX-License-Identifier: Apache-2.0

/// One goroutine's part in a trace.
///
/// Takes 112 bytes, because a trace of a leak has hundreds of thousands: what is not known is kept as a value that nothing
/// known has, and counts end at 2^32 - 1.
package struct TraceGoroutine: Hashable, Sendable {
  package enum State: UInt8, Sendable {
    case runnable, running, waiting, syscall, ended, unknown
  }

  package var id: UInt64
  private var creationIndex = Self.noStack
  private var entryIndex = Self.noStack
  private var blockedAtIndex = Self.noStack
  /// State when the trace ended.
  package var state = State.unknown
  private var createdMoment = Self.never
  private var endedMoment = Self.never
  private var blockedMoment = Self.never
  private var periodSeconds = Self.never
  private var deviationSeconds = Self.never
  /// Seconds spent running.
  package var running = 0.0
  /// Why it blocked last, in the trace's own words ("chan receive", "select", "sleep" ...); empty when not said.
  package var blockReason = ""
  private var wakeUpCount: UInt32 = 0
  private var timerWakeUpCount: UInt32 = 0
  private var passingWakeUpCount: UInt32 = 0
  private var placeChangeCount: UInt32 = 0
  private var syscallCount: UInt32 = 0

  package init(id: UInt64) {
    self.id = id
  }

  /// Stands for no stack: tables of stacks are smaller.
  private static let noStack = UInt32.max
  /// Stands for no time: moments and periods are finite.
  private static let never = -Double.infinity

  private static func stack(_ index: UInt32) -> StackID? { index == noStack ? nil : StackID(index: index) }
  private static func time(_ seconds: Double) -> Double? { seconds == never ? nil : seconds }
}

extension TraceGoroutine {
  /// The `go` statement and its callers; nil when it was created before the trace.
  package var creation: StackID? {
    get { Self.stack(creationIndex) }
    set { creationIndex = newValue?.index ?? Self.noStack }
  }

  /// The function that it runs, as a stack of one frame; nil when it was created before the trace.
  package var entry: StackID? {
    get { Self.stack(entryIndex) }
    set { entryIndex = newValue?.index ?? Self.noStack }
  }

  /// When it was created; nil when before the trace.
  package var created: Double? {
    get { Self.time(createdMoment) }
    set { createdMoment = newValue ?? Self.never }
  }

  /// When it ended; nil when it lives.
  package var ended: Double? {
    get { Self.time(endedMoment) }
    set { endedMoment = newValue ?? Self.never }
  }

  /// Where it blocked last, or stood when the trace began; nil when the trace does not say.
  package var blockedAt: StackID? {
    get { Self.stack(blockedAtIndex) }
    set { blockedAtIndex = newValue?.index ?? Self.noStack }
  }

  /// When it blocked last; nil when it never did or blocked before the trace.
  package var blockedSince: Double? {
    get { Self.time(blockedMoment) }
    set { blockedMoment = newValue ?? Self.never }
  }

  /// How often it was made ready after waiting.
  package var wakeUps: Int {
    get { Int(wakeUpCount) }
    set { wakeUpCount = UInt32(clamping: newValue) }
  }

  /// How often it was made ready by a timer: by the runtime's timer code and no goroutine.
  package var timerWakeUps: Int {
    get { Int(timerWakeUpCount) }
    set { timerWakeUpCount = UInt32(clamping: newValue) }
  }

  /// How often it was made ready after a wait for a lock or for the collector, which any goroutine at work has.
  package var passingWakeUps: Int {
    get { Int(passingWakeUpCount) }
    set { passingWakeUpCount = UInt32(clamping: newValue) }
  }

  /// Mean of the times between wake-ups at one place, in seconds; nil below three such times.
  ///
  /// The place is the one where timers wake it, or else the one where it is woken most; waits elsewhere in between do not
  /// count.
  package var period: Double? {
    get { Self.time(periodSeconds) }
    set { periodSeconds = newValue ?? Self.never }
  }

  /// Standard deviation of the times that `period` is the mean of.
  package var periodDeviation: Double? {
    get { Self.time(deviationSeconds) }
    set { deviationSeconds = newValue ?? Self.never }
  }

  /// How often it blocked at a place other than the one it blocked at before: a loop that only ticks has none.
  package var placeChanges: Int {
    get { Int(placeChangeCount) }
    set { placeChangeCount = UInt32(clamping: newValue) }
  }

  /// System calls made.
  package var syscalls: Int {
    get { Int(syscallCount) }
    set { syscallCount = UInt32(clamping: newValue) }
  }
}
