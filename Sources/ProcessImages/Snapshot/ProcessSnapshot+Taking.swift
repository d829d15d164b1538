// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import CProcessStop

extension ProcessSnapshot {
  /// What taking a snapshot of a process will cost it, and how it will be taken.
  ///
  /// Reads files of `/proc` and of cgroups; nothing is stopped. Throws when the method asked for is not possible.
  /// - Parameters:
  ///   - site: where its code may be used to copy it; nil when nobody knows.
  ///   - method: how to take it; nil for what is best.
  package static func cost(
    of pid: Int,
    site: CopySite? = nil,
    method: SnapshotMethod? = nil
  ) throws(SnapshotError) -> Cost {
    let plan = try CopyPlan(pid: pid)
    return try cost(of: plan, site: site, method: method)
  }

  private static func cost(of plan: CopyPlan, site: CopySite?, method: SnapshotMethod?) throws(SnapshotError) -> Cost {
    let threads = try StoppedThreads.list(plan.pid).count
    var cost = Cost(method: .copy, byteCount: plan.residentByteCount, threadCount: threads)
    guard method != .copy else { return cost }
    let obstacle = ForkObstacle.find(plan.pid, site: site, residentByteCount: plan.residentByteCount)
    if method == .fork {
      if let obstacle, obstacle.isFinal { throw .noCopy(pid: plan.pid, what: obstacle.description) }
      cost.method = .fork
    } else if cost.seconds > Cost.longestCopy {
      if let obstacle {
        cost.reason = "\(obstacle)"
      } else {
        cost.method = .fork
      }
    }
    return cost
  }

  /// Why the kernel does not let us look into a process, and which setting decides that.
  package static func refusal(of pid: Int) -> SnapshotError { StoppedThreads.refusal(pid: pid) }

  /// Takes the memory of a process: by copying it while it stands still, or by having the kernel copy the process.
  ///
  /// Where a copy of the process was chosen and not asked for, and the kernel does not make it, the memory is copied
  /// while the process stands still.
  package static func take(
    _ pid: Int,
    site: CopySite?,
    limits: Limits = Limits()
  ) throws(SnapshotError) -> ProcessSnapshot {
    let plan = try CopyPlan(pid: pid)
    let cost = try cost(of: plan, site: site, method: limits.method)
    guard cost.method == .fork, let site, let bias = plan.loadBias else { return try take(pid, limits: limits) }
    do throws(SnapshotError) {
      return try fork(pid, site: site, bias: bias, limits: limits)
    } catch {
      guard case .noCopy = error, limits.method == nil else { throw error }
      var snapshot = try take(pid, limits: limits)
      snapshot.gaps.append("\(error)")
      return snapshot
    }
  }

  /// Has the kernel copy a process, and reads the copy while the process goes on.
  static func fork(
    _ pid: Int,
    site: CopySite,
    bias: UInt64,
    limits: Limits,
    dwell: (step: Int32, seconds: Double)? = nil
  ) throws(SnapshotError) -> ProcessSnapshot {
    let held = try HeldCopy(pid, site: site, bias: bias, limits: limits, dwell: dwell)
    var plan = try CopyPlan(pid: held.copy)
    guard let image = MemoryImage(reserving: plan.reservedByteCount) else {
      throw .tooLarge(pid: pid, byteCount: plan.residentByteCount)
    }
    let prepared = plan.prepare(image)
    let (filled, copiedByteCount) = try plan.copy(into: image, before: nil, longestStop: limits.longestStop)
    image.finish(prepared + filled)
    var snapshot = ProcessSnapshot(
      memory: image,
      threads: held.threads,
      stopped: held.stopped,
      copiedByteCount: copiedByteCount,
      loadBias: bias,
      method: .fork
    )
    if !held.release() {
      snapshot.gaps.append(
        "the process did not let go of its copy, which ended: an entry of the process table stays until it ends, too"
      )
    }
    return snapshot
  }

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
      loadBias: bias,
      method: .copy
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
