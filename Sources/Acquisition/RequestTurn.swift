// SPDX-License-Identifier: Apache-2.0

/// Lets one request at a time through, in the order of asking: a target never works on two of ours at once.
///
/// A waiter whose task is cancelled leaves the queue at once with `CancellationError`.
actor RequestTurn {
  private var isTaken = false
  private var waiters: [(id: Int, continuation: CheckedContinuation<Void, any Error>)] = []
  private var nextID = 0

  /// Waits for the turn; every success must be followed by `finish()`.
  func begin() async throws {
    try Task.checkCancellation()
    guard isTaken else {
      isTaken = true
      return
    }
    nextID += 1
    let id = nextID
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        // The handler may have run before the waiter stood in the queue.
        if Task.isCancelled {
          continuation.resume(throwing: CancellationError())
        } else {
          waiters.append((id, continuation))
        }
      }
    } onCancel: {
      Task { await self.leave(id) }
    }
  }

  /// Hands the turn to the next waiter.
  func finish() {
    guard !waiters.isEmpty else {
      isTaken = false
      return
    }
    waiters.removeFirst().continuation.resume()
  }

  private func leave(_ id: Int) {
    guard let index = waiters.firstIndex(where: { $0.id == id }) else { return }
    waiters.remove(at: index).continuation.resume(throwing: CancellationError())
  }
}
