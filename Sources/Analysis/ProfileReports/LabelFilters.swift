// SPDX-License-Identifier: Apache-2.0

package import Evidence
import RegularExpressions

/// Filters by labels, compiled once and asked of every distinct set of labels once.
package struct LabelFilters {
  private let focus: LabelCondition?
  private let ignore: LabelCondition?
  private let show: RegularExpression?
  private let hide: RegularExpression?

  /// Compiles the filters of the settings; throws when one is no regular expression.
  package init(_ settings: ProfileReportSettings) throws(ProfileReportError) {
    focus = try LabelCondition("tagfocus", settings.tagFocus)
    ignore = try LabelCondition("tagignore", settings.tagIgnore)
    show = try NameFilter.compile("tagshow", settings.tagShow)
    hide = try NameFilter.compile("taghide", settings.tagHide)
  }

  /// Sentences on values that were taken as ranges of numbers, as pprof notes them.
  package var notes: [String] { [focus, ignore].compactMap { $0?.note } }

  /// Applies the filters; returns the names of those that matched nothing.
  package func apply(to profile: inout Profile, units: LabelUnits) -> [String] {
    var idle: [String] = []
    if focus != nil || ignore != nil {
      let sets = profile.labelSets
      let isUsed = usedSets(profile)
      let chosen = (0..<sets.count).map { focus?.holds(sets[$0], profile, units) ?? true }
      let dropped = (0..<sets.count).map { ignore?.holds(sets[$0], profile, units) ?? false }
      if focus != nil, !zip(chosen, isUsed).contains(where: { $0 && $1 }) { idle.append("tagfocus") }
      if ignore != nil, !zip(dropped, isUsed).contains(where: { $0 && $1 }) { idle.append("tagignore") }
      let rows = profile.samples.labelSets
      profile.keepRows { chosen[Int(rows[$0])] && !dropped[Int(rows[$0])] }
    }
    if show != nil || hide != nil {
      let strings = profile.strings
      var hasShown = false
      var hasHidden = false
      profile.rewriteLabels { set in
        set.filter { label in
          let isShown = show?.matches(strings.bytes(of: label.key)) ?? true
          let isHidden = hide?.matches(strings.bytes(of: label.key)) ?? false
          hasShown = hasShown || isShown
          hasHidden = hasHidden || isHidden
          return isShown && !isHidden
        }
      }
      if show != nil, !hasShown { idle.append("tagshow") }
      if hide != nil, !hasHidden { idle.append("taghide") }
    }
    return idle
  }

  private func usedSets(_ profile: Profile) -> [Bool] {
    var isUsed = [Bool](repeating: false, count: profile.labelSets.count)
    for set in profile.samples.labelSets { isUsed[Int(set)] = true }
    return isUsed
  }
}

/// The units of the numeric labels of a profile: of each key the first that a sample states.
package struct LabelUnits: Sendable {
  private var units: [StringID: String] = [:]

  /// Looks through the label sets that samples have; a key without any unit gets one by its name, as pprof does.
  package init(_ profile: Profile) {
    var isSeen = [Bool](repeating: false, count: profile.labelSets.count)
    for set in profile.samples.labelSets where !isSeen[Int(set)] {
      isSeen[Int(set)] = true
      for label in profile.labelSets[Int(set)] where label.isNumber {
        if units[label.key] == nil || units[label.key] == "" { units[label.key] = profile.strings[label.unit] }
      }
    }
    for (key, unit) in units where unit.isEmpty {
      let name = profile.strings[key]
      units[key] = name == "alignment" || name == "request" ? "bytes" : name
    }
  }

  package subscript(key: StringID) -> String { units[key] ?? "" }
}

extension ProfileLabel {
  /// Whether pprof sees a number here: a label without text, number and unit says nothing.
  package var isNumber: Bool { text == .empty && (number != 0 || unit != .empty) }
}

/// The condition of `tagfocus` or `tagignore`.
struct LabelCondition {
  private enum Test {
    case range(MeasuredRange)
    /// All must match some label as `key:value`; with a key, one must match its value.
    case expressions([RegularExpression])
  }

  private let key: String?
  private let test: Test
  let note: String?

  /// Compiles `regex`, `key=regex,regex`, `32kb:64kb` or `key=32kb:`; nil when the value is empty.
  init?(_ option: String, _ value: String) throws(ProfileReportError) {
    guard !value.isEmpty else { return nil }
    let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    key = parts.count == 2 ? String(parts[0]) : nil
    let wanted = String(parts[parts.count - 1])
    if let range = MeasuredRange(wanted) {
      test = .range(range)
      note = "\(option): \"\(wanted)\" is taken as a range of numbers, not as a regular expression"
      return
    }
    var expressions: [RegularExpression] = []
    for part in wanted.split(separator: ",", omittingEmptySubsequences: false) {
      expressions.append(try NameFilter.expression(option, String(part)))
    }
    test = .expressions(expressions)
    note = nil
  }

  func holds(_ labels: ArraySlice<ProfileLabel>, _ profile: Profile, _ units: LabelUnits) -> Bool {
    switch test {
    case .range(let range):
      return labels.contains { label in
        label.isNumber && (key == nil || profile.strings[label.key] == key)
          && range.contains(label.number, unit: units[label.key])
      }
    case .expressions(let expressions):
      let texts = labels.filter { $0.text != .empty }
      if let key {
        return texts.contains { label in
          profile.strings[label.key] == key
            && expressions.contains { $0.matches(profile.strings.bytes(of: label.text)) }
        }
      }
      return expressions.allSatisfy { expression in
        texts.contains { label in
          expression.matches("\(profile.strings[label.key]):\(profile.strings[label.text])")
        }
      }
    }
  }
}

/// A range of measured numbers: `32kb`, `:64kb`, `4mb:`, `12kb:64mb`.
struct MeasuredRange {
  private var low: Double?
  private var high: Double?
  private let unit: String

  /// Nil when the text is no range.
  init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : Self.number($0) }
    let bare = text.split(separator: ":", omittingEmptySubsequences: true).count
    switch (parts.count, bare) {
    case (1, 1):
      guard let only = parts[0] else { return nil }
      let scaled = MeasurementUnit.scale(only.value, from: only.unit, to: only.unit)
      (low, high, unit) = (scaled.value, scaled.value, scaled.unit)
    case (2, 1):
      guard let only = parts[0] ?? parts[1] else { return nil }
      let scaled = MeasurementUnit.scale(only.value, from: only.unit, to: only.unit)
      unit = scaled.unit
      if parts[0] != nil { low = scaled.value } else { high = scaled.value }
    case (2, 2):
      guard let first = parts[0], let second = parts[1] else { return nil }
      let from = MeasurementUnit.scale(first.value, from: first.unit, to: first.unit)
      let to = MeasurementUnit.scale(second.value, from: second.unit, to: from.unit)
      guard from.unit == to.unit else { return nil }
      (low, high, unit) = (from.value, to.value, from.unit)
    default: return nil
    }
  }

  func contains(_ number: Int64, unit: String) -> Bool {
    let scaled = MeasurementUnit.scale(number, from: unit, to: self.unit)
    return scaled.unit == self.unit && scaled.value >= low ?? scaled.value && scaled.value <= high ?? scaled.value
  }

  private static func number(_ text: Substring) -> (value: Int64, unit: String)? {
    let digits = text.prefix { $0 == "+" || $0 == "-" || ("0"..."9").contains($0) }
    let letters = text.dropFirst(digits.count)
    guard letters.allSatisfy({ $0.isASCII && $0.isLetter }), let value = Int64(digits) else { return nil }
    return (value, String(letters))
  }
}
