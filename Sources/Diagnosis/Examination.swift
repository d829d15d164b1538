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
    let graph = GraphExamination(caseFile)
    var findings: [Finding] = []
    var stories: [GoroutineStory] = []
    for index in judged where consequences[index] == nil {
      let followers = judged.filter { consequences[$0] == index }
      // What is proven of those that wait is proven of what they wait for.
      let told = ([index] + followers).compactMap { judgements[$0] }
      guard let judgement = told.first(where: { $0.level == .leak }) ?? told.first else { continue }
      var story = docket.stories[index]
      story.consequences = followers.flatMap { docket.stories[$0].series }
      var finding = GoroutineFindingWriter(story: story, judgement: judgement, caseFile: caseFile).finding()
      graph?.explain(&finding, story)
      findings.append(finding)
      stories.append(story)
    }
    let heap = HeapDocket(caseFile)
    addHeap(heap, graph, to: &findings, of: stories)
    addProcess(to: &findings, of: stories)
    let profileTells = findings.contains {
      $0.level != .note && $0.size.bytes != nil && $0.growth.contains { $0.unit == .bytes }
    }
    // Where three profiles were compared, they have judged the heap, with lines.
    if !profileTells, caseFile.heap.rounds.count < 3, let finding = LiveHeapExamination(caseFile: caseFile).finding() {
      findings.append(finding)
    }
    let grows = findings.contains { $0.size.bytes != nil || $0.growth.contains { $0.unit == .bytes } }
    findings += MemoryNotes(caseFile: caseFile, grows: grows).notes()
    findings += GoroutineNotes(caseFile: caseFile, told: judged.flatMap { docket.stories[$0].series }).notes()
    findings.sort(by: Self.isWorse)
    return VerdictWriter(caseFile: caseFile, findings: findings).diagnosis()
  }

  /// Adds the findings of the heap; what belongs to a goroutine story becomes a part of its finding.
  private func addHeap(
    _ docket: HeapDocket,
    _ graph: GraphExamination?,
    to findings: inout [Finding],
    of stories: [GoroutineStory]
  ) {
    let ownership = HeapOwnership(goroutines: stories, living: caseFile.goroutines.series)
    let heapStories = graph?.joined(docket.stories) ?? docket.stories
    for story in heapStories.map({ graph?.named($0) ?? $0 }) {
      guard let judgement = HeapJudgement(story, in: caseFile) else { continue }
      var finding = HeapFindingWriter(story: story, judgement: judgement, caseFile: caseFile).finding()
      graph?.explain(&finding, story)
      if let owner = ownership.owner(of: story) {
        findings[owner].takeIn(finding, evidenceLines: 1)
        if var place = finding.location, findings[owner].location != place {
          place.role = .allocatedAt
          findings[owner].alsoAt.append(place)
        }
      } else if let holders = ownership.newHolders(of: story) {
        findings.append(MemoryNotes.loadDriven(finding, holders: holders))
      } else if story.lead.isOwnCode || stories.isEmpty {
        // What only libraries allocate goes with the goroutines that a library keeps.
        findings.append(finding)
      }
    }
    let isGrowthTold = findings.contains { $0.level != .note && $0.growth.contains { $0.unit == .bytes } }
    findings += graph?.findings(besides: heapStories, isGrowthTold: isGrowthTold) ?? []
  }

  /// Adds what the kernel's numbers of the process show: descriptors, threads, memory outside Go.
  private func addProcess(to findings: inout [Finding], of stories: [GoroutineStory]) {
    if let (finding, owner) = DescriptorExamination(caseFile: caseFile, goroutines: stories).finding() {
      if let owner {
        findings[owner].takeIn(finding, evidenceLines: 1)
      } else {
        findings.append(finding)
      }
    }
    if let (finding, owner) = ThreadExamination(caseFile: caseFile, goroutines: stories).finding() {
      if let owner {
        findings[owner].takeIn(finding, evidenceLines: finding.evidence.count)
        if stories[owner].isLockedToThreads { findings[owner].becomesThreads(finding) }
      } else {
        findings.append(finding)
      }
    }
    if let finding = NativeExamination(caseFile: caseFile).finding() { findings.append(finding) }
  }

  /// Leaks first, then the surer, then the larger, then by place, so that the order never depends on chance.
  private static func isWorse(_ a: Finding, _ b: Finding) -> Bool {
    if a.level != b.level { return a.level < b.level }
    if a.confidence != b.confidence { return a.confidence > b.confidence }
    if a.size.goroutines != b.size.goroutines { return (a.size.goroutines ?? 0) > (b.size.goroutines ?? 0) }
    if a.size.bytes != b.size.bytes { return (a.size.bytes ?? 0) > (b.size.bytes ?? 0) }
    return (a.location?.file ?? "", a.location?.line ?? 0, a.kind) < (
      b.location?.file ?? "", b.location?.line ?? 0, b.kind
    )
  }
}

extension Finding {
  /// Makes what grows with this finding a part of it: bytes add up, descriptors and threads are counted once.
  fileprivate mutating func takeIn(_ companion: Finding, evidenceLines: Int) {
    growth += companion.growth
    if let bytes = companion.size.bytes { size.bytes = (size.bytes ?? 0) + bytes }
    size.descriptors = companion.size.descriptors ?? size.descriptors
    size.threads = companion.size.threads ?? size.threads
    evidence += companion.evidence.prefix(evidenceLines)
  }

  /// Goroutines that keep a thread each are told as threads, which cost most; what is proven of them stays proven.
  fileprivate mutating func becomesThreads(_ threads: Finding) {
    kind = threads.kind
    if let location = threads.location,
      location.file != self.location?.file || location.line != self.location?.line
    {
      if var old = self.location {
        old.role = .blockedAt
        alsoAt.insert(old, at: 0)
      }
      self.location = location
    }
    explanation += " " + threads.explanation
    refutedBy = threads.refutedBy
    fix = threads.fix
    self.guard = threads.guard
  }
}
