// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Joins the object graph with what the profiles have found: who holds it, of which kind it is, and what only the graph shows.
struct GraphExamination {
  private let docket: GraphDocket
  private let caseFile: CaseFile
  private let declaration: HolderDeclaration
  private let seconds: Double
  private let packages: [String: String]

  init?(_ caseFile: CaseFile) {
    guard let docket = GraphDocket(caseFile), let seconds = docket.look.seconds else { return nil }
    self.docket = docket
    self.caseFile = caseFile
    self.seconds = seconds
    let frames = caseFile.capture.heaps.last?.profile.codeFrames ?? []
    packages = Dictionary(
      frames.map { ($0.location.file, GoFunctionName($0.function).packagePath) },
      uniquingKeysWith: { first, _ in first }
    )
    declaration = HolderDeclaration(caseFile)
  }

  // MARK: Stories of the heap

  /// A story with the kind that its holder shows.
  func named(_ story: HeapStory) -> HeapStory {
    var story = story
    if docket.cycle(of: story) != nil {
      story.kind = FinalizerCycle()
    } else if let index = docket.holder(of: story), let kind = docket.look.holders[index].kind {
      story.kind = kind
    }
    return story
  }

  /// Stories whose objects one holder keeps, as one: the line that grows fastest names it.
  func joined(_ stories: [HeapStory]) -> [HeapStory] {
    var result: [HeapStory] = []
    var known: [Int: Int] = [:]
    for story in stories {
      guard let holder = docket.holder(of: story), docket.look.holders[holder].kind != nil,
        docket.cycle(of: story) == nil
      else {
        result.append(story)
        continue
      }
      if let index = known[holder] {
        result[index].lines += story.lines
        result[index].sites += story.sites
      } else {
        known[holder] = result.count
        result.append(story)
      }
    }
    return result
  }

  /// Adds to a story's finding who holds what it is about.
  func explain(_ finding: inout Finding, _ story: HeapStory) {
    if let cycle = docket.cycle(of: story) {
      add(cycle, to: &finding)
      return
    }
    guard let index = docket.holder(of: story) else { return }
    let holder = docket.look.holders[index]
    add(holder, to: &finding)
    if story.kind is BackingArrayRetention, GraphJudgement.isLost(holder) {
      finding.level = .leak
      finding.confidence = 0.99
      finding.proof = .structure
    }
  }

  // MARK: Goroutines

  /// Adds to a finding of goroutines what they hold.
  func explain(_ finding: inout Finding, _ story: GoroutineStory) {
    guard let entry = story.lead.stack.entry?.function, let holder = docket.goroutines(startedAs: entry),
      finding.size.retainedBytes == nil
    else { return }
    finding.size.retainedBytes = Int64(clamping: holder.retainedBytes)
    finding.evidence.append(
      Finding.EvidenceLine(
        source: docket.source,
        statement: "what hangs on goroutines that \(GoFunctionName(entry).short) began, at both snapshots",
        values: [Double(holder.before.bytes), Double(holder.after.bytes)],
        unit: .bytes
      )
    )
  }

  // MARK: What only the graph shows

  /// Findings of holders and cycles that no story tells.
  ///
  /// Where heap profiles have judged growth, only what structure proves is told besides, and, where they told none
  /// (`isGrowthTold`), what holds at least half of a rise that forced collections show: a sample of the heap sees slow
  /// growth late, while the graph counts every object.
  func findings(besides stories: [HeapStory], isGrowthTold: Bool) -> [Finding] {
    let told = Set(stories.compactMap { docket.holder(of: $0) })
    let toldCycles = Set(stories.compactMap { docket.cycle(of: $0)?.type })
    let areProfilesEnough = caseFile.heap.rounds.count >= 2
    let rise = isGrowthTold ? nil : SlowRise(rounds: caseFile.heap.rounds, readings: caseFile.capture.memory)
    var findings = docket.look.finalizerCycles.filter { !toldCycles.contains($0.type) && GraphJudgement.isLost($0) }
      .map(finding)
    for (index, holder) in docket.look.holders.enumerated() where !told.contains(index) {
      guard let kind = holder.kind, let judgement = GraphJudgement(holder, seconds: seconds),
        judgement.level == .leak || !areProfilesEnough || Self.explains(holder, rise)
      else { continue }
      var finding = finding(holder, kind, judgement)
      if let rise, judgement.level != .leak {
        finding.evidence.append(
          Finding.EvidenceLine(
            source: "memory statistics after forced collections",
            statement: "the live heap, which rose from each to the next; too slowly for samples to tell a line",
            values: [rise.from, rise.to],
            unit: .bytes
          )
        )
      }
      findings.append(finding)
    }
    return findings
  }

  private static func explains(_ holder: GrowingHolder, _ rise: SlowRise?) -> Bool {
    rise.map { Double(holder.grownBytes) >= 0.5 * ($0.to - $0.from) } ?? false
  }

