// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Testing

private func frames(_ functions: String) -> [CodeFrame] {
  functions.split(separator: " ").map {
    CodeFrame(function: String($0), location: SourceLocation(file: "/src/a.go", line: 1))
  }
}

@Suite struct BlockingOperationTests {
  @Test(arguments: [
    (GoroutineState.chanSend, "main.a", BlockingOperation.send),
    (.chanReceive, "main.a", .receive),
    (.chanReceiveNil, "main.a", .nilChannel),
    (.chanSendNil, "main.a", .nilChannelSend),
    (.select, "main.a", .select),
    (.selectNoCases, "main.a", .selectNoCases),
    (.mutexLock, "sync.(*Mutex).Lock main.a", .mutex),
    (
      .mutexLock,
      "internal/sync.(*Mutex).lockSlow internal/sync.(*Mutex).Lock sync.(*Mutex).Lock sync.(*RWMutex).Lock main.a",
      .rwMutexWrite
    ),
    (.rwMutexLock, "sync.(*RWMutex).Lock main.a", .rwMutexWrite),
    (.rwMutexRLock, "sync.(*RWMutex).RLock main.a", .rwMutexRead),
    (.waitGroupWait, "sync.(*WaitGroup).Wait main.a", .waitGroup),
    (.semacquire, "sync.runtime_Semacquire sync.(*WaitGroup).Wait main.a", .waitGroup),
    (.semacquire, "sync.runtime_SemacquireMutex sync.(*Mutex).lockSlow sync.(*Mutex).Lock main.a", .mutex),
    (.semacquire, "main.a", .semaphore),
    (.condWait, "sync.runtime_notifyListWait sync.(*Cond).Wait main.a", .condition),
    (.ioWait, "internal/poll.runtime_pollWait main.a", .networkOrFile),
    (.sleep, "time.Sleep main.a", .sleep),
    (.syscall, "syscall.Syscall main.a", .syscall),
    (.coroutine, "iter.Pull main.a", .coroutine),
    (.runnable, "main.a", .running),
    (.finalizerWait, "runtime.runFinalizers", .runtimeInternal),
    (.unknown, "main.a", .unknown),
  ])
  func `a dump states the operation in its header`(state: GoroutineState, stack: String, operation: BlockingOperation) {
    #expect(BlockingOperation(state: state, frames: frames(stack)) == operation)
  }

