// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What a goroutine does at the place where it stands, whatever form the evidence had.
///
/// A goroutine dump states it in the header; a profile shows only frames, from which it follows (the table of frames was
/// taken from Go 1.22 and 1.27 and is the same in both but where noted). States that the runtime renamed are one case:
/// `WaitGroup.Wait` was `semacquire` up to Go 1.22.
package enum BlockingOperation: String, Hashable, Sendable {
  case send
  case receive
  /// A receive from a nil channel.
  case nilChannel
  case nilChannelSend
  case select
  case selectNoCases
  case mutex
  case rwMutexRead
  case rwMutexWrite
  case waitGroup
  case condition
  case semaphore
  case networkOrFile
  case sleep
  case syscall
  case coroutine
  case running
  case runtimeInternal
  case unknown

  /// The operation of a group, from its state where it has one, else from its frames (leaf first).
  ///
  /// `hidesRuntimeFrames` says that the runtime's frames at the leaf were left out.
  package init(state: GoroutineState?, frames: [CodeFrame], hidesRuntimeFrames: Bool = false) {
    guard let state else {
      self.init(frames: frames, hidesRuntimeFrames: hidesRuntimeFrames)
      return
    }
    switch state {
    case .chanSend: self = .send
    case .chanReceive: self = .receive
    case .chanReceiveNil: self = .nilChannel
    case .chanSendNil: self = .nilChannelSend
    case .select: self = .select
    case .selectNoCases: self = .selectNoCases
    case .mutexLock: self = Self.isInRWMutexWriteLock(frames) ? .rwMutexWrite : .mutex
    case .rwMutexLock: self = .rwMutexWrite
    case .rwMutexRLock: self = .rwMutexRead
    case .waitGroupWait: self = .waitGroup
    case .condWait: self = .condition
    case .semacquire: self = Self.semaphoreOperation(frames)
    case .ioWait: self = .networkOrFile
    case .sleep: self = .sleep
    case .syscall, .waitingForCgoCallback: self = .syscall
    case .coroutine: self = .coroutine
    case .running, .runnable, .preempted, .copyStack: self = .running
    case .idle, .dead, .finalizerWait, .cleanupWait, .runtimeInternal, .synctest: self = .runtimeInternal
    case .waiting, .unknown: self = .unknown
    }
  }

  /// The operation that the frames of a profile show.
  private init(frames: [CodeFrame], hidesRuntimeFrames: Bool) {
    // Leaf frames only: the same functions further out belong to callers that are not what blocks.
    let leaf = frames.prefix(10).map(\.function)
    func has(_ names: String...) -> Bool { names.contains { leaf.contains($0) } }
    guard let first = leaf.first else {
      self = .unknown
      return
    }
    if has("runtime.coroswitch", "runtime.coroswitch_m", "runtime.corostart") {
      self = .coroutine
    } else if first == "time.Sleep" || has("time.Sleep") && has("runtime.gopark") {
      self = .sleep
    } else if has("internal/poll.runtime_pollWait") {
      self = .networkOrFile
    } else if has("sync.runtime_notifyListWait") {
      self = .condition
    } else if has("runtime.semacquire1", "runtime.semacquire") || Self.semaphoreLeaves.contains(first) {
      self = Self.semaphoreOperation(frames)
    } else if has("runtime.chanrecv") {
      self = .receive
    } else if has("runtime.chansend") {
      self = .send
    } else if has("runtime.selectgo") {
      self = .select
    } else if has("runtime.block") {
      self = .selectNoCases
    } else if first == "runtime.notetsleepg" || first == "runtime.cgocall" || first.hasPrefix("syscall.")
      || first.hasPrefix("internal/runtime/syscall.") || first.hasPrefix("runtime/internal/syscall.")
    {
      self = .syscall
    } else if first == "runtime.gopark" || first == "runtime.goparkunlock" {
      self = frames.allSatisfy { $0.function.hasPrefix("runtime.") } ? .runtimeInternal : .unknown
    } else {
      // Without the runtime's frames a wait for a channel and running code look alike.
      self = hidesRuntimeFrames ? .unknown : .running
    }
  }

  /// Where the frames of a wait for a semaphore begin when those of the runtime are left out.
  private static let semaphoreLeaves: Set<String> = [
    "sync.runtime_Semacquire", "sync.runtime_SemacquireWaitGroup", "sync.runtime_SemacquireMutex",
    "sync.runtime_SemacquireRWMutex", "sync.runtime_SemacquireRWMutexR", "internal/sync.runtime_SemacquireMutex",
  ]

  /// Which primitive a semaphore wait belongs to.
  private static func semaphoreOperation(_ frames: [CodeFrame]) -> BlockingOperation {
    for frame in frames.prefix(10) {
      switch frame.function {
      case "sync.(*WaitGroup).Wait": return .waitGroup
      case "sync.(*RWMutex).RLock", "sync.runtime_SemacquireRWMutexR": return .rwMutexRead
      case "sync.(*RWMutex).Lock", "sync.runtime_SemacquireRWMutex": return .rwMutexWrite
      case "sync.(*Mutex).Lock", "sync.(*Mutex).lockSlow", "internal/sync.(*Mutex).lockSlow":
        return isInRWMutexWriteLock(frames) ? .rwMutexWrite : .mutex
      default: continue
      }
    }
    return .semaphore
  }

  private static func isInRWMutexWriteLock(_ frames: [CodeFrame]) -> Bool {
    frames.prefix(10).contains { $0.function == "sync.(*RWMutex).Lock" }
  }

  /// Whether Go's own leak profile can speak of goroutines in this operation (src/runtime/mgc.go `isMaybeRunnable`, 1.27).
  package var isCoveredByLeakProfile: Bool {
    switch self {
    case .send, .receive, .nilChannel, .nilChannelSend, .select, .selectNoCases, .mutex, .rwMutexRead, .rwMutexWrite,
      .waitGroup,
      .condition:
      true
    default: false
    }
  }

  /// Whether nothing can ever end the wait: a nil channel, or a `select` without cases.
  package var neverEnds: Bool { self == .nilChannel || self == .nilChannelSend || self == .selectNoCases }

  /// Whether the goroutine waits for a lock of package sync.
  package var isLock: Bool { self == .mutex || self == .rwMutexRead || self == .rwMutexWrite }

  /// Whether package sync ends the wait, by a semaphore of the runtime.
  package var isSynchronization: Bool { isLock || self == .waitGroup || self == .semaphore }

  /// The runtime's own words for the state, for tables and reports.
  package var stateName: String {
    switch self {
    case .send: "chan send"
    case .receive: "chan receive"
    case .nilChannel: "chan receive (nil chan)"
    case .nilChannelSend: "chan send (nil chan)"
    case .select: "select"
    case .selectNoCases: "select (no cases)"
    case .mutex: "sync.Mutex.Lock"
    case .rwMutexRead: "sync.RWMutex.RLock"
    case .rwMutexWrite: "sync.RWMutex.Lock"
    case .waitGroup: "sync.WaitGroup.Wait"
    case .condition: "sync.Cond.Wait"
    case .semaphore: "semacquire"
    case .networkOrFile: "IO wait"
    case .sleep: "sleep"
    case .syscall: "syscall"
    case .coroutine: "coroutine"
    case .running: "running"
    case .runtimeInternal: "runtime"
    case .unknown: "waiting"
    }
  }
}
