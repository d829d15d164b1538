// SPDX-License-Identifier: Apache-2.0

/// A goroutine as it was when the process stood still.
package struct Goroutine: Sendable {
  /// Its state in numbers of the runtime (`runtime._Grunnable` and on).
  package enum State: UInt32, Sendable {
    case idle = 0
    case runnable = 1
    case running = 2
    case syscall = 3
    case waiting = 4
    case dead = 6
    case copyingStack = 8
    case preempted = 9
    case leaked = 10
    case spare = 11
  }

  package var id: UInt64
  package var state: State
  /// Why it waits, in the words of the runtime; empty when it does not.
  package var reason: String
  /// Address of its `runtime.g`.
  var record: UInt64
  var stackLow: UInt64
  var stackHigh: UInt64
  package var frames: [GoroutineFrame] = []
  /// What its stack could not tell, as a sentence without a full stop.
  package var gap: String?
  /// What it waits at: channel and element of each `runtime.sudog`.
  var waits: [Wait] = []

  /// When it began to wait, on the clock of `CLOCK_MONOTONIC` in ns; 0 until a collection has seen it waiting.
  ///
  /// A collection states the end of the one before it, so this may be earlier than the truth by the time between two.
  var waitSince: Int64 = 0
  /// Until when it sleeps, on the same clock; 0 when that is not known.
  var sleepsUntil: Int64 = 0
  /// The return address of the `go` statement that made it; 0 for the first.
  var creation: UInt64 = 0
  /// The goroutine that made it; 0 for none.
  package var parent: UInt64 = 0

  /// An entry of it in a queue (`runtime.sudog`).
  struct Wait: Sendable {
    /// In which queue it stands.
    enum Queue: UInt8, Sendable {
      /// In none: somebody took it out and is about to wake it.
      case none
      case receivers
      case senders
      case semaphore
      case condition
    }

    var sudog: UInt64
    /// Of channels where the element goes; of semaphores and conditions their address.
    var element: UInt64
    /// 0 for all but channels.
    var channel: UInt64
    var queue = Queue.none
  }

  /// The innermost function of the program's own code; empty until it is known which code that is.
  var ownFunction = ""

  /// The innermost function of the program's own code; until that is known, the innermost that is neither the runtime's nor of the packages through which it is called.
  package var function: String {
    if !ownFunction.isEmpty { return ownFunction }
    let inner = ["runtime.", "sync.", "internal/", "syscall."]
    return frames.first { frame in !frame.function.isEmpty && !inner.contains { frame.function.hasPrefix($0) } }?
      .function
      ?? frames.last?.function ?? ""
  }
}

/// A frame of a goroutine's stack, innermost first.
package struct GoroutineFrame: Sendable {
  package var function: String
  var pc: UInt64
  var stackPointer: UInt64
  /// Where the caller's frame begins: the canonical frame address.
  var framePointer: UInt64
}
