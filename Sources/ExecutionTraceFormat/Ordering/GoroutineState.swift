// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A goroutine's state while the trace is read.
///
/// The same cases as `TraceGoroutine.State`, which belongs to another module: comparing those costs a call each time.
enum GoroutineState: UInt8, BitwiseCopyable {
  case runnable, running, waiting, syscall, ended, unknown

  /// The state as the summary tells it.
  var told: TraceGoroutine.State {
    switch self {
    case .runnable: .runnable
    case .running: .running
    case .waiting: .waiting
    case .syscall: .syscall
    case .ended: .ended
    case .unknown: .unknown
    }
  }
}
