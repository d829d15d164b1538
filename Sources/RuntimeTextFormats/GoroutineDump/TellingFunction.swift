// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Library functions whose arguments say what a goroutine waits for.
///
/// Only arguments that the runtime prints without "?" count. Measured on 123,580 waits of Go 1.22 and 1.27: the argument
/// of `lockSlow` and of `runtime_notifyListWait` is always exact, that of `(*WaitGroup).Wait` since Go 1.25.
/// The address of a condition is that of its `notify` field. An RWMutex and the mutex inside share their address.
enum TellingFunction: UInt8 {
  case none
  /// The first argument is the address of the lock, wait group or condition.
  case primitive
  /// The first argument is the address of an RWMutex, unless a frame nearer the leaf named a primitive already.
  case outerPrimitive
  /// The first argument is a duration in nanoseconds.
  case sleep
  /// The second argument is the poll mode, 'r' or 'w'.
  case poll

  /// What the arguments of a function tell.
  init(function: RawSpan) {
    self = .none
    if function.has("internal/sync.(*Mutex).lockSlow", at: 0) || function.has("sync.(*Mutex).lockSlow", at: 0)
      || function.has("sync.runtime_notifyListWait", at: 0)
    {
      self = .primitive
    } else if function.has("sync.(*WaitGroup).Wait", at: 0) || function.has("sync.(*RWMutex).Lock", at: 0)
      || function.has("sync.(*RWMutex).RLock", at: 0)
    {
      self = .outerPrimitive
    } else if function.has("time.Sleep", at: 0), function.byteCount == 10 {
      self = .sleep
    } else if function.has("internal/poll.runtime_pollWait", at: 0) {
      self = .poll
    }
  }
}
