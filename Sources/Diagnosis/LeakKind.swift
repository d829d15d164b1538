// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence

/// A kind of leak, or of an explanation that is no leak: one entry of the product's vocabulary.
///
/// One kind is one file in LeakKinds/, one folder in Examples/leaks/ and one line in `LeakKinds.all`. The id is a public
/// contract. A kind holds the words of its findings; what makes a leak or a suspect is decided for all kinds in one place
/// (`GoroutineJudgement`), so that no kind can claim more than the evidence carries.
package protocol LeakKind: Sendable {
  /// The id of the public vocabulary, for example `goroutine-blocked-send`.
  var id: String { get }
  /// What happened, as one sentence without a full stop.
  var summary: String { get }
  /// What happens, for a reader who meets the kind for the first time, in two to four sentences.
  var mechanism: String { get }
  /// Which evidence shows it, and what that evidence may claim.
  var detection: String { get }
  /// What to change.
  var fix: Finding.Fix { get }
  /// How it never comes back.
  var safeguard: Finding.Safeguard { get }
  /// What observation would show a finding of this kind wrong.
  var refutedBy: String { get }
}

/// A kind that goroutines show.
package protocol GoroutineLeakKind: LeakKind {
  /// Whether goroutines at this place, if they never end, are of this kind.
  ///
  /// Asked in the order of `LeakKinds.goroutineKinds`: the first that answers yes has the place, so that the particular
  /// come before the general.
  func explains(_ series: GoroutineSeries, in caseFile: CaseFile) -> Bool

  /// The line of the service's own code that explains it; nil when no evidence shows one.
  func location(of story: GoroutineStory, in caseFile: CaseFile) -> CodeFrame?

  /// Places with equal keys are one finding. By default the line.
  func storyKey(of series: GoroutineSeries) -> String

  /// What the goroutines do, to follow their number: "wait to send on a channel".
  var activity: String { get }

  /// Whether a single goroutine that does not move is already harmful, because everybody else depends on it.
  var oneIsEnough: Bool { get }

  /// How much a place of a story explains; the heaviest names the story. Equal by default.
  func weight(of series: GoroutineSeries, in caseFile: CaseFile) -> Int

  /// Evidence that only this kind looks for.
  func evidence(of story: GoroutineStory, in caseFile: CaseFile) -> [Finding.EvidenceLine]

  /// Why, in this case: what the evidence shows beyond counts, as sentences. May be empty.
  func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String]
}

extension GoroutineLeakKind {
  package func location(of story: GoroutineStory, in caseFile: CaseFile) -> CodeFrame? {
    story.lead.stack.userFrame ?? (story.lead.stack.creatorOwner == .user ? story.lead.stack.creator : nil)
  }

  package func storyKey(of series: GoroutineSeries) -> String { "\(series.place.site)" }

  package var oneIsEnough: Bool { false }

  package func weight(of series: GoroutineSeries, in caseFile: CaseFile) -> Int { 0 }

  package func evidence(of story: GoroutineStory, in caseFile: CaseFile) -> [Finding.EvidenceLine] { [] }

  package func particulars(of story: GoroutineStory, in caseFile: CaseFile) -> [String] { [] }
}