  @Test(arguments: [
    ("runtime.gopark runtime.chanrecv runtime.chanrecv1 main.a", BlockingOperation.receive),
    ("runtime.gopark runtime.chanrecv runtime.chanrecv2 main.a", .receive),
    ("runtime.gopark runtime.chansend runtime.chansend1 main.a", .send),
    ("runtime.gopark runtime.selectgo main.a", .select),
    ("runtime.gopark runtime.block main.a", .selectNoCases),
    // Go 1.22, Go 1.27
    (
      "runtime.gopark runtime.goparkunlock runtime.semacquire1 sync.runtime_SemacquireMutex sync.(*Mutex).lockSlow sync.(*Mutex).Lock main.a",
      .mutex
    ),
    (
      "runtime.gopark runtime.goparkunlock runtime.semacquire1 internal/sync.runtime_SemacquireMutex internal/sync.(*Mutex).lockSlow internal/sync.(*Mutex).Lock sync.(*Mutex).Lock main.a",
      .mutex
    ),
    (
      "runtime.gopark runtime.goparkunlock runtime.semacquire1 internal/sync.runtime_SemacquireMutex internal/sync.(*Mutex).lockSlow internal/sync.(*Mutex).Lock sync.(*Mutex).Lock sync.(*RWMutex).Lock main.a",
      .rwMutexWrite
    ),
    (
      "runtime.gopark runtime.goparkunlock runtime.semacquire1 sync.runtime_SemacquireRWMutexR sync.(*RWMutex).RLock main.a",
      .rwMutexRead
    ),
    (
      "runtime.gopark runtime.goparkunlock runtime.semacquire1 sync.runtime_SemacquireRWMutex sync.(*RWMutex).Lock main.a",
      .rwMutexWrite
    ),
    (
      "runtime.gopark runtime.goparkunlock runtime.semacquire1 sync.runtime_Semacquire sync.(*WaitGroup).Wait main.a",
      .waitGroup
    ),
    (
      "runtime.gopark runtime.goparkunlock runtime.semacquire1 sync.runtime_SemacquireWaitGroup sync.(*WaitGroup).Wait main.a",
      .waitGroup
    ),
    ("runtime.gopark runtime.goparkunlock sync.runtime_notifyListWait sync.(*Cond).Wait main.a", .condition),
    ("runtime.gopark time.Sleep main.a", .sleep),
    (
      "runtime.gopark runtime.netpollblock internal/poll.runtime_pollWait internal/poll.(*pollDesc).wait main.a",
      .networkOrFile
    ),
    ("runtime.coroswitch iter.Pull[...].func1 main.a", .coroutine),
    ("runtime.notetsleepg os/signal.signal_recv os/signal.loop", .syscall),
    ("syscall.Syscall6 syscall.wait4 os.(*Process).Wait main.a", .syscall),
    ("internal/runtime/syscall.Syscall6 syscall.RawSyscall6 main.a", .syscall),
    ("runtime.cgocall main._Cfunc_wait main.a", .syscall),
    ("main.spin main.a", .running),
    ("runtime.mallocgc main.a", .running),
    ("runtime.gopark runtime.bgsweep", .runtimeInternal),
    ("", .unknown),
  ])
  func `the frames of a binary profile tell the operation`(stack: String, operation: BlockingOperation) {
    #expect(BlockingOperation(state: nil, frames: frames(stack)) == operation)
  }

  /// debug=1 leaves out the runtime's frames at the leaf: a channel operation looks like running code.
  @Test(arguments: [
    ("main.a main.main", BlockingOperation.unknown),
    ("internal/sync.runtime_SemacquireMutex internal/sync.(*Mutex).lockSlow sync.(*Mutex).Lock main.a", .mutex),
    ("sync.runtime_SemacquireMutex sync.(*Mutex).lockSlow sync.(*Mutex).Lock main.a", .mutex),
    ("sync.runtime_SemacquireRWMutexR sync.(*RWMutex).RLock main.a", .rwMutexRead),
    ("sync.runtime_Semacquire sync.(*WaitGroup).Wait main.a", .waitGroup),
    ("sync.runtime_SemacquireWaitGroup sync.(*WaitGroup).Wait main.a", .waitGroup),
    ("sync.runtime_notifyListWait sync.(*Cond).Wait main.a", .condition),
    ("time.Sleep main.a", .sleep),
    ("internal/poll.runtime_pollWait internal/poll.(*FD).Read main.a", .networkOrFile),
    ("syscall.Syscall main.a", .syscall),
    // Nothing but the runtime's own: then everything is shown.
    ("runtime.gopark runtime.bgsweep", .runtimeInternal),
  ])
  func `the text of a profile hides channel operations`(stack: String, operation: BlockingOperation) {
    #expect(BlockingOperation(state: nil, frames: frames(stack), hidesRuntimeFrames: true) == operation)
  }

  @Test func `Go's leak profile speaks of channels and locks alone`() {
    let covered: Set<BlockingOperation> = [
      .send, .receive, .nilChannel, .nilChannelSend, .select, .selectNoCases, .mutex, .rwMutexRead, .rwMutexWrite,
      .waitGroup, .condition,
    ]
    let all: [BlockingOperation] =
      Array(covered) + [
        .semaphore, .networkOrFile, .sleep, .syscall, .coroutine, .running, .runtimeInternal, .unknown,
      ]
    #expect(Set(all.filter(\.isCoveredByLeakProfile)) == covered)
  }
}
