// SPDX-License-Identifier: Apache-2.0

package import Evidence
import StatisticalTests

/// What changed between two profiles or over several, place by place, and whether that is more than chance.
///
/// Heap profiles are samples: the sampled objects are recovered and counted, every change has a 95 % interval, and a change
/// is called growth only when its p-value holds after correction for all places that were tested (`HeapGrowth`). Two
/// profiles of one process are compared by what was born and freed between them; those of different processes by what is
/// in use in each, two independent samples. Other profiles are compared as they stand: goroutines are counted and not
/// sampled, and of the rest nothing is known about chance.
package struct ProfileComparison: Sendable {
  /// What a change is.
  package enum Verdict: String, Hashable, Sendable {
    case grew, shrank
    /// No more than chance explains.
    case noise
    /// Too little was sampled to tell.
    case tooFewSamples = "too-few-samples"
    /// Counted, not sampled: the change is what it is.
    case counted
    /// A sample of which nothing is known about chance.
    case untested
  }

  package struct Row: Sendable {
    package var frame: CodeFrame
    package var before: Double
    package var after: Double
    package var change: Double
    /// 95 % interval of the change; nil where nothing is known about chance.
    package var interval: ClosedRange<Double>?
    package var verdict: Verdict
    /// P-value of growth, corrected for all places; nil where none was tested.
    package var pValue: Double?
    /// Sampled objects allocated and freed between the profiles; nil unless both are of one process.
    package var allocatedSamples: Int?
    package var freedSamples: Int?
    /// Change per second, its interval, and how it went; only of profiles with known times.
    package var perSecond: Double?
    package var perSecondInterval: ClosedRange<Double>?
    package var behavior: HeapGrowth.Behavior?
    /// Value in each profile that was compared.
    package var values: [Double]
  }

  package let sampleType: String
  package let unit: String
  package let total: Row
  /// Places whose change is more than chance first, each group by the size of the change.
  package let rows: [Row]
  /// How many places had enough samples to be tested; nil where nothing was.
  package let testedCount: Int?
  /// Growth at one place, in bytes, that would have been told nineteen times in twenty; nil where nothing is known.
  package let detectable: Double?
  /// Seconds between the first and the last profile; nil when unknown.
  package let seconds: Double?
  /// Seconds of each profile from the first; nil when unknown.
  package let times: [Double?]
  /// What limits the comparison, as sentences without a full stop.
  package let cautions: [String]
  /// Whether both profiles are of one process, so that births and deaths are known.
  package let isOneProcess: Bool

  /// Compares profiles in the order of time; the first is the base, the last the present.
  ///
  /// Throws when there are fewer than two, or when the settings name a sample type that they lack.
  package init(_ given: [Profile], settings: ProfileReportSettings) throws(ProfileReportError) {
    var profiles = given
    if given.first?.isHeap ?? false {
      profiles = try given.map { profile throws(ProfileReportError) in
        try ReportedProfile(profile, kind: .proto, settings: settings).profile
      }
    }
    guard let first = profiles.first, let last = profiles.last, profiles.count >= 2 else {
      throw ProfileReportError("a comparison takes two profiles or more")
    }
    let selection = try SampleSelection(last, settings: settings)
    guard profiles.allSatisfy({ $0.isHeap && !$0.isDelta }), selection.type == "inuse_space" else {
      self = try Self.plain(given, settings: settings)
      return
    }
    let frames = profiles.flatMap(\.codeFrames)
    let ownership = CodeOwnership(frames: frames)
    let clocks = profiles.map(\.timeNanos)
    let isTimed = clocks.allSatisfy { $0 > 0 } && zip(clocks, clocks.dropFirst()).allSatisfy { $0 < $1 }
    let observations = profiles.enumerated().map { index, profile in
      HeapObservation(
        profile: profile,
        // Without clocks the profiles count as a second apart: changes are told, rates are not.
        at: isTimed ? Double(clocks[index] - clocks[0]) / 1e9 : Double(index),
        round: index,
        source: "profile \(index + 1)",
        isAfterCollection: true
      )
    }
    let history = HeapHistory(observations: observations, ownership: ownership, limit: 500, siteLimit: 0)
    var cautions = history.hindrances.compactMap { Self.caution($0) }
    if !isTimed { cautions.append("the profiles do not state when they were taken, or not in this order: no rates") }
    guard history.rounds.count == profiles.count, let growth = history.totalGrowth else {
      guard profiles.count == 2 else {
        throw ProfileReportError(
          "only \(history.rounds.count) of \(profiles.count) profiles are of one process and comparable"
            + (cautions.isEmpty ? "" : ": " + cautions.joined(separator: "; "))
        )
      }
      self = try Self.independent(first, last, ownership: ownership, cautions: cautions)
      return
    }
    let span = (observations.last?.at ?? 0) - (observations.first?.at ?? 0)
    sampleType = selection.type
    unit = selection.unit
    let everything = CodeFrame(function: "", location: SourceLocation(file: "", line: 0))
    total = Self.row(everything, history.total, growth, span: span, isTimed: isTimed)
    let rows = history.lines.compactMap { line in
      line.growth.map { Self.row(line.frame, line.series, $0, span: span, isTimed: isTimed) }
    }
    self.rows = Self.ordered(rows)
    testedCount = history.sensitivity?.testedCount
    detectable = history.sensitivity.map { $0.slowestGrowth() * $0.seconds }
    seconds = isTimed ? span : nil
    times = isTimed ? observations.map(\.at) : observations.map { _ in nil }
    self.cautions = cautions
    isOneProcess = true
  }

  // MARK: One process

  private static func row(
    _ frame: CodeFrame,
    _ series: HeapSeries,
    _ growth: HeapGrowth,
    span: Double,
    isTimed: Bool
  ) -> Row {
    let verdict: Verdict =
      switch growth.behavior {
      case .grows, .growsUnlikeBefore, .displaces, .grewOnce, .jumped: .grew
      case .shrinks: .shrank
      case .steady: .noise
      case .tooFewSamples: .tooFewSamples
      }
    return Row(
      frame: frame,
      before: series.bytesInUse(0),
      after: series.bytesInUse(series.roundCount - 1),
      change: growth.bytes,
      interval: growth.interval.map { $0.lowerBound * span...$0.upperBound * span },
      verdict: verdict,
      pValue: growth.adjustedPValue,
      allocatedSamples: growth.allocated,
      freedSamples: growth.freed,
      perSecond: isTimed ? growth.bytesPerSecond : nil,
      perSecondInterval: isTimed ? growth.interval : nil,
      behavior: growth.behavior,
      values: (0..<series.roundCount).map { series.bytesInUse($0) }
    )
  }

  private static func ordered(_ rows: [Row]) -> [Row] {
    func rank(_ row: Row) -> Int {
      switch row.verdict {
      case .grew: 0
      case .shrank: 1
      case .counted, .untested: 2
      case .noise: 3
      case .tooFewSamples: 4
      }
    }
    return rows.sorted { a, b in
      let (x, y) = (rank(a), rank(b))
      if x != y { return x < y }
      if a.change.magnitude != b.change.magnitude { return a.change.magnitude > b.change.magnitude }
      return a.frame.function.utf8.lexicographicallyPrecedes(b.frame.function.utf8)
    }
  }

  private static func caution(_ hindrance: HeapHindrance) -> String? {
    switch hindrance {
    case .samplingOff(let source): "\(source): the program does not sample allocations"
    case .rateChanged(let from, let to):
      "the sampling rate was changed from \(from) to \(to): older samples are scaled by the new rate, so bytes are wrong"
    case .isDifference(let source): "\(source) is itself a difference (?seconds=)"
    case .otherProcess: "the counters fall, so the profiles are of different processes"
    case .otherBuild: "the programs are different builds: places are joined by function, file and line"
    case .noCollection(let source): "\(source) shows the same moment as the one before: no collection ended between"
    case .isCut(let source): "\(source) ends early: places may be missing"
    }
  }

  // MARK: Two processes

  /// Two samples of what is in use; who was born and freed is not known.
  private static func independent(
    _ first: Profile,
    _ last: Profile,
    ownership: CodeOwnership,
    cautions: [String]
  ) throws(ProfileReportError) -> ProfileComparison {
    guard first.period == last.period else {
      throw ProfileReportError(
        "the profiles are of different processes and sampled at different rates (\(first.period) and \(last.period))"
      )
    }
    let sampling = HeapSampling(rate: last.period)
    var table = HeapTable(ownership: ownership, expectedRows: first.samples.count + last.samples.count)
    table.add(first, sampling: sampling)
    table.add(last, sampling: sampling)
    var sums: [[Int64: (before: Int, after: Int)]] = Array(repeating: [:], count: table.lineCount)
    var seen: [(profile: UInt32, stack: UInt32)?] = Array(repeating: nil, count: table.lineCount)
    var whole: [Int64: (before: Int, after: Int)] = [:]
    for row in 0..<table.rowCount {
      let site = Int(table.siteOfRow[row])
      let line = Int(table.lineOfSite[site])
      let (before, after) = (table.inUse(0, row), table.inUse(1, row))
      let known = sums[line][table.sizes[row]] ?? (0, 0)
      sums[line][table.sizes[row]] = (known.before &+ before, known.after &+ after)
      let all = whole[table.sizes[row]] ?? (0, 0)
      whole[table.sizes[row]] = (all.before &+ before, all.after &+ after)
      if seen[line] == nil { seen[line] = table.firstSeen[site] }
    }
    func row(_ frame: CodeFrame, _ counts: [Int64: (before: Int, after: Int)]) -> Row {
      let sizes = counts.keys.sorted()
      let terms = sizes.compactMap { size in
        counts[size].map { PoissonDifference.Term(weight: sampling.weight(size: size), up: $0.after, down: $0.before) }
      }
      let before = terms.reduce(0) { $0 + Double($1.down) * $1.weight }
      let after = terms.reduce(0) { $0 + Double($1.up) * $1.weight }
      return Row(
        frame: frame,
        before: before,
        after: after,
        change: after - before,
        interval: PoissonDifference(terms).interval,
        verdict: .tooFewSamples,
        values: [before, after]
      )
    }
    let flows = sums.map { counts in
      var flow = HeapFlow()
      // Of two independent samples one comes and the other goes.
      for (_, count) in counts {
        flow.add(
          allocatedBefore: 0,
          inUseBefore: count.before,
          allocatedAfter: count.before + count.after,
          inUseAfter: count.after
        )
      }
      return flow
    }
    let tests = HeapTests(flows)
    var rows: [Row] = []
    for line in sums.indices {
      guard let place = seen[line] else { continue }
      let profile = place.profile == 0 ? first : last
      let stack = ResolvedStack(
        frames: profile.codeFrames(ofStack: Int(place.stack)),
        creator: nil,
        ownership: ownership
      )
      guard let frame = stack.siteFrame else { continue }
      var made = row(frame, sums[line])
      let outcome = tests.outcome(line)
      made.pValue = outcome.rise
      made.verdict = verdict(change: made.change, outcome)
      if made.before != 0 || made.after != 0 { rows.append(made) }
    }
    var total = row(CodeFrame(function: "", location: SourceLocation(file: "", line: 0)), whole)
    total.pValue = nil
    total.verdict = total.interval.map { $0.lowerBound > 0 ? .grew : $0.upperBound < 0 ? .shrank : .noise } ?? .noise
    return ProfileComparison(
      sampleType: "inuse_space",
      unit: "bytes",
      total: total,
      rows: ordered(rows),
      testedCount: tests.testedCount,
      detectable: nil,
      seconds: nil,
      times: [nil, nil],
      cautions: cautions,
      isOneProcess: false
    )
  }

  private static func verdict(change: Double, _ outcome: HeapTests.Outcome) -> Verdict {
    if change > 0, outcome.rise <= HeapGrowth.alpha { return .grew }
    if change < 0, outcome.fall <= HeapGrowth.alpha { return .shrank }
    return outcome.isTestable ? .noise : .tooFewSamples
  }

  // MARK: Profiles that are no heaps

  private static func plain(
    _ profiles: [Profile],
    settings: ProfileReportSettings
  ) throws(ProfileReportError) -> ProfileComparison {
    var values: [String: [Double]] = [:]
    var frames: [String: CodeFrame] = [:]
    var totals: [Double] = []
    var selection: SampleSelection?
    for (index, profile) in profiles.enumerated() {
      let report = try ReportedProfile(profile, kind: .top, settings: settings)
      if let selection, selection.type != report.selection.type {
        throw ProfileReportError("one profile counts \(selection.type) and another \(report.selection.type)")
      }
      selection = report.selection
      let graph = ProfileGraph(report, calls: .none, isListing: true)
      var sum = 0.0
      for node in graph.order {
        let name = graph.table.name(of: node)
        values[name, default: Array(repeating: 0, count: profiles.count)][index] += Double(graph.flatValue(node))
        sum += Double(graph.flatValue(node))
        let info = graph.table.nodes[node]
        frames[name] = CodeFrame(
          function: info.name == .empty ? name : graph.table.strings[info.name],
          location: SourceLocation(file: graph.table.strings[info.file], line: Int(clamping: info.line))
        )
      }
      totals.append(sum)
    }
    let type = selection?.type ?? ""
    let verdict: Verdict = type == "goroutine" || type == "goroutineleak" ? .counted : .untested
    func row(_ frame: CodeFrame, _ values: [Double]) -> Row {
      Row(
        frame: frame,
        before: values.first ?? 0,
        after: values.last ?? 0,
        change: (values.last ?? 0) - (values.first ?? 0),
        verdict: verdict,
        values: values
      )
    }
    let rows = values.compactMap { name, values in frames[name].map { row($0, values) } }.filter { row in
      row.values.contains { $0 != row.before }
    }
    return ProfileComparison(
      sampleType: type,
      unit: selection?.unit ?? "",
      total: row(CodeFrame(function: "", location: SourceLocation(file: "", line: 0)), totals),
      rows: ordered(rows),
      testedCount: nil,
      detectable: nil,
      seconds: nil,
      times: profiles.map { _ in nil },
      cautions: [],
      isOneProcess: false
    )
  }

  private init(
    sampleType: String,
    unit: String,
    total: Row,
    rows: [Row],
    testedCount: Int?,
    detectable: Double?,
    seconds: Double?,
    times: [Double?],
    cautions: [String],
    isOneProcess: Bool
  ) {
    self.sampleType = sampleType
    self.unit = unit
    self.total = total
    self.rows = rows
    self.testedCount = testedCount
    self.detectable = detectable
    self.seconds = seconds
    self.times = times
    self.cautions = cautions
    self.isOneProcess = isOneProcess
  }

  /// Growth that is more than chance (or counted exactly): of the whole, or of the places that grew together.
  ///
  /// Many small places may grow, none of them beyond chance by itself, and the whole with them.
  package var provenGrowth: Double {
    let places = rows.reduce(0) { sum, row in
      switch row.verdict {
      case .grew: sum + row.change
      case .counted, .untested: sum + max(0, row.change)
      case .shrank, .noise, .tooFewSamples: sum
      }
    }
    return total.verdict == .grew ? max(places, total.change) : places
  }
}
