// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Runs work to its end, but waits for it no longer than `limit`, also in a task that is cancelled.
///
/// For closing: work that cannot be called off must neither be left out nor hold up a person who pressed Ctrl-C. Work that
/// takes longer goes on by itself.
func wait(atMost limit: Duration, for work: @escaping @Sendable () async -> Void) async {
  await withCheckedContinuation { continuation in
    let waiter = Waiter(continuation)
    Task.detached {
      await work()
      waiter.resume()
    }
    Task.detached {
      // Nobody cancels this task, so the sleep ends only by itself.
      do { try await Task.sleep(for: limit) } catch {}
      waiter.resume()
    }
  }
}

/// A continuation that several may resume and the first does.
private final class Waiter: Sendable {
  private let continuation: Mutex<CheckedContinuation<Void, Never>?>

  init(_ continuation: CheckedContinuation<Void, Never>) {
    self.continuation = Mutex(continuation)
  }

  func resume() {
    let first = continuation.withLock { current in
      defer { current = nil }
      return current
    }
    first?.resume()
  }
}
