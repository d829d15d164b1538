// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Writes the finding of a judged heap story.
struct HeapFindingWriter {
  let story: HeapStory
  let judgement: HeapJudgement
  let caseFile: CaseFile

  func finding() -> Finding {
    let kind = story.kind
    var finding = Finding(
      of: kind,
      level: judgement.level,
      confidence: judgement.confidence,
      title: title(),
      proof: judgement.proof
    )
    finding.explanation = explanation()
    let frame = story.lead.isOwnCode ? story.lead.frame : nil
    finding.location = frame.map { Finding.Location($0, in: caseFile.capture.sources) }
    finding.alsoAt = furtherLocations(besides: frame)
    // What grows by doubling has a pace between two moments and no interval that means anything.
    if let rate = story.bytesPerSecond, let interval = story.interval,
      story.lines.contains(where: { $0.growth?.isGrowth ?? false })
    {
      let pValue = story.lines.compactMap { $0.growth?.adjustedPValue }.min() ?? 1
      finding.growth = [Finding.Growth(unit: .bytes, perSecond: rate, interval: interval, pValue: pValue)]
    }
    finding.size.bytes = Int64(saturating: story.bytesInUse)
    finding.size.objects = Int64(saturating: story.objectsInUse)
    finding.evidence = judgement.evidence
    return finding
  }

  private func title() -> String {
    let location = story.lead.frame.location
    let place =
      story.lead.isOwnCode
      ? " at \(ShortPath(location).text)"
      : " in \(GoFunctionName(story.lead.frame.function).short)"
    let isMany = story.kind.subject.hasSuffix("s")
    let verb = isMany ? "grow" : "grows"
    guard let rate = story.bytesPerSecond else {
      return "\(story.kind.subject) \(verb)\(place): \(writtenBytes(Int64(saturating: story.bytesInUse))) now"
    }
    return "\(story.kind.subject) \(verb) by \(writtenBytes(Int64(saturating: max(0, rate))))/s\(place)"
  }

  private func explanation() -> String {
    let summary = story.kind.summary
    var sentences = [summary.prefix(1).uppercased() + summary.dropFirst() + "."]
    sentences += story.kind.particulars(of: story, in: caseFile)
    let objects = Int(Int64(saturating: story.objectsInUse.rounded()))
    let number = objects <= 1 ? "one object" : "about \(writtenInThousands(objects)) objects"
    sentences.append(
      "\(writtenBytes(Int64(saturating: story.bytesInUse))) in \(number) are in use that were allocated here."
    )
    if story.lead.growth?.behavior == .grewOnce {
      sentences.append("With two profiles growth and a single step look the same.")
    }
    if story.lead.growth?.behavior == .growsUnlikeBefore {
      sentences.append("Before the watch nearly all that was allocated here had been freed: it may be a long batch.")
    }
    return sentences.joined(separator: " ")
  }

  /// Where else the story allocates, and how the service's own code came there.
  private func furtherLocations(besides frame: CodeFrame?) -> [Finding.Location] {
    var result: [Finding.Location] = []
    var seen: Set<SourceLocation> = Set([frame?.location].compactMap { $0 })
    func add(_ frame: CodeFrame) {
      guard seen.insert(frame.location).inserted, result.count < 12 else { return }
      result.append(Finding.Location(frame, role: .allocatedAt, in: caseFile.capture.sources))
    }
    for line in story.lines.dropFirst() where line.isOwnCode { add(line.frame) }
    if let site = story.sites.first {
      for (frame, owner) in zip(site.stack.frames, site.stack.owners) where owner == .user { add(frame) }
    }
    return result
  }
}

/// A number of bytes with a binary unit, as profiles and the runtime write them.
package func writtenBytes(_ count: Int64) -> String {
  if count.magnitude < 1024 { return "\(count) B" }
  var value = Double(count) / 1024
  for unit in ["KiB", "MiB", "GiB"] {
    if value.magnitude < 1024 || unit == "GiB" {
      let tenths = (value * 10).rounded() / 10
      return value.magnitude < 10 ? "\(tenths) \(unit)" : "\(Int(value.rounded())) \(unit)"
    }
    value /= 1024
  }
  return "\(count) B"
}
