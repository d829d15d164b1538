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

  struct Wait: Sendable {
    var sudog: UInt64
    var element: UInt64
    var channel: UInt64
  }

  /// The innermost function that is neither the runtime's nor of the packages through which it is called.
  package var function: String {
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
