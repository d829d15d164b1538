// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Diagnosis
import Evidence

extension CollectorReport {
  /// The report on the processes of a log; `memoryLimit` is GOMEMLIMIT where the caller knows it.
  package init(
    _ processes: CollectorProcesses,
    sources: [String],
    memoryLimit: Int64?,
    toolVersion: String,
    gaps: [String] = []
  ) {
    tool = Report.Tool(version: toolVersion)
    self.sources = sources
    self.processes = processes.histories.map { number, history in
      Process(history, number: number + 1, memoryLimit: memoryLimit)
    }
    processesLeftOut = processes.leftOut > 0 ? processes.leftOut : nil
    self.gaps = gaps.isEmpty ? nil : gaps
  }
}

extension CollectorReport.Process {
  fileprivate init(_ history: CollectorHistory, number: Int, memoryLimit: Int64?) {
    let judgement = CollectorExamination(history, memoryLimit: memoryLimit).judgement()
    self.number = number
    collections = history.cycleCount
    forcedCollections = history.forcedCount
    leakCheckCollections = history.leakCheckCount
    missingCollections = history.missingCount
    firstAt = history.first?.at
    lastAt = history.last?.at
    goMaxProcs = history.last?.procs ?? history.scheduler.last?.goMaxProcs
    liveHeap = CollectorReport.LiveHeap(history, judgement)
    pauses = CollectorReport.Durations(history.pauses)
    marks = CollectorReport.Durations(history.marks)
    longestPauses = history.longestPauses.map {
      CollectorReport.Pause(number: $0.number, at: $0.at, seconds: $0.clock.pause)
    }
    let work = CollectorWork(history.spans[...])
    collectorShare = work?.processorShare
    collectorShareLastThird = CollectorWork(history.lastThird)?.processorShare
    assistShare = work?.assistShare
    collectionsPerSecond = work.map { 1 / $0.interval }
    allocatedPerSecond = work?.allocatedPerSecond
    finding = judgement.finding
    timeToLimitSeconds = judgement.forecast?.seconds
    statements = judgement.statements
    series = history.spans.map { CollectorReport.Point($0) }
    latest = history.latest.suffix(CollectorHistory.latestLimit).map { CollectionRow($0) }
  }
}

extension CollectorReport.LiveHeap {
  fileprivate init?(_ history: CollectorHistory, _ judgement: CollectorJudgement) {
    guard let first = history.first, let last = history.last else { return nil }
    self.first = first.liveHeap
    self.last = last.liveHeap
    most = history.spans.map(\.highestLiveHeap).max() ?? last.liveHeap
    peakHeap = history.spans.map(\.peakHeap).max() ?? last.heapAtEnd
    goal = last.goal
    detectionLimit = judgement.detectionLimit
    guard let trend = judgement.trend else { return }
    course = trend.course == .tooShort ? "too-short" : trend.course.rawValue
    guard trend.course != .tooShort else { return }
    bytesPerSecond = trend.bytesPerSecond
    low = trend.interval.lowerBound
    high = trend.interval.upperBound
    pValue = trend.risePValue
  }
}

extension CollectorReport.Durations {
  fileprivate init?(_ distribution: DurationDistribution) {
    guard let half = distribution.quantile(0.5), let p99 = distribution.quantile(0.99) else { return nil }
    self.half = half
    self.p99 = p99
    longest = distribution.longest
    total = distribution.total
  }
}

extension CollectorReport.Point {
  fileprivate init(_ span: CollectionSpan) {
    at = span.end
    collections = span.count
    forced = span.forcedCount
    liveHeap = span.lowest.liveHeap
    highestLiveHeap = span.highestLiveHeap
    peakHeap = span.peakHeap
    goal = span.goal
    longestPause = span.longestPause
  }
}
