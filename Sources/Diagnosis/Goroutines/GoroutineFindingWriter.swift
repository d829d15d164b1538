// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Writes the finding of a judged story: its sentences, places, numbers and evidence.
struct GoroutineFindingWriter {
  let story: GoroutineStory
  let judgement: GoroutineJudgement
  let caseFile: CaseFile

  func finding() -> Finding {
    let kind = story.kind
    let frame = kind.location(of: story, in: caseFile)
    var finding = Finding(
      of: kind,
      level: judgement.level,
      confidence: judgement.confidence,
      title: title(at: frame),
      proof: judgement.proof
    )
    finding.explanation = explanation()
    finding.location = frame.map { location($0, role: nil) }
    finding.alsoAt = furtherLocations(besides: frame)
    finding.growth = growth()
    finding.size.goroutines = max(story.count, story.proven)
    finding.evidence = judgement.evidence + kind.evidence(of: story, in: caseFile) + survival()
    return finding
  }

  private func title(at frame: CodeFrame?) -> String {
    let count = max(story.count, story.proven)
    let subject = count == 1 ? "1 goroutine" : "\(writtenInThousands(count)) goroutines"
    let forEver = judgement.level == .leak ? " for ever" : ""
    let place = frame.map { " at \(ShortPath($0.location).text)" } ?? ""
    let activity = count == 1 ? Self.singular(story.kind.activity) : story.kind.activity
    return "\(subject) \(activity)\(forEver)\(place)"
  }

  /// The activity of one goroutine instead of many: its first verb takes an s.
  private static func singular(_ activity: String) -> String {
    let verb = activity.prefix { $0 != " " }
    let rest = activity.dropFirst(verb.count)
    return switch verb {
    case "are": "is" + rest
    case "came": activity
    default: verb + "s" + rest
    }
  }

  private func explanation() -> String {
    var sentences: [String] = []
    let summary = story.kind.summary
    // A name of code keeps its case.
    let isName = summary.prefix { $0 != " " }.contains(".")
    sentences.append((isName ? summary : summary.prefix(1).uppercased() + summary.dropFirst()) + ".")
    sentences += story.kind.particulars(of: story, in: caseFile)
    if let creator = story.lead.stack.creator {
      sentences.append(
        "Started at \(ShortPath(creator.location).text) by "
          + "\(GoFunctionName(creator.function).short)."
      )
    }
    if !story.consequences.isEmpty {
      let count = story.consequences.reduce(0) { $0 + $1.count }
      sentences.append("\(writtenInThousands(count)) further goroutines wait for these and go with them.")
    }
    return sentences.joined(separator: " ")
  }

  private func location(_ frame: CodeFrame, role: Finding.Location.Role?) -> Finding.Location {
    let sources = caseFile.capture.sources
    var location = Finding.Location(frame, role: role, in: sources)
    // The `go` statement belongs to the picture when it stands close above.
    if let creator = story.lead.stack.creator?.location, creator.file == frame.location.file,
      (3...30).contains(location.line - creator.line)
    {
      location.excerpt = sources.lines(of: creator.file, creator.line...creator.line) + (location.excerpt ?? [])
    }
    return location
  }

  private func furtherLocations(besides frame: CodeFrame?) -> [Finding.Location] {
    var result: [Finding.Location] = []
    var seen: Set<SourceLocation> = Set([frame?.location].compactMap { $0 })
    func add(_ frame: CodeFrame?, _ role: Finding.Location.Role) {
      guard let frame, seen.insert(frame.location).inserted, result.count < 12 else { return }
      result.append(location(frame, role: role))
    }
    for series in story.series + story.consequences {
      add(series.stack.siteFrame, .blockedAt)
      add(series.stack.creator, .createdBy)
    }
    // The rest of the service's own calls of the place that names the story: how the goroutine came there.
    for (frame, owner) in zip(story.lead.stack.frames, story.lead.stack.owners) where owner == .user {
      add(frame, .blockedAt)
    }
    return result
  }

  private func growth() -> [Finding.Growth] {
    let estimate =
      GrowthEstimate(flow: story.flow, seconds: caseFile.goroutines.watchedSeconds)
      ?? GrowthEstimate(counts: story.counts, times: caseFile.goroutines.times)
    guard let estimate, let perSecond = estimate.perSecond, let interval = estimate.interval else { return [] }
    return [
      Finding.Growth(unit: .goroutines, perSecond: perSecond, interval: interval, pValue: estimate.pValue)
    ]
  }

  /// What became of the members of the first round, and how many there were in each.
  private func survival() -> [Finding.EvidenceLine] {
    var lines = [
      Finding.EvidenceLine(
        source: caseFile.roundsSource,
        statement: "goroutines at this place, round by round",
        values: story.counts.map(Double.init)
      )
    ]
    if let flow = story.flow, flow.residentsAtStart > 0 {
      lines.append(
        Finding.EvidenceLine(
          source: caseFile.roundsSource,
          statement: flow.residentsAtStart == 1 && flow.deaths == 0
            ? "of the first round the one that stood here has not ended"
            : "of \(writtenInThousands(flow.residentsAtStart)) here in the first round "
              + (flow.deaths == 0 ? "none has ended" : "and later, \(writtenInThousands(flow.deaths)) have ended")
        )
      )
    }
    return lines
  }
}

/// A whole number with a comma for each thousand.
package func writtenInThousands(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index).isMultiple(of: 3) { result.append(",") }
    result.append(digit)
  }
  return number < 0 ? "-" + result : result
}
