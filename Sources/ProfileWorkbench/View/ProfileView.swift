// SPDX-License-Identifier: Apache-2.0

package import Analysis
package import Evidence
import FoundationEssentials
import RegularExpressions
package import Reporting

/// What the page of `stanch profile view` is made of: profiles that are decoded once, and an answer to each of its questions.
///
/// An answer is a function of the question alone. The last answers are kept, so that going back costs nothing. No part of a
/// question is a path: profiles are numbers, functions are names, and source files are found by `source` from what the profile
/// names, below folders that the user vouches for.
package actor ProfileView {
  /// A profile and what it is called.
  package struct Named: Sendable {
    package var name: String
    package var profile: Profile

    package init(name: String, profile: Profile) {
      self.name = name
      self.profile = profile
    }
  }

  /// JSON, or why there is none.
  package enum Answer: Hashable, Sendable {
    case json(String)
    /// One sentence without a full stop.
    case failure(String)
    /// No question of the page is so called.
    case unknown
  }

  private let profiles: [Named]
  private let defaults: ProfileReportSettings
  private let source: @Sendable (_ path: String, _ function: String) -> ListReport.Source
  private var kept: [String: Answer] = [:]
  private var keptBytes = 0

  private static let keptLimit = 64 << 20

  /// A view of profiles, the earliest first.
  package init(
    _ profiles: [Named],
    settings: ProfileReportSettings,
    source: @escaping @Sendable (_ path: String, _ function: String) -> ListReport.Source
  ) {
    self.profiles = profiles
    defaults = settings
    self.source = source
  }

  /// Answers a question of the page.
  package func answer(_ question: String, _ query: [String: String]) -> Answer {
    let key = query.sorted { $0.key < $1.key }.reduce(question) { "\($0)\u{0}\($1.key)\u{0}\($1.value)" }
    if let known = kept[key] { return known }
    let made = make(question, query)
    if case .json(let text) = made {
      keptBytes += text.utf8.count + key.utf8.count
      if keptBytes > Self.keptLimit {
        kept = [:]
        keptBytes = text.utf8.count + key.utf8.count
      }
      kept[key] = made
    }
    return made
  }

  private func make(_ question: String, _ query: [String: String]) -> Answer {
    do {
      let view = try ViewSettings(query, defaults: defaults, count: profiles.count)
      switch question {
      case "about": return .json(Self.json(try about(view)))
      case "flame": return .json(try flame(view))
      case "sandwich": return .json(try sandwich(view))
      case "table": return .json(Self.json(try table(view)))
      case "source": return .json(Self.json(try listing(view)))
      case "diff": return .json(Self.json(try difference(view)))
      case "trend": return .json(Self.json(try trend(view)))
      default: return .unknown
      }
    } catch {
      return .failure("\(error)")
    }
  }

  // MARK: Answers

  private struct About: Encodable {
    var profiles: [String]
    var sampleTypes: [String]
    var sampleType: String
    var unit: String
    var lines: [String]
    var notes: [String]
  }

  private func about(_ view: ViewSettings) throws -> About {
    let profile = profiles[view.profile].profile
    let report = try ReportedProfile(profile, kind: .top, settings: view.settings)
    return About(
      profiles: profiles.map { TerminalText.safe($0.name) },
      sampleTypes: profile.sampleTypes.map { profile.strings[$0.type] },
      sampleType: report.selection.type,
      unit: report.selection.unit,
      lines: (ProfileTitle.lines(report) + report.settings.activeFilters).map { TerminalText.safe($0) },
      notes: (report.notes + profile.gaps.prefix(8)).map { TerminalText.safe($0) }
    )
  }

  private func flame(_ view: ViewSettings) throws -> String {
    let report = try stacks(view.profile, view, isInverted: view.isInverted)
    let base = try view.base.map { try stacks($0, view, isInverted: view.isInverted) }
    return FlameData(FlameTree(report, base: base, below: view.path), unit: report.selection.unit).text
  }

  private func sandwich(_ view: ViewSettings) throws -> String {
    guard !view.function.isEmpty else { throw ProfileReportError("choose a function first") }
    func tree(isInverted: Bool) throws -> String {
      let report = try stacks(view.profile, view, isInverted: isInverted, around: view.function)
      let base = try view.base.map { try stacks($0, view, isInverted: isInverted, around: view.function) }
      guard report.profile.samples.count > 0 || (base?.profile.samples.count ?? 0) > 0 else {
        throw ProfileReportError("no stack has \(TerminalText.safe(view.function))")
      }
      // All stacks are those of the function: the row above it would say nothing.
      return FlameData(FlameTree(report, base: base, below: [view.function]), unit: report.selection.unit).text
    }
    return "{\"callers\":\(try tree(isInverted: true)),\"callees\":\(try tree(isInverted: false))}"
  }

  private func table(_ view: ViewSettings) throws -> ViewTable {
    let report = try ReportedProfile(profiles[view.profile].profile, kind: .top, settings: view.settings)
    let top = TopReport(report)
    return ViewTable(top.table(), lines: top.lines, unit: top.unit, names: top.rows.map(\.name))
  }

  private func listing(_ view: ViewSettings) throws -> ListReport {
    guard !view.function.isEmpty else { throw ProfileReportError("choose a function first") }
    let report = try ReportedProfile(profiles[view.profile].profile, kind: .list, settings: view.settings)
    let expression = try RegularExpression(ViewSettings.pattern(of: view.function))
    return try ListReport(report, matching: expression) { source($0, view.function) }
  }

  private func difference(_ view: ViewSettings) throws -> ViewTable {
    guard profiles.count > 1 else {
      throw ProfileReportError("a difference takes two profiles: name both when you start")
    }
    let base = view.base ?? (view.profile == 0 ? 1 : 0)
    return try compared([profiles[base].profile, profiles[view.profile].profile], view, isTrend: false)
  }

  private func trend(_ view: ViewSettings) throws -> ViewTable {
    guard profiles.count > 1 else {
      throw ProfileReportError("a trend takes two profiles or more, better five: name them all when you start")
    }
    var all = profiles.map(\.profile)
    if all.allSatisfy({ $0.timeNanos > 0 }) { all.sort { $0.timeNanos < $1.timeNanos } }
    return try compared(all, view, isTrend: true)
  }

  private func compared(_ profiles: [Profile], _ view: ViewSettings, isTrend: Bool) throws -> ViewTable {
    let comparison = try ProfileComparison(profiles, settings: view.settings)
    let report = ComparisonReport(comparison, isTrend: isTrend, limit: 0)
    return ViewTable(
      report.table(),
      lines: report.lines(),
      unit: report.unit,
      names: report.rows.map(\.name),
      values: isTrend ? report.rows.map(\.values) : []
    )
  }

  // MARK: Stacks

  /// A profile after the filters, its stacks upside down or not; with a function only the part of stacks that it begins.
  private func stacks(
    _ number: Int,
    _ view: ViewSettings,
    isInverted: Bool,
    around function: String? = nil
  ) throws -> ReportedProfile {
    let filtered = try ReportedProfile(profiles[number].profile, kind: .top, settings: view.settings)
    guard isInverted || function != nil else { return filtered }
    var rest = ProfileReportSettings()
    rest.sampleIndex = view.settings.sampleIndex
    rest.granularity = view.settings.granularity
    rest.noInlines = view.settings.noInlines
    rest.allFrames = true
    if let function {
      rest.focus = ViewSettings.pattern(of: function)
      rest.showFrom = rest.focus
    }
    let profile = isInverted ? filtered.profile.inverted() : filtered.profile
    return try ReportedProfile(profile, kind: .top, settings: rest)
  }

  private static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      // Tables hold whole numbers and text alone; a failure is a defect of this program.
      preconditionFailure("the answer could not be encoded: \(error)")
    }
  }
}
