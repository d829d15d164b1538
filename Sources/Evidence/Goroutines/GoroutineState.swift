// SPDX-License-Identifier: Apache-2.0

/// What a goroutine does or waits for, as the header of a goroutine dump says it.
///
/// The raw values are the runtime's own words (src/runtime/runtime2.go `waitReasonStrings` and
/// src/runtime/traceback.go `gStatusStrings`, Go 1.21 to 1.27). Suffixes such as "(scan)", "(leaked)", "(durable)" and
/// "(synctest)" are not part of the state. Reasons that only the runtime's own goroutines have are one case.
package enum GoroutineState: String, Hashable, Sendable, CaseIterable {
  case idle
  case runnable
  case running
  case syscall
  case waiting
  case dead
  case copyStack = "copystack"
  case preempted
  case waitingForCgoCallback = "waiting for cgo callback"
  case chanReceive = "chan receive"
  case chanReceiveNil = "chan receive (nil chan)"
  case chanSend = "chan send"
  case chanSendNil = "chan send (nil chan)"
  case select
  case selectNoCases = "select (no cases)"
  case ioWait = "IO wait"
  case sleep
  /// A semaphore; up to Go 1.22 also `WaitGroup.Wait`, and for a moment an allocation that waits for the collector.
  case semacquire
  case mutexLock = "sync.Mutex.Lock"
  case rwMutexRLock = "sync.RWMutex.RLock"
  case rwMutexLock = "sync.RWMutex.Lock"
  case waitGroupWait = "sync.WaitGroup.Wait"
  case condWait = "sync.Cond.Wait"
  case coroutine
  case finalizerWait = "finalizer wait"
  case cleanupWait = "cleanup wait"
  case synctest
  /// Collector, scavenger, tracer and other goroutines of the runtime itself.
  case runtimeInternal = "runtime internal"
  /// A reason this version of Stanch does not know.
  case unknown

  /// The state named by the text between "[" and the first suffix or comma of a goroutine header.
  package init(waitReason: String) {
    if let state = GoroutineState(rawValue: waitReason) {
      self = state
    } else if waitReason.hasPrefix("synctest.") {
      self = .synctest
    } else if Self.runtimeReasons.contains(waitReason) {
      self = .runtimeInternal
    } else {
      self = .unknown
    }
  }

  private static let runtimeReasons: Set<String> = [
    "GC assist marking", "GC assist wait", "GC sweep wait", "GC scavenge wait", "GC worker (idle)",
    "GC worker (active)", "GC mark termination", "GC weak to strong wait", "GOMAXPROCS updater (idle)",
    "dumping heap", "garbage collection", "garbage collection scan", "panicwait", "force gc (idle)",
    "trace reader (blocked)", "wait for GC cycle", "debug call", "stopping the world", "flushing proc caches",
    "trace goroutine status", "trace proc status", "page trace flush",
  ]
}
