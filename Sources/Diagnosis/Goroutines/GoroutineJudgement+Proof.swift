// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// What makes a leak: proof that the members can never end.
extension GoroutineJudgement {
  /// Go's own leak profile: no running goroutine can reach what these wait for.
  static func proven(_ story: GoroutineStory, _ history: GoroutineHistory) -> GoroutineJudgement? {
    guard story.proven > 0 else { return nil }
    let line = Finding.EvidenceLine(
      source: history.hasLeakProfile ? "goroutineleak profile" : "goroutine stacks, marked (leaked)",
      statement: "Go's own leak detection has proven \(story.proven) of \(max(story.count, story.proven)) leaked: "
        + "nothing that can still run reaches what they wait for"
    )
    // One or two goroutines parked for ever are often parked on purpose, and make no memory climb.
    if story.proven <= 2 && (story.flow?.births ?? 0) == 0 {
      return GoroutineJudgement(.suspect, 0.6, .runtime, [line])
    }
    return GoroutineJudgement(.leak, 0.99, .runtime, [line])
  }

  /// A nil channel and a `select` without cases never become ready; a process that died of deadlock says so itself.
  static func structural(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    let history = caseFile.goroutines
    let operation = story.lead.place.operation
    if let crash = history.crash, crash.message.contains("all goroutines are asleep"), operation != .running {
      return GoroutineJudgement(
        .leak,
        0.99,
        .structure,
        [
          Finding.EvidenceLine(
            source: "crash log",
            statement: "the runtime ended the process because all goroutines were asleep: deadlock"
          )
        ]
      )
    }
    guard operation.neverEnds, !story.lead.stack.isMain else { return nil }
    let spread = WholeLife(ids: story.lastIDs, largestID: history.lastLargestID)?.coverage ?? 0
    // None of them can end, so what the counts rose by was born.
    let births = story.flow?.births ?? ((story.counts.last ?? 0) - (story.counts.first ?? 0))
    guard births >= 2 || (story.count >= 20 && spread >= 0.25) else { return nil }
    let what =
      switch operation {
      case .nilChannel: "the channel is nil: no send or close can ever reach it"
      case .nilChannelSend: "the channel is nil: no receive can ever reach it"
      default: "`select {}` has no case"
      }
    return GoroutineJudgement(
      .leak,
      0.99,
      .structure,
      [Finding.EvidenceLine(source: caseFile.roundsSource, statement: "\(what); new ones keep coming")]
    )
  }

  /// A cycle of lock holders, each link of which the stacks and the source show.
  static func deadlocked(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    guard story.lead.place.operation.isLock || story.lead.place.operation == .semaphore,
      let deadlock = LockDeadlock(story.series, sources: caseFile.capture.sources)
    else { return nil }
    let links = deadlock.links.map { link in
      "goroutine \(link.goroutine) holds \(link.holds) (taken in \(link.holder)) and waits for \(link.waitsFor)"
    }
    return GoroutineJudgement(
      .leak,
      0.99,
      .structure,
      [
        Finding.EvidenceLine(
          source: "goroutine stacks and source",
          statement: "a cycle of lock holders: " + links.prefix(6).joined(separator: "; ")
        )
      ]
    )
  }

  /// Members spread evenly over all ids ever given, in a process old enough: none of them ever ended.
  static func wholeLife(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    let history = caseFile.goroutines
    guard
      let uptime = caseFile.leastUptime, uptime >= leastLife,
      let life = WholeLife(ids: story.lastIDs, largestID: history.lastLargestID), life.isEven, life.members >= 50,
      (story.flow?.deaths ?? 0) == 0, !hasMoved(story), !waitsForClient(story), !belongsToClients(story, history)
    else { return nil }
    let statement =
      "ids of the \(life.members) living members lie evenly over all \(history.lastLargestID) ids ever given "
      + "(largest distance from even \(rounded(life.distance)), \(writtenProbability(life.pValue))), in a process at least "
      + "\(Int(uptime / 60)) minutes old: none ever ended"
    return GoroutineJudgement(
      .leak,
      0.99,
      .wholeLife,
      [Finding.EvidenceLine(source: "goroutine ids", statement: statement)]
    )
  }
}
