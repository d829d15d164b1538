// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Says how often the process collects, what that costs it, and for how long it stands still.
struct CollectorWorkStatements {
  let history: CollectorHistory

  /// From here on a share of the processors' time is worth a look; the runtime itself aims at a quarter while it marks
  /// and never takes more than half for long.
  private static let muchTime = 0.1
  /// A pause longer than this is felt; collectors of Go stop programs for well under a millisecond.
  private static let longPause = 0.01

  func statements(keptPerSecond: Double?) -> [CollectorJudgement.Statement] {
    guard history.cycleCount > 1, let all = CollectorWork(history.spans[...]) else { return [forced].compactMap { $0 } }
    // A third of a short log is chance.
    let recent = history.cycleCount >= 12 ? CollectorWork(history.lastThird) : nil
    return [
      collections(all, recent), processors(all, recent), assists(all, recent), pauses, forced,
      allocation(all, keptPerSecond),
    ].compactMap { $0 }
  }

  private func collections(_ all: CollectorWork, _ recent: CollectorWork?) -> CollectorJudgement.Statement {
    var text = "One each \(writtenTime(all.interval))"
    if all.interval > CollectorActivity.forcedPeriod * 0.9 {
      return .init(
        .collections,
        text + ", mostly those that the runtime makes each two minutes when nothing else does: the process idles."
      )
    }
    // Many collections of a small heap may cost next to nothing.
    var isNotable = all.interval < 0.1 && all.processorShare >= Self.muchTime / 2
    if let recent, recent.interval < all.interval / 1.5 || recent.interval > all.interval * 1.5 {
      text += " on average, one each \(writtenTime(recent.interval)) in the last third"
      isNotable = isNotable || recent.interval < all.interval / 3 && recent.processorShare >= 0.01
    }
    return .init(.collections, text + ".", isNotable: isNotable)
  }

  private func processors(_ all: CollectorWork, _ recent: CollectorWork?) -> CollectorJudgement.Statement {
    let procs = history.last?.procs ?? 1
    var text =
      "Collection takes \(percent(all.processorShare)) of the time of \(procs == 1 ? "one processor" : "\(procs) processors")"
    if let recent, abs(recent.processorShare - all.processorShare) >= 0.01 {
      text += ", \(percent(recent.processorShare)) in the last third"
    }
    if let stated = history.last?.cpuPercent { text += "; the runtime counts \(stated) % since the process started" }
    let share = max(all.processorShare, recent?.processorShare ?? 0)
    if share >= 0.25 {
      text += ". That much it takes only when the heap has no room: raise GOGC or the limit, or hold and allocate less"
    }
    return .init(.processors, text + ".", isNotable: share >= Self.muchTime)
  }

  private func assists(_ all: CollectorWork, _ recent: CollectorWork?) -> CollectorJudgement.Statement? {
    let work = recent ?? all
    guard work.processorShare > 0 else { return nil }
    let share = work.assistShare / work.processorShare
    let isMuch = share >= 0.25 && work.assistShare >= 0.01
    guard isMuch || share >= 0.05 else { return nil }
    let place = recent == nil ? "" : " in the last third"
    return .init(
      .assists,
      "Goroutines that allocate do \(percent(share)) of that work themselves\(place)"
        + (isMuch ? ": requests wait for the collector, which cannot keep up with what they allocate." : "."),
      isNotable: isMuch
    )
  }

  private var pauses: CollectorJudgement.Statement? {
    guard let half = history.pauses.quantile(0.5), let most = history.pauses.quantile(0.99),
      let longest = history.longestPauses.first
    else { return nil }
    var text =
      "Half of the collections stop the program for \(writtenTime(half)) or less"
      + (history.cycleCount >= 100 ? ", 99 % for \(writtenTime(most))" : "")
      + ", the longest for \(writtenTime(longest.clock.pause)) (gc \(longest.number) at \(writtenTime(longest.at)))"
    let border = max(Self.longPause, half * 10)
    guard longest.clock.pause > border else { return .init(.pauses, text + ".") }
    let count = max(1, history.pauses.count(above: border))
    text +=
      ". \(count == 1 ? "One is" : "\(count) are") far beyond the usual: most often the program was not allowed to run "
      + "(processor quota, a busy machine, swapping), or a goroutine could not be stopped"
    return .init(.pauses, text + ".", isNotable: true)
  }

  private var forced: CollectorJudgement.Statement? {
    guard history.forcedCount > 0 else { return nil }
    let share = Double(history.forcedCount) / Double(history.cycleCount)
    let isMuch = history.forcedCount >= 5 && share >= 0.1
    var text =
      "\(writtenInThousands(history.forcedCount)) of \(writtenInThousands(history.cycleCount)) collections were forced"
    if history.leakCheckCount > 0 { text += ", \(history.leakCheckCount) of them by looks for leaked goroutines" }
    text += isMuch ? ": runtime.GC, debug.FreeOSMemory or heap profiles with gc=1 are called again and again" : ""
    return .init(.forced, text + ".", isNotable: isMuch)
  }

  private func allocation(_ all: CollectorWork, _ kept: Double?) -> CollectorJudgement.Statement? {
    guard let rate = all.allocatedPerSecond, rate >= 1024 else { return nil }
    let share = kept.map { $0 / rate }
    let text = "The process allocates \(writtenRate(rate))"
    guard let share, share >= 0.001 else { return .init(.allocation, text + ".") }
    return .init(.allocation, text + "; \(percent(min(1, share))) of it stays.")
  }
}

/// A time with two significant digits, down to microseconds.
func writtenTime(_ seconds: Double) -> String {
  switch seconds {
  case ..<0.001: "\(twoDigits(seconds * 1e6)) \u{b5}s"
  case ..<1: "\(twoDigits(seconds * 1000)) ms"
  case ..<100: "\(twoDigits(seconds)) s"
  default: writtenDuration(seconds)
  }
}

private func twoDigits(_ value: Double) -> String {
  let tenths = (value * 10).rounded() / 10
  return tenths < 10 && tenths != tenths.rounded() ? String(tenths) : String(Int64(saturating: value))
}
