// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Says what the lines show beside the heap: stacks, memory given back, the scheduler, and what is missing from the log.
struct SystemStatements {
  let history: CollectorHistory

  func statements() -> [CollectorJudgement.Statement] {
    [stacks, scavenger, scheduler, threads, missing].compactMap { $0 }
  }

  private var stacks: CollectorJudgement.Statement? {
    guard let first = history.first?.stacks, let last = history.last?.stacks, last >= 8 << 20 else { return nil }
    let points = history.spans.compactMap { span in
      span.lowest.stacks.map { MemoryPoint(at: span.lowest.at, bytes: Double($0)) }
    }
    let isRising = MemoryTrend(points)?.course == .rising && last >= 2 * max(first, 1 << 20)
    guard isRising else {
      return .init(.stacks, "Stacks take \(writtenBytes(last)).")
    }
    return .init(
      .stacks,
      "Stacks rise from \(writtenBytes(first)) to \(writtenBytes(last)): goroutines become more, or deeper. Goroutine dumps "
        + "tell which.",
      isNotable: true
    )
  }

  private var scavenger: CollectorJudgement.Statement? {
    let scavenger = history.scavenger
    guard scavenger.count > 0 else { return nil }
    let eager =
      scavenger.eager > 0
      ? ", \(writtenBytes(scavenger.eager)) of it at once because a limit or a growing heap asked for it" : ""
    return .init(
      .scavenger,
      "\(writtenBytes(scavenger.background &+ scavenger.eager)) were given back to the system\(eager); "
        + "\(writtenBytes(scavenger.released)) are back now, and \(scavenger.utilization) % of what is retained is in use."
    )
  }

  private var scheduler: CollectorJudgement.Statement? {
    let scheduler = history.scheduler
    guard scheduler.count > 0, let last = scheduler.last else { return nil }
    let crowded = Double(scheduler.crowdedCount) / Double(scheduler.count)
    var text =
      "\(last.goMaxProcs == 1 ? "The one processor idles" : "The \(last.goMaxProcs) processors idle") \(percent(scheduler.meanIdleShare)) of the time; "
      + "\((scheduler.meanQueue * 10).rounded() / 10) goroutines wait for one on average, \(scheduler.longestQueue) at most"
    if crowded >= 0.25 {
      text +=
        ". In \(percent(crowded)) of the reports more of them wait than there are processors: the program lacks them"
    }
    return .init(.scheduler, text + ".", isNotable: crowded >= 0.25)
  }

  private var threads: CollectorJudgement.Statement? {
    let scheduler = history.scheduler
    guard let first = scheduler.first, let last = scheduler.last, scheduler.count > 1 else { return nil }
    let isRising = MemoryTrend(scheduler.threads)?.course == .rising && last.threads >= first.threads + 10
    guard isRising else {
      return .init(.threads, "\(last.threads) at the end, \(scheduler.mostThreads) at most.")
    }
    return .init(
      .threads,
      "Rise from \(first.threads) to \(last.threads): blocking system calls, C code, or goroutines locked to threads.",
      isNotable: true
    )
  }

  private var missing: CollectorJudgement.Statement? {
    var parts: [String] = []
    for (setting, count) in history.lost.sorted(by: { $0.key < $1.key }) {
      parts.append(
        "\(count) \(count == 1 ? "line" : "lines") of \(setting) could not be put together from damaged text"
      )
    }
    if history.missingCount > 0 {
      let count = history.missingCount
      parts.append(
        "\(count) \(count == 1 ? "collection" : "collections") between the first and the last are not in the log"
      )
    }
    if let first = history.first, first.number > 1 {
      parts.append("the log begins with collection \(first.number)")
    }
    guard !parts.isEmpty else { return nil }
    let text = parts.joined(separator: "; ")
    return .init(.missing, text.prefix(1).uppercased() + text.dropFirst() + ".")
  }
}
