// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// What makes a suspect: growth, survival, spread.
extension GoroutineJudgement {
  /// A single goroutine that everybody depends on and that stood at one line in every round.
  static func stuck(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    guard story.kind.oneIsEnough, let flow = story.flow, flow.residentsAtStart >= 1, flow.residentsGone == 0,
      !hasMoved(story), story.counts.allSatisfy({ $0 > 0 }), caseFile.goroutines.roundCount >= 3
    else { return nil }
    let seconds = Int(caseFile.goroutines.watchedSeconds ?? 0)
    let line = Finding.EvidenceLine(
      source: caseFile.roundsSource,
      statement: "the same goroutine stood at the same line in every round, for \(seconds) s"
    )
    return GoroutineJudgement(.suspect, seconds >= 10 ? 0.85 : 0.6, .pattern, [line])
  }

  /// Growth in the rounds: goroutines come and none of those that stay ever goes.
  static func growing(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    let history = caseFile.goroutines
    guard let flow = story.flow else { return growingCounts(story, caseFile) }
    let pValue = GrowthEstimate.pValueOfBalance(births: flow.births, deaths: flow.deaths)
    guard
      flow.births >= leastBirths, Double(flow.deaths) <= toleratedDeaths * Double(flow.births),
      pValue <= greatestChance,
      isSustained(flow)
    else { return nil }
    // With two rounds nobody was seen to stay but the members of the first.
    if history.roundCount == 2 && flow.residentsAtStart < leastBirths { return nil }
    var confidence = 0.7
    if flow.births >= 20 { confidence += 0.1 }
    if flow.births >= 100 { confidence += 0.05 }
    if flow.residentsAtStart >= leastBirths { confidence += 0.05 }
    if let life = WholeLife(ids: story.lastIDs, largestID: history.lastLargestID), life.coverage >= 0.5 {
      confidence += 0.03
    }
    var evidence = [
      Finding.EvidenceLine(
        source: caseFile.roundsSource,
        statement:
          "\(flow.births) came and stayed, \(flow.deaths) of those that had stayed ended (\(writtenProbability(pValue)))",
        values: flow.arrivals.map(Double.init)
      )
    ]
    if history.hasLeakProfile && story.lead.place.operation.isCoveredByLeakProfile {
      confidence -= 0.15
      evidence.append(
        Finding.EvidenceLine(
          source: "goroutineleak profile",
          statement: "silent: what they wait for can still be reached, from a global or from a goroutine that lives"
        )
      )
    }
    if waitsForClient(story) { confidence -= 0.1 }
    if history.roundCount == 2 { confidence -= 0.1 }
    return GoroutineJudgement(.suspect, min(0.95, max(0.5, confidence)), .statistical, evidence)
  }

  /// Growth of counts alone, where the evidence has no ids.
  static func growingCounts(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    let counts = story.counts
    guard
      let estimate = GrowthEstimate(counts: counts, times: caseFile.goroutines.times), let interval = estimate.interval,
      let first = counts.first, let last = counts.last,
      interval.lowerBound > 0, last - first >= max(leastBirths, 3 * Int(Double(first).squareRoot())),
      zip(counts, counts.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    let confidence = counts.count >= 5 ? 0.7 : 0.6
    let line = Finding.EvidenceLine(
      source: caseFile.roundsSource,
      statement: "the count rose in every round; without ids it is not known who stayed",
      values: counts.map(Double.init)
    )
    return GoroutineJudgement(.suspect, confidence, .statistical, [line])
  }

  /// One snapshot alone: many members whose ids lie far apart were not started together.
  static func spread(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    let history = caseFile.goroutines
    guard
      history.roundCount == 1, story.count >= 100, !waitsForClient(story), story.lead.place.operation != .running,
      let life = WholeLife(ids: story.lastIDs, largestID: history.lastLargestID), life.coverage >= 0.5,
      life.distance <= 0.35
    else { return nil }
    let line = Finding.EvidenceLine(
      source: "goroutine ids",
      statement: "\(story.count) stand here, started over \(Int(life.coverage * 100)) % of the process's life and not "
        + "together, as a pool would be; one snapshot cannot show whether any ever ends"
    )
    return GoroutineJudgement(.suspect, 0.6, .pattern, [line])
  }
}
