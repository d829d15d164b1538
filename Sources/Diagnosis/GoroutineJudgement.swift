// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// How much may be claimed of goroutines that may never end: the one place where level and confidence are decided.
///
/// The rules are those of the public vocabulary. A leak needs proof: Go's own leak profile, structure, or the whole life
/// of the process. Growth alone is a suspect, however clear: in half a minute a ramp of subscribers looks the same.
struct GoroutineJudgement {
  /// Births that must be seen before growth is believed; the detection limit follows from it.
  static let leastBirths = 6
  /// Share of births that may be deaths for "none of them ends" to stand.
  static let toleratedDeaths = 0.05
  /// Largest probability of the births and deaths seen, were the place in balance: that of six births without a death.
  static let greatestChance = 1.001 / 64
  /// Whole life counts as proof only of a process at least this old, in seconds.
  static let leastLife = 600.0

  let level: Finding.Level
  let confidence: Double
  let proof: Finding.Proof
  let evidence: [Finding.EvidenceLine]

  /// The judgement of a story; nil when nothing speaks against it.
  init?(_ story: GoroutineStory, in caseFile: CaseFile) {
    let history = caseFile.goroutines
    if let proven = Self.proven(story, history) ?? Self.structural(story, caseFile) ?? Self.deadlocked(story, caseFile)
      ?? Self.wholeLife(story, caseFile)
    {
      self = proven
    } else if let suspected = Self.stuck(story, caseFile) ?? Self.growing(story, caseFile)
      ?? Self.spread(story, caseFile)
    {
      self = suspected
    } else {
      return nil
    }
  }

  private init(_ level: Finding.Level, _ confidence: Double, _ proof: Finding.Proof, _ evidence: [Finding.EvidenceLine])
  {
    self.level = level
    self.confidence = confidence
    self.proof = proof
    self.evidence = evidence
  }

  // MARK: Proof

  /// Go's own leak profile: no running goroutine can reach what these wait for.
  private static func proven(_ story: GoroutineStory, _ history: GoroutineHistory) -> GoroutineJudgement? {
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
  private static func structural(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
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
  private static func deadlocked(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
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
  private static func wholeLife(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
    let history = caseFile.goroutines
    guard
      let uptime = caseFile.leastUptime, uptime >= leastLife,
      let life = WholeLife(ids: story.lastIDs, largestID: history.lastLargestID), life.isEven, life.members >= 50,
      (story.flow?.deaths ?? 0) == 0, !hasMoved(story), !waitsForClient(story), !belongsToClients(story, history)
    else { return nil }
    let statement =
      "ids of the \(life.members) living members lie evenly over all \(history.lastLargestID) ids ever given "
      + "(largest distance from even \(rounded(life.distance)), p = \(rounded(life.pValue))), in a process at least "
      + "\(Int(uptime / 60)) minutes old: none ever ended"
    return GoroutineJudgement(
      .leak,
      0.99,
      .wholeLife,
      [Finding.EvidenceLine(source: "goroutine ids", statement: statement)]
    )
  }

  // MARK: Suspicion

  /// A single goroutine that everybody depends on and that stood at one line in every round.
  private static func stuck(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
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
  private static func growing(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
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
          "\(flow.births) came and stayed, \(flow.deaths) of those that had stayed ended (p = \(rounded(pValue)))",
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
  private static func growingCounts(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
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
  private static func spread(_ story: GoroutineStory, _ caseFile: CaseFile) -> GoroutineJudgement? {
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

  // MARK: Shape

  /// Whether arrivals go on through the watch, and not only at its beginning or in one burst.
  static func isSustained(_ flow: GoroutineFlow) -> Bool {
    let intervals = flow.arrivals.count
    if intervals <= 2 { return flow.intervalsWithArrivals == intervals }
    let needed = max(2, (intervals + 1) / 2)
    return flow.intervalsWithArrivals >= needed && flow.arrivals.suffix(max(2, intervals / 3)).contains { $0 > 0 }
  }

  /// Whether many members were seen elsewhere in between: they run now and then.
  static func hasMoved(_ story: GoroutineStory) -> Bool {
    guard let flow = story.flow else { return false }
    let residents = flow.residentsAtStart + flow.residentArrivals
    return residents > 0 && Double(flow.residentsMoved) >= 0.2 * Double(residents)
  }

  /// Whether each member serves an open connection, so that the number of clients may explain the number of members.
  static func waitsForClient(_ story: GoroutineStory) -> Bool {
    let operation = story.lead.place.operation
    guard operation == .select || operation == .receive || operation == .networkOrFile else { return false }
    return story.lead.stack.contains("net/http.(*conn).serve") || operation == .networkOrFile
  }

  /// Whether about every member has a partner of its own that waits on a connection: one that started it, that it started,
  /// or that the same goroutine started.
  ///
  /// The writer beside each reader of a WebSocket lives as long as the client wants: clients that come evenly and stay look
  /// like a leak over any life.
  static func belongsToClients(_ story: GoroutineStory, _ history: GoroutineHistory) -> Bool {
    var relatives = Set(story.lastIDs)
    for series in story.series { relatives.formUnion(series.creatorIDs) }
    var serving: Set<UInt64> = []
    for series in history.series where series.place.operation == .networkOrFile && !series.stack.isMain {
      serving.formUnion(series.lastIDs)
      serving.formUnion(series.creatorIDs)
    }
    return relatives.intersection(serving).count * 2 >= story.count
  }
}

/// A probability or a distance with two significant digits, without an exponent where it is readable.
func rounded(_ value: Double) -> String {
  if value == 0 { return "0" }
  if value >= 0.095 { return String((value * 100).rounded() / 100) }
  if value < 1e-12 { return "below 1e-12" }
  var exponent = 0
  var mantissa = value
  while mantissa < 1 {
    mantissa *= 10
    exponent += 1
  }
  let digits = (mantissa * 10).rounded() / 10
  if exponent <= 3 {
    var scale = 1.0
    for _ in 0..<exponent { scale *= 10 }
    return String((digits / scale * 100_000).rounded() / 100_000)
  }
  return "\(digits)e-\(exponent)"
}
