// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Looks at the live heap over time where no heap profile names a line: gctrace, and readings of memory statistics.
///
/// What collections leave is the only series of the heap that can leak; between them it is garbage. Ranks need twenty
/// points, so a short log says nothing here.
struct LiveHeapExamination {
  /// The live heap after collections; nil when nothing tells it.
  let floor: LiveHeapFloor?

  init(floor: LiveHeapFloor?) {
    self.floor = floor
  }

  /// By the log of collections or the readings of a case.
  init(caseFile: CaseFile) {
    let log = caseFile.capture.runtimeLogs.map(\.log).max { $0.cycles.count < $1.cycles.count }
    floor = LiveHeapFloor(readings: caseFile.capture.memory, log: log)
  }

  /// Growth below this share of the heap over the whole series is not worth a word.
  private static let leastShare = 0.1
  /// Growth below this is what any service has in its first minutes.
  private static let leastBytes = 4.0 * 1024 * 1024

  /// What was found: growth as a suspect without a line, or growth that has ended as a note.
  func finding() -> Finding? {
    guard let floor, let trend = MemoryTrend(floor.points), let first = floor.points.first, let last = floor.points.last
    else { return nil }
    // The ends alone would make a rise of a start that is over soon.
    let rise =
      trend.course == .rising
      ? min(last.bytes - first.bytes, trend.bytesPerSecond * (last.at - first.at)) : last.bytes - first.bytes
    guard rise >= max(Self.leastBytes, Self.leastShare * last.bytes) else { return nil }
    switch trend.course {
    case .rising: return growth(trend, floor, from: first.bytes, to: last.bytes)
    case .plateau: return plateau(trend, floor)
    case .tooShort, .flat, .step, .falling: return nil
    }
  }

  private func growth(_ trend: MemoryTrend, _ floor: LiveHeapFloor, from first: Double, to last: Double) -> Finding {
    let kind = HeapGrowthKind()
    var finding = Finding(
      of: kind,
      level: .suspect,
      confidence: floor.source == .heapAlloc ? 0.55 : 0.7,
      title:
        "the live heap grows by \(writtenRate(trend.bytesPerSecond)), from \(writtenBytes(Int64(first))) to "
        + "\(writtenBytes(Int64(last)))",
      proof: .statistical
    )
    finding.explanation =
      "What collections leave rises, also in the last third of the series. Which line allocates it only heap profiles tell."
    finding.growth = [
      Finding.Growth(
        unit: .bytes,
        perSecond: trend.bytesPerSecond,
        interval: trend.interval,
        pValue: trend.risePValue ?? 1
      )
    ]
    finding.size.bytes = Int64(last)
    finding.refutedBy = "the live heap coming to rest in a longer series"
    finding.evidence = [evidence(floor)]
    return finding
  }

  private func plateau(_ trend: MemoryTrend, _ floor: LiveHeapFloor) -> Finding {
    let kind = WarmUp()
    var finding = Finding(
      of: kind,
      level: .note,
      confidence: 0.85,
      title: "the live heap grew and came to rest at \(writtenBytes(Int64(trend.level)))",
      proof: .statistical
    )
    finding.explanation = "It rose early in the series and not in its last third: a cache or pool that fills."
    finding.evidence = [evidence(floor)]
    return finding
  }

  private func evidence(_ floor: LiveHeapFloor) -> Finding.EvidenceLine {
    let source =
      switch floor.source {
      case .collectionLog: "gctrace"
      case .statedLiveHeap, .heapAllocAfterCollection, .heapAlloc: "memory statistics"
      }
    return Finding.EvidenceLine(
      source: source,
      statement: "the live heap after collections",
      values: floor.points.map { $0.bytes.rounded() }
    )
  }
}
