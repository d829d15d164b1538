// SPDX-License-Identifier: Apache-2.0

/// The times between wake-ups of one goroutine at one place.
///
/// A loop that ticks also waits elsewhere, for a lock or an answer, so one place is followed and the others are passed
/// over: a place where a timer woke it before one where something else did, and among equals the one that a running
/// majority vote (Boyer and Moore 1981) prefers. Mean and deviation are Welford's running ones.
struct WakeRhythm: BitwiseCopyable {
  /// The stack that is followed.
  private var place = GenerationNames.none
  private var votes: UInt32 = 0
  private var count: UInt32 = 0
  private var isTimed = false
  private var last: UInt64 = 0
  /// In clock units.
  private var mean = 0.0
  private var squares = 0.0

  /// Takes one wake-up into account.
  @inline(__always)
  mutating func wake(at woken: UInt32, byTimer: Bool, time: UInt64) {
    if woken == GenerationNames.none { return }
    if woken == place {
      let interval = Double(time > last ? time &- last : 0)
      last = time
      count &+= 1
      let difference = interval - mean
      mean += difference / Double(count)
      squares += difference * (interval - mean)
      votes &+= 1
      isTimed = isTimed || byTimer
    } else if votes == 0 || (byTimer && !isTimed) {
      self = WakeRhythm()
      place = woken
      votes = 1
      isTimed = byTimer
      last = time
    } else if byTimer == isTimed {
      votes &-= 1
    }
  }

  /// Mean and deviation of the intervals in clock units; nil below three intervals.
  var period: (mean: Double, deviation: Double)? {
    count < 3 ? nil : (mean, (squares / Double(count - 1)).squareRoot())
  }
}
