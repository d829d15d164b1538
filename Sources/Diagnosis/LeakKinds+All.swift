// SPDX-License-Identifier: Apache-2.0

/// Every kind of the vocabulary that this version can find.
package enum LeakKinds {
  /// Kinds that goroutines show, the particular before the general: the first that explains a place has it.
  package static let goroutineKinds: [any GoroutineLeakKind] = [
    FinalizerBlocked(),
    ResponseBodyNotClosed(),
    ConnectionNotReleased(),
    CoroutineNotStopped(),
    GoroutineTickerLoop(),
    GoroutineBlockedIO(),
    GoroutineBlockedSyscall(),
    GoroutineBlockedLock(),
    GoroutineBlockedWaitGroup(),
    GoroutineBlockedCond(),
    UnboundedQueue(),
    GoroutineBlockedSend(),
    GoroutineBlockedReceive(),
    GoroutineBlockedSelect(),
    GoroutineRunaway(),
    GoroutineGrowth(),
  ]

  /// Kinds that a growing heap shows, the particular before the general.
  ///
  /// Those that only the object graph tells explain no line of a profile; their place says nothing.
  package static let heapKinds: [any HeapLeakKind] = [
    TimerNotStopped(),
    ContextNotCancelled(),
    UnboundedBuffer(),
    UnboundedMap(),
    UnboundedQueue(),
    UnboundedSlice(),
    BackingArrayRetention(),
    ClosureCapture(),
    DeferAccumulation(),
    FinalizerCycle(),
    GoroutineLocalRetention(),
    PoolBloat(),
    HeapGrowthKind(),
  ]

  /// Kinds that the kernel's numbers of the process show.
  package static let processKinds: [any LeakKind] = [DescriptorLeak(), NativeMemory(), ThreadLeak()]

  /// Explanations that are no leak.
  package static let notes: [any LeakKind] = [
    Fragmentation(), GCTuning(), IdleWorkers(), LoadDriven(), NotReturnedToOS(), StacksAndDeadGoroutines(), WarmUp(),
  ]

  /// All of them, each once.
  package static let all: [any LeakKind] =
    goroutineKinds + heapKinds.filter { !($0 is any GoroutineLeakKind) } + processKinds + notes
}
