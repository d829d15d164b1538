// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// How much may be claimed of memory that grows: the one place where level and confidence of heap findings are decided.
///
/// Time proves little: in half a minute a cache that will be bounded looks like one that never will be. Growth is a
/// suspect however clear; a leak needs the whole life of an old process in which the place has freed nothing at all.
struct HeapJudgement {
  /// Slower growth than this is not worth a word: 1 KiB/s is 86 MB a day.
  static let leastBytesPerSecond = 1024.0
  /// The whole life counts as proof only of a process at least this old, in seconds, and of so many collections.
  static let leastLife = 600.0
  static let leastCollections: Int64 = 20
  /// Sampled objects that must have stayed for "nothing was ever freed" to mean something.
  static let leastSampled = 30

  let level: Finding.Level
  let confidence: Double
  let proof: Finding.Proof
  let evidence: [Finding.EvidenceLine]

  /// The judgement of a story; nil when its growth is too slow to matter.
  init?(_ story: HeapStory, in caseFile: CaseFile) {
    let growth = story.lines.compactMap(\.growth).filter(\.isGrowth)
    let isCounted = story.interval.map { $0.lowerBound >= Self.leastBytesPerSecond } ?? !growth.isEmpty
    let isClimbing = story.ladder.map { ($0.bytesPerSecond ?? .infinity) >= Self.leastBytesPerSecond } ?? false
    guard isCounted && !growth.isEmpty || isClimbing else { return nil }
    if !isClimbing, Self.cameBack(story, growth, caseFile) { return nil }
    let evidence = Self.evidence(story, caseFile)
    if let statement = Self.wholeLife(story, caseFile) {
      level = .leak
      confidence = 0.99
      proof = .wholeLife
      self.evidence = [statement] + evidence
    } else {
      level = .suspect
      confidence = Self.confidence(story, growth)
      proof = .statistical
      self.evidence = evidence
    }
  }

  // MARK: Refutation

  /// Whether readings between the profiles show the whole heap back where it was, although by then the place must have
  /// added a good part: a working set that follows the load, met at its height by chance.
  ///
  /// Asked only where much of what is allocated is freed again; beside a place that keeps everything others may shrink.
  private static func cameBack(_ story: HeapStory, _ growth: [HeapGrowth], _ caseFile: CaseFile) -> Bool {
    let times = caseFile.heap.rounds.compactMap(\.at)
    guard (story.lead.series.shareFreedInWatch ?? 0) > 0.25, let first = times.first, let last = times.last,
      last > first, let floor = LiveHeapFloor(readings: caseFile.capture.memory),
      let start = floor.points.last(where: { $0.at <= first + 1 })
    else { return false }
    let grown = growth.reduce(0) { $0 + $1.bytes }
    return floor.points.contains { point in
      point.at < last && (point.at - first) / (last - first) >= 0.4 && point.bytes <= start.bytes + 0.1 * grown
    }
  }

  // MARK: Proof

  /// The site has freed nothing in the whole life of a process that is old enough, and grows now as it always did.
  private static func wholeLife(_ story: HeapStory, _ caseFile: CaseFile) -> Finding.EvidenceLine? {
    guard let uptime = caseFile.leastUptime, uptime >= leastLife,
      let collections = caseFile.capture.memory.compactMap(\.statistics.numGC).max(), collections >= leastCollections,
      let growth = story.lead.growth, growth.behavior == .grows, growth.isLikeBefore == true,
      story.lead.series.hasFreedNothing
    else { return nil }
    let sampled = story.lead.series.sampledAllocated(story.lead.series.roundCount - 1)
    guard sampled >= leastSampled else { return nil }
    return Finding.EvidenceLine(
      source: "heap profile",
      statement:
        "of \(sampled) sampled objects allocated here since the process started, \(Int(uptime / 60)) minutes and "
        + "\(collections) collections ago, not one was freed, and it grows now as fast as it always did"
    )
  }

  // MARK: Suspicion

  private static func confidence(_ story: HeapStory, _ growth: [HeapGrowth]) -> Double {
    guard let best = growth.max(by: { $0.births < $1.births }) else {
      return (story.ladder?.stepsUp ?? 0) >= 2 ? 0.75 : 0.6
    }
    var confidence: Double
    switch best.behavior {
    case .grows: confidence = 0.75
    case .growsUnlikeBefore: confidence = 0.6
    default: return 0.55
    }
    let freed = story.lead.series.shareFreedInWatch ?? 0
    if freed <= 0.05 { confidence += 0.1 } else if freed > 0.5 { confidence -= 0.1 }
    if best.births >= 30 { confidence += 0.05 }
    if story.lead.series.hasFreedNothing { confidence += 0.03 }
    // Statistics of a watch do not see what the load does: suspects of this sort were right in 7 of 10 live runs, and those
    // above this bound no more often (Documentation/Accuracy-live.md).
    return min(0.88, max(0.5, confidence))
  }

  private static func evidence(_ story: HeapStory, _ caseFile: CaseFile) -> [Finding.EvidenceLine] {
    let series = story.lead.series
    let source = "heap profiles, \(series.roundCount) rounds"
    var lines: [Finding.EvidenceLine] = []
    if let growth = story.lead.growth {
      lines.append(
        Finding.EvidenceLine(
          source: source,
          statement: "of \(growth.allocated) sampled objects allocated here while watched \(growth.freed) were freed "
            + "(\(writtenProbability(growth.adjustedPValue)) in balance, corrected for all places)"
        )
      )
    }
    if let ladder = story.ladder {
      lines.append(
        Finding.EvidenceLine(
          source: source,
          statement: "the largest object in use, round by round, each larger one replacing the one before",
          values: ladder.largestInUse.map(Double.init)
        )
      )
    }
    lines.append(
      Finding.EvidenceLine(
        source: source,
        statement: "bytes in use here, round by round, scaled from the sample",
        values: (0..<series.roundCount).map { series.bytesInUse($0).rounded() },
        unit: .bytes
      )
    )
    if let freed = series.shareFreedInLife {
      lines.append(
        Finding.EvidenceLine(
          source: source,
          statement: "of what was allocated here since the process started \(Int((freed * 100).rounded())) % was freed"
        )
      )
    }
    return lines
  }
}
