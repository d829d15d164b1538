// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Examines a case: sorts places into stories, judges each, explains what is no leak, and draws the verdict.
package struct Examination {
  package let caseFile: CaseFile

  package init(_ caseFile: CaseFile) {
    self.caseFile = caseFile
  }

  /// The diagnosis.
  ///
  /// Deterministic: the same case gives the same words in the same order.
  package func diagnosis() -> Diagnosis {
    let docket = GoroutineDocket(caseFile)
    var judgements: [Int: GoroutineJudgement] = [:]
    for index in docket.stories.indices {
      judgements[index] = GoroutineJudgement(docket.stories[index], in: caseFile)
    }
    let judged = judgements.keys.sorted()
    let consequences = docket.consequences(among: judged)
    var findings: [Finding] = []
    for index in judged where consequences[index] == nil {
      let followers = judged.filter { consequences[$0] == index }
      // What is proven of those that wait is proven of what they wait for.
      let told = ([index] + followers).compactMap { judgements[$0] }
      guard let judgement = told.first(where: { $0.level == .leak }) ?? told.first else { continue }
      var story = docket.stories[index]
      story.consequences = followers.flatMap { docket.stories[$0].series }
      findings.append(FindingWriter(story: story, judgement: judgement, caseFile: caseFile).finding())
    }
    findings += NoteWriter(caseFile: caseFile, told: judged.flatMap { docket.stories[$0].series }).notes()
    findings.sort(by: Self.isWorse)
    return VerdictWriter(caseFile: caseFile, findings: findings).diagnosis()
  }

  /// Leaks first, then the surer, then the larger, then by place, so that the order never depends on chance.
  private static func isWorse(_ a: Finding, _ b: Finding) -> Bool {
    if a.level != b.level { return a.level < b.level }
    if a.confidence != b.confidence { return a.confidence > b.confidence }
    if a.size.goroutines != b.size.goroutines { return (a.size.goroutines ?? 0) > (b.size.goroutines ?? 0) }
    return (a.location?.file ?? "", a.location?.line ?? 0, a.kind) < (
      b.location?.file ?? "", b.location?.line ?? 0, b.kind
    )
  }
}
