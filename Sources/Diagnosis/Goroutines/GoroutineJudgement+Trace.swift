// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// What an execution trace adds: whether the members make progress.
///
/// Two seconds without a wake-up prove nothing, since a subscriber may wait for minutes; but together with growth they
/// weigh. Members that others wake are in use, and more likely a ramp than a leak.
extension GoroutineJudgement {
  /// This judgement with what the trace shows of the members; the same when it shows none of them.
  func weighed(by traces: [TraceObservation], _ story: GoroutineStory) -> GoroutineJudgement {
    let operation = story.lead.place.operation
    guard let progress = TraceProgress(ids: story.lastIDs, waitingFor: operation, traces: traces),
      progress.seen >= Self.leastBirths
    else { return self }
    let seconds = rounded(progress.seconds)
    var confidence = confidence
    var statement: String
    if progress.fed * 2 >= progress.seen {
      statement =
        "\(progress.fed) of \(progress.seen) members were woken by others within \(seconds) s: they are in use"
      confidence -= 0.1
    } else if progress.ticking * 2 >= progress.seen {
      statement =
        "\(progress.ticking) of \(progress.seen) members were woken by timers and nothing else within \(seconds) s"
      if let period = progress.period { statement += ", each about every \(rounded(period)) s" }
      confidence += 0.02
    } else {
      statement = "of \(progress.seen) members \(progress.fed + progress.ticking) were woken within \(seconds) s"
      if progress.fed + progress.ticking == 0 { confidence += 0.02 }
    }
    let line = Finding.EvidenceLine(source: "execution trace", statement: statement)
    let isSuspect = level == .suspect
    return GoroutineJudgement(
      level,
      isSuspect ? min(0.95, max(0.5, confidence)) : self.confidence,
      proof,
      evidence + [line]
    )
  }

  /// Senders that pile up although some get through.
  static func backlog(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    guard story.kind is UnboundedQueue, let flow = story.flow, UnboundedQueue.isBacklog(flow), isSustained(flow),
      zip(story.counts, story.counts.dropFirst()).allSatisfy({ $0 <= $1 }), story.counts.count >= 3
    else { return nil }
    let pValue = GrowthEstimate.pValueOfBalance(births: flow.births, deaths: flow.deaths)
    guard pValue <= 0.001 else { return nil }
    let line = Finding.EvidenceLine(
      source: caseFile.roundsSource,
      statement:
        "\(flow.births) came and stayed, \(flow.deaths) got through: more come than go (\(writtenProbability(pValue)))",
      values: story.counts.map(Double.init)
    )
    return GoroutineJudgement(.suspect, 0.75, .statistical, [line])
  }
}
