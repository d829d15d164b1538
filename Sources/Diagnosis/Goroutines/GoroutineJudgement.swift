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
      self = proven.weighed(by: caseFile.capture.traces, story)
    } else if let suspected = Self.stuck(story, caseFile) ?? Self.backlog(story, caseFile)
      ?? Self.growing(story, caseFile) ?? Self.spread(story, caseFile)
    {
      self = suspected.weighed(by: caseFile.capture.traces, story)
    } else {
      return nil
    }
  }

  init(_ level: Finding.Level, _ confidence: Double, _ proof: Finding.Proof, _ evidence: [Finding.EvidenceLine]) {
    self.level = level
    self.confidence = confidence
    self.proof = proof
    self.evidence = evidence
  }
}
