// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// A profile as one report sees it: filtered, its values chosen, its total known.
///
/// The order of the steps is pprof's: frames made of labels, filters, cut stacks; percentages are of the whole profile
/// unless the settings ask for relative ones.
package struct ReportedProfile: Sendable {
  package let kind: ProfileReportKind
  /// The settings as this kind of report uses them.
  package let settings: ProfileReportSettings
  /// What the filters left.
  package private(set) var profile: Profile
  package let selection: SampleSelection
  package let labelUnits: LabelUnits
  /// What percentages are of: the sum of the magnitudes of the values; of the base alone in a difference with a base.
  package private(set) var total: Int64 = 0
  /// What deserves a word to the user, as sentences without a full stop.
  package private(set) var notes: [String] = []

  /// Name of the label that marks the samples of the base of a difference.
  package static let baseLabel = "pprof::base"

  /// Prepares a report; throws when a filter is no regular expression or there is no such sample type.
  package init(_ profile: Profile, kind: ProfileReportKind, settings: ProfileReportSettings) throws(ProfileReportError)
  {
    self.kind = kind
    self.settings = kind.applied(to: settings)
    let frames = try FrameFilters(settings)
    let labels = try LabelFilters(settings)
    guard settings.divideBy != 0 else { throw ProfileReportError("divide_by is zero") }
    var profile = profile
    if !settings.allFrames { try FrameFilters.dropUninteresting(in: &profile) }
    labelUnits = LabelUnits(profile)
    var idle = LabelFrames.add(to: &profile, settings: settings)
    self.profile = profile
    selection = try SampleSelection(profile, settings: settings)
    if !settings.relativePercentages { total = Self.total(profile, selection) }
    let before = profile.samples.count
    idle += frames.apply(to: &profile)
    let between = profile.samples.count
    idle += labels.apply(to: &profile, units: labelUnits)
    frames.applyPruneFrom(to: &profile)
    if settings.relativePercentages { total = Self.total(profile, selection) }
    notes = labels.notes + idle.map { "\($0) matched no samples" }
    if before > 0, profile.samples.count == 0 {
      let taker = between == 0 ? "the filters by name" : "the filters by label"
      notes.append("\(taker) left none of \(before) samples")
    }
    self.profile = profile
  }

  /// Sums of magnitudes; of the base alone when there is one; divided by the events for a mean.
  private static func total(_ profile: Profile, _ selection: SampleSelection) -> Int64 {
    let isBase = (0..<profile.labelSets.count).map { set in
      profile.labelSets[set].contains {
        $0.text != .empty && profile.strings[$0.key] == baseLabel && profile.strings[$0.text] == "true"
      }
    }
    let hasBase = isBase.contains(true)
    var (sum, events, baseSum, baseEvents) = (Int64(0), Int64(0), Int64(0), Int64(0))
    let start = profile.samples.range(ofColumn: selection.column).lowerBound
    let divisorStart = selection.divisor.map { profile.samples.range(ofColumn: $0).lowerBound }
    for row in 0..<profile.samples.count {
      let value = profile.samples.values[start + row]
      let magnitude = value < 0 ? 0 &- value : value
      let divisor = divisorStart.map { profile.samples.values[$0 + row] } ?? 0
      sum &+= magnitude
      events &+= divisor
      if hasBase, isBase[Int(profile.samples.labelSets[row])] {
        baseSum &+= magnitude
        baseEvents &+= divisor
      }
    }
    if baseSum > 0 { (sum, events) = (baseSum, baseEvents) }
    return sum.divided(by: events)
  }
}

extension Int64 {
  /// The quotient; the number itself when there is nothing to divide by.
  func divided(by divisor: Int64) -> Int64 {
    divisor == 0 ? self : dividingFullWidthOrSelf(divisor)
  }

  private func dividingFullWidthOrSelf(_ divisor: Int64) -> Int64 {
    let (quotient, hasOverflow) = dividedReportingOverflow(by: divisor)
    return hasOverflow ? self : quotient
  }
}
