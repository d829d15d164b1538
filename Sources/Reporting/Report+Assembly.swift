// SPDX-License-Identifier: Apache-2.0

package import Diagnosis
import Evidence

import Analysis
import FoundationEssentials

extension Report {
  /// Groups beyond this number are left out: the report is for reading.
  private static let groupLimit = 200

  /// The report of a diagnosed case.
  package init(_ diagnosis: Diagnosis, of caseFile: CaseFile, toolVersion: String, timings: Timings = Timings()) {
    let capture = caseFile.capture
    let history = caseFile.goroutines
    tool = Tool(version: toolVersion)
    target = Target(capture.target)
    target.goVersion = target.goVersion ?? caseFile.ownership.goVersion
    if case .severalInstances(let count) = caseFile.lineage.relation { target.instances = count }
    self.capture = CaptureSummary(capture, rounds: history.roundCount)
    let relation = Self.sentence(caseFile.lineage.relation)
    let hindrances = caseFile.heap.hindrances.map(Self.sentence)
    let stated = [relation].compactMap { $0 } + hindrances + (self.capture.gaps ?? [])
    self.capture.gaps = stated.isEmpty ? nil : stated
    verdict = diagnosis.verdict
    summary = diagnosis.summary
    detectionLimit = diagnosis.detectionLimit
    timeToLimitSeconds = diagnosis.timeToLimitSeconds
    memory = Memory(capture)
    series = Self.series(of: caseFile)
    let places = history.series.filter { $0.place.operation != .runtimeInternal }
    groups = places.sorted { ($0.growth, $0.count) > ($1.growth, $1.count) }
      .prefix(Self.groupLimit).map { Group($0, history: history) }
    groupsLeftOut = places.count > Self.groupLimit ? places.count - Self.groupLimit : nil
    marks = Self.marks(of: caseFile)
    callTrees = Self.callTrees(of: caseFile)
    retention = capture.graphs.last.map { Retention($0.look) }
    sources = Self.sources(around: diagnosis.findings, in: capture)
    let checks = CheckWriter(capture)
    findings = diagnosis.findings.map { finding in
      var finding = finding
      finding.checks = checks.checks(of: finding)
      return finding
    }
    wouldSettle = diagnosis.wouldSettle
    cost = capture.cost
    self.timings = timings
  }

  private static func sentence(_ hindrance: HeapHindrance) -> String {
    switch hindrance {
    case .samplingOff(let source): "\(source): the service does not sample its heap (MemProfileRate is 0)"
    case .rateChanged(let from, let to):
      "MemProfileRate changed from \(from) to \(to) while the service ran: sizes of what is older are wrong"
    case .isDifference(let source): "\(source) is a difference (?seconds=), no snapshot: it was left out"
    case .otherProcess(let count):
      "\(count == 1 ? "one heap profile is" : "\(count) heap profiles are") of another process and left out"
    case .otherBuild: "the heap profiles come from different builds: lines may have moved"
    case .noCollection(let source):
      "\(source) shows the same moment as the profile before: no collection ran between them"
    case .isCut(let source): "\(source) is cut: places may be missing"
    }
  }

  private static func sentence(_ relation: ProcessLineage.Relation) -> String? {
    switch relation {
    case .oneProcess: nil
    case .restarted(let times):
      "the service restarted \(times == 1 ? "once" : "\(times) times") in between: only the longest run was judged"
    case .severalInstances(let count):
      "\(count) processes answer behind this address by turns: only the one seen most often was judged"
    case .differentServices: "the files come from different services: only those of one were judged"
    }
  }
}

extension GoroutineSeries {
  fileprivate var growth: Int { (counts.last ?? 0) - (counts.first ?? 0) }
}

extension Report.Target {
  fileprivate init(_ description: TargetDescription) {
    self.init(
      kind: description.kind,
      name: description.name,
      goVersion: description.goVersion,
      moduleGoVersion: description.moduleGoVersion,
      module: description.module,
      pid: description.pid,
      host: description.host,
      uptimeSeconds: description.uptimeSeconds,
      instances: description.instances,
      address: description.address
    )
  }
}

extension Report.CaptureSummary {
  fileprivate init(_ capture: Capture, rounds: Int) {
    started = capture.started.map(instant)
    seconds = capture.seconds
    self.rounds = rounds
    items = capture.items.map { item in
      let moment = capture.started.flatMap { start in item.at.map { instant(start + $0) } }
      let isFile = capture.target.kind == .files
      return Item(
        endpoint: isFile ? nil : item.source,
        file: isFile ? item.source : nil,
        at: moment,
        bytes: item.bytes,
        gap: item.gap
      )
    }
    gaps = capture.gaps.isEmpty ? nil : capture.gaps
  }
}

extension Report.Group {
  /// Deeper calls than these tell who a goroutine is no better.
  private static let stackLimit = 32

  fileprivate init(_ series: GoroutineSeries, history: GoroutineHistory) {
    state = series.place.operation.stateName
    at = Finding.Location(
      series.stack.siteFrame ?? CodeFrame(function: "", location: series.place.site)
    )
    createdBy = series.stack.creator.map { Finding.Location($0) }
    counts = series.counts
    if series.stack.frames.count > 1 {
      stack = series.stack.frames.prefix(Self.stackLimit).map { Finding.Location($0) }
    }
    if let minutes = series.longestWaitMinutes {
      oldestSeconds = Double(minutes) * 60
    } else if let flow = series.flow, flow.residentsAtStart > flow.residentsGone {
      oldestSeconds = history.watchedSeconds
    }
  }
}

/// An instant as RFC 3339 in UTC with milliseconds.
func instant(_ secondsSince1970: Double) -> String {
  Date(timeIntervalSince1970: secondsSince1970).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
}
