// SPDX-License-Identifier: Apache-2.0

import CConsole
import Glibc
import Synchronization
import UnixSignals

/// Turns the first SIGINT or SIGTERM into a call, and lets the second end the program at once.
final class Interruption: Sendable {
  private let listener = Mutex<Task<Void, Never>?>(nil)
  private let count = Mutex(0)

  /// `announcement` is said on standard error at the first signal; nothing when it is nil.
  init(
    saying announcement: String? = "ending the watch; what was captured is kept (once more to stop at once)",
    _ body: @escaping @Sendable () -> Void
  ) {
    let task = Task { [weak self] in
      for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
        guard let self else { return }
        let times = self.count.withLock { count in
          count += 1
          return count
        }
        if times > 1 { exit(130) }
        if let announcement { StandardError.say(announcement) }
        body()
      }
    }
    listener.withLock { $0 = task }
  }

  /// Stops listening, so that a signal ends the program again; returns whether there was an interruption.
  @discardableResult
  func end() -> Bool {
    listener.withLock { $0?.cancel() }
    // Who listened leaves the signals ignored: a long analysis could not be stopped.
    stanch_end_on_interruption()
    return count.withLock { $0 > 0 }
  }
}
