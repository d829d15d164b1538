// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import CProcessStop

extension ProcessSnapshot {
  /// What taking a snapshot of a process will cost it.
  ///
  /// Reads two files of `/proc`; nothing is stopped.
  package static func cost(of pid: Int) throws(SnapshotError) -> Cost {
    let plan = try CopyPlan(pid: pid)
    return Cost(byteCount: plan.residentByteCount, threadCount: try StoppedThreads.list(pid).count)
  }

  /// Why the kernel does not let us look into a process, and which setting decides that.
  package static func refusal(of pid: Int) -> SnapshotError { StoppedThreads.refusal(pid: pid) }

  /// Stops a process, copies its writable memory, and lets it go.
  ///
  /// What cannot change is copied before, and room for the rest is made before, so that the process stands still only for
  /// the copy. All tracing happens on a thread of its own: whatever happens to it, or to us, the kernel lets the process go.
  /// - Parameter onStep: called before each step with its name, while the process may be stopped; for tests.
  package static func take(
    _ pid: Int,
    limits: Limits = Limits(),
    onStep: @escaping (Step) -> Void = { _ in }
  ) throws(SnapshotError) -> ProcessSnapshot {
    var plan = try CopyPlan(pid: pid)
    guard let bias = plan.loadBias else { throw .unreadable(pid: pid, what: "the place of the executable") }
    guard let image = MemoryImage(reserving: plan.reservedByteCount) else {
      throw .tooLarge(pid: pid, byteCount: plan.residentByteCount)
    }
    let prepared = plan.prepare(image)
    let work = Work(pid: pid, limits: limits, plan: plan, image: image, onStep: onStep)
    // The closure takes no context but the one handed over, which outlives the call: it is joined before it returns.
    let context = unsafe Unmanaged.passUnretained(work).toOpaque()
    let code = unsafe stanch_on_own_thread(
      { context in
        if let context = unsafe context { unsafe Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().run() }
      },
      context
    )
    guard code == 0 else { throw .unreadable(pid: pid, what: "for want of a thread, the memory") }
    if let failure = work.failure { throw failure }
    image.finish(prepared + work.filled)
    return ProcessSnapshot(
      memory: image,
      threads: work.threads,
      stopped: work.stopped,
      copiedByteCount: work.copiedByteCount,
      loadBias: bias
    )
  }

  /// A step of taking a snapshot.
  package enum Step: String, CaseIterable, Sendable {
    case seizing, stopping, copying, lettingGo
  }

  /// What runs on the thread that traces.
  private final class Work {
    let pid: Int
    let limits: Limits
    var plan: CopyPlan
    let image: MemoryImage
    let onStep: (Step) -> Void
    var failure: SnapshotError?
    var threads: [Thread] = []
    var filled: [MemoryImage.Region] = []
    var stopped = Duration.zero
    var copiedByteCount = 0

    init(pid: Int, limits: Limits, plan: CopyPlan, image: MemoryImage, onStep: @escaping (Step) -> Void) {
      self.pid = pid
      self.limits = limits
      self.plan = plan
      self.image = image
      self.onStep = onStep
    }

    func run() {
      let clock = ContinuousClock()
      var held = StoppedThreads(pid: pid)
      let start = clock.now
      do throws(SnapshotError) {
        try held.stopAll(limits: limits, onStep: onStep)
        threads = held.registers()
        onStep(.copying)
        let deadline = start + .seconds(limits.longestStop)
        (filled, copiedByteCount) = try plan.copy(into: image, before: deadline, longestStop: limits.longestStop)
      } catch {
        failure = error
      }
      onStep(.lettingGo)
      held.release()
      stopped = clock.now - start
    }
  }
}