  private func finding(_ holder: GrowingHolder, _ kind: any HeapLeakKind, _ judgement: GraphJudgement) -> Finding {
    let rate = Double(holder.grownBytes) / seconds
    let verb = kind.subject.hasSuffix("s") ? "grow" : "grows"
    let title = "\(kind.subject) \(verb) by \(writtenBytes(Int64(saturating: rate)))/s"
    var finding = Finding(
      of: kind,
      level: judgement.level,
      confidence: judgement.confidence,
      title: title,
      proof: judgement.proof
    )
    finding.explanation = kind.summary.prefix(1).uppercased() + kind.summary.dropFirst() + "."
    finding.size.bytes = Int64(clamping: holder.after.bytes)
    finding.size.objects = Int64(holder.after.objects)
    finding.growth = [Finding.Growth(unit: .bytes, perSecond: rate, interval: rate...rate, pValue: 1)]
    finding.location = ownLine(holder.sites)
    add(holder, to: &finding)
    // Without a line the path is where to look.
    finding.title = title + (finding.location.map(Self.place) ?? ": \(holder.containerPath)")
    return finding
  }

  private func finding(_ cycle: ObjectGraphLook.FinalizerCycle) -> Finding {
    let kind = FinalizerCycle()
    var finding = Finding(
      of: kind,
      level: .leak,
      confidence: 0.99,
      title:
        "\(writtenInThousands(cycle.after)) objects of \(Self.typeName(cycle)) are on a cycle with their finalizer",
      proof: .structure
    )
    finding.explanation = kind.summary.prefix(1).uppercased() + kind.summary.dropFirst() + "."
    finding.size.objects = Int64(cycle.after)
    finding.location = ownLine(cycle.sites)
    add(cycle, to: &finding)
    return finding
  }

  // MARK: Parts

  private func add(_ holder: GrowingHolder, to finding: inout Finding) {
    let words = HolderWords(holder: holder, seconds: seconds)
    finding.explanation += " " + words.sentence
    finding.retainers.append(words.retainer)
    finding.size.retainedBytes = Int64(clamping: holder.retainedBytes)
    finding.evidence = words.evidence(docket.source) + finding.evidence
    if let frame = HolderStatement(holder, in: caseFile.capture.sources, packages: packages).frame,
      caseFile.ownership.owner(of: frame) == .user
    {
      // The statement that keeps explains more than the one that allocates.
      if var allocating = finding.location,
        allocating.file != frame.location.file || allocating.line != frame.location.line
      {
        allocating.role = .allocatedAt
        finding.alsoAt.insert(allocating, at: 0)
      }
      let moved = Finding.Location(frame, in: caseFile.capture.sources)
      if let old = finding.location {
        finding.title = finding.title.replacing(Self.place(old), with: Self.place(moved))
      }
      finding.location = moved
      finding.alsoAt.removeAll { $0.file == frame.location.file && $0.line == frame.location.line }
    }
    guard let place = declaration.location(of: holder),
      place.file != finding.location?.file || place.line != finding.location?.line
    else { return }
    finding.alsoAt.insert(place, at: 0)
  }

  /// "type main.Handle", or the size where the type is not known.
  private static func typeName(_ cycle: ObjectGraphLook.FinalizerCycle) -> String {
    cycle.type.first?.isNumber == true ? cycle.type : "type \(cycle.type)"
  }

  /// As titles name a line.
  private static func place(_ location: Finding.Location) -> String {
    " at \(ShortPath(SourceLocation(file: location.file, line: location.line)).text)"
  }

  private func add(_ cycle: ObjectGraphLook.FinalizerCycle, to finding: inout Finding) {
    finding.explanation +=
      " \(writtenInThousands(cycle.after)) objects of \(Self.typeName(cycle)) with a finalizer point back to themselves: the "
      + "finalizer keeps them, so that it never runs."
    finding.size.retainedBytes = Int64(clamping: cycle.retainedBytes)
    finding.evidence.insert(
      Finding.EvidenceLine(
        source: docket.source,
        statement: "objects of \(Self.typeName(cycle)) on a cycle with their finalizer, at both snapshots; "
          + "\(cycle.gone == 0 ? "none" : writtenInThousands(cycle.gone)) of the first were freed",
        values: [Double(cycle.before), Double(cycle.after)],
        unit: .objects
      ),
      at: 0
    )
    finding.retainers.append(
      Finding.Retainer(
        path: "finalizer of an object of \(Self.typeName(cycle))",
        root: "a finalizer",
        steps: [],
        retainedBytes: Int64(clamping: cycle.retainedBytes),
        count: cycle.after
      )
    )
    if GraphJudgement.isLost(cycle) {
      finding.level = .leak
      finding.confidence = 0.99
      finding.proof = .structure
    }
  }

  /// The innermost line of the service's own code that allocated, as profiles name it.
  private func ownLine(_ sites: [GrowingHolder.Site]) -> Finding.Location? {
    for site in sites.sorted(by: { $0.samples > $1.samples }) {
      if let frame = docket.frames(of: site).first(where: { caseFile.ownership.owner(of: $0) == .user }) {
        return Finding.Location(frame, in: caseFile.capture.sources)
      }
    }
    return nil
  }
}
