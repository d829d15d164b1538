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
    GoroutineBlockedSend(),
    GoroutineBlockedReceive(),
    GoroutineBlockedSelect(),
    GoroutineRunaway(),
    GoroutineGrowth(),
  ]

  /// Explanations that are no leak.
  package static let notes: [any LeakKind] = [IdleWorkers(), LoadDriven(), WarmUp()]

  /// All of them.
  package static let all: [any LeakKind] = goroutineKinds + notes
}
