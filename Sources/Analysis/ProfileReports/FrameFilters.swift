// SPDX-License-Identifier: Apache-2.0

package import Evidence
import RegularExpressions

/// Filters by names of functions, files and mappings, compiled once.
///
/// Semantics and order are those of pprof's profile/filter.go and prune.go: `focus` and `ignore` choose stacks, `hide` and
/// `show` drop lines of them, `show_from` drops the callers above its highest match, `prune_from` the callees below its
/// lowest one.
package struct FrameFilters {
  private let focus: RegularExpression?
  private let ignore: RegularExpression?
  private let hide: RegularExpression?
  private let show: RegularExpression?
  private let showFrom: RegularExpression?
  private let pruneFrom: RegularExpression?

  /// Compiles the filters of the settings; throws when one is no regular expression.
  package init(_ settings: ProfileReportSettings) throws(ProfileReportError) {
    focus = try NameFilter.compile("focus", settings.focus)
    ignore = try NameFilter.compile("ignore", settings.ignore)
    hide = try NameFilter.compile("hide", settings.hide)
    show = try NameFilter.compile("show", settings.show)
    showFrom = try NameFilter.compile("show_from", settings.showFrom)
    pruneFrom = try NameFilter.compile("prune_from", settings.pruneFrom)
  }

  /// Applies the filters that choose and cut stacks; returns the names of those that matched nothing.
  package func apply(to profile: inout Profile) -> [String] {
    var idle = applyByName(to: &profile)
    if let showFrom, !applyShowFrom(showFrom, to: &profile) { idle.append("show_from") }
    return idle
  }

  private func applyByName(to profile: inout Profile) -> [String] {
    guard focus != nil || ignore != nil || hide != nil || show != nil else { return [] }
    let focused = focus.map { NameFilter($0, profile) }
    let ignored = ignore.map { NameFilter($0, profile) }
    let hidden = hide.map { NameFilter($0, profile) }
    let shown = show.map { NameFilter($0, profile) }
    let count = profile.locations.count
    var isFocused = [Bool](repeating: false, count: count)
    var isIgnored = isFocused
    var isGone = isFocused
    var kept: [[Int]?] = hidden == nil && shown == nil ? [] : Array(repeating: nil, count: count)
    var matched: Set<String> = []
    for location in 0..<count {
      if let ignored, ignored.matches(location, of: profile) {
        isIgnored[location] = true
        matched.insert("ignore")
      } else if focused?.matches(location, of: profile) ?? true {
        isFocused[location] = true
        matched.insert("focus")
      }
      guard hidden != nil || shown != nil else { continue }
      var lines = Array(profile.locations.lines(of: location))
      if let hidden, hidden.matches(location, of: profile) {
        matched.insert("hide")
        lines =
          hidden.matchesMapping(ofLocation: location)
          ? [] : lines.filter { !hidden.functions[Int(profile.locations.lineFunctions[$0])] }
        if lines.isEmpty { isGone[location] = true }
      }
      if let shown {
        if !shown.matchesMapping(ofLocation: location) {
          lines = lines.filter { shown.functions[Int(profile.locations.lineFunctions[$0])] }
        }
        if lines.isEmpty { isGone[location] = true } else { matched.insert("show") }
      }
      kept[location] = lines
    }
    if !kept.isEmpty { profile.rewriteLines { location, lines in kept[location] ?? Array(lines) } }
    let hides = isGone.contains(true)
    profile.rewriteStacks { stack, run in
      var isChosen = false
      for location in stack {
        if isIgnored[Int(location)] { return false }
        if isFocused[Int(location)] { isChosen = true }
      }
      guard isChosen else { return false }
      for location in stack where !hides || !isGone[Int(location)] { run.append(location) }
      return !hides || !run.isEmpty
    }
    let given: [(String, RegularExpression?)] = [("focus", focus), ("ignore", ignore), ("hide", hide), ("show", show)]
    return given.filter { $0.1 != nil && !matched.contains($0.0) }.map(\.0)
  }

  private func applyShowFrom(_ expression: RegularExpression, to profile: inout Profile) -> Bool {
    let filter = NameFilter(expression, profile)
    var isTop = [Bool](repeating: false, count: profile.locations.count)
    let functions = profile.locations.lineFunctions
    profile.rewriteLines { location, lines in
      if filter.matchesMapping(ofLocation: location) {
        isTop[location] = true
        return Array(lines)
      }
      guard let last = lines.last(where: { filter.functions[Int(functions[$0])] }) else { return Array(lines) }
      isTop[location] = true
      return Array(lines.lowerBound...last)
    }
    profile.rewriteStacks { stack, run in
      guard let last = stack.lastIndex(where: { isTop[Int($0)] }) else { return false }
      run.append(contentsOf: stack[...last])
      return true
    }
    return isTop.contains(true)
  }

  /// Drops the callees below the lowest match of `prune_from` in each stack.
  package func applyPruneFrom(to profile: inout Profile) {
    guard let pruneFrom else { return }
    let matches = Self.simplifiedMatches(profile) { pruneFrom.matches($0) }
    var isEnd = [Bool](repeating: false, count: profile.locations.count)
    let functions = profile.locations.lineFunctions
    profile.rewriteLines { location, lines in
      guard let first = lines.first(where: { matches[Int(functions[$0])] }) else { return Array(lines) }
      isEnd[location] = true
      return Array(first..<lines.upperBound)
    }
    profile.rewriteStacks { stack, run in
      run.append(contentsOf: stack[(stack.firstIndex { isEnd[Int($0)] } ?? stack.startIndex)...])
      return true
    }
  }

  /// Drops the frames that the producer asks to drop, but never those before the first frame that stays.
  ///
  /// Throws when the producer's expression is none.
  package static func dropUninteresting(in profile: inout Profile) throws(ProfileReportError) {
    guard profile.dropFrames != .empty else { return }
    let drop = try NameFilter.compile("drop_frames", "^(?:\(profile.strings[profile.dropFrames]))$")
    let keepText = profile.keepFrames == .empty ? "" : "^(?:\(profile.strings[profile.keepFrames]))$"
    let keep = try NameFilter.compile("keep_frames", keepText)
    let matches = simplifiedMatches(profile) { name in
      drop?.matches(name) ?? false && !(keep?.matches(name) ?? false)
    }
    let count = profile.locations.count
    /// The whole location goes, or its inner lines.
    var isWhole = [Bool](repeating: false, count: count)
    var isPart = isWhole
    let functions = profile.locations.lineFunctions
    profile.rewriteLines { location, lines in
      guard let last = lines.last(where: { matches[Int(functions[$0])] }) else { return Array(lines) }
      isPart[location] = true
      if last == lines.upperBound - 1 {
        isWhole[location] = true
        return Array(lines)
      }
      return Array(last + 1..<lines.upperBound)
    }
    profile.rewriteStacks { stack, run in
      var isInUserCode = false
      var start = stack.startIndex
      for index in stack.indices.reversed() {
        let location = Int(stack[index])
        if !isPart[location] {
          isInUserCode = true
        } else if isInUserCode {
          start = isWhole[location] ? index + 1 : index
          break
        }
      }
      run.append(contentsOf: stack[start...])
      return true
    }
  }

  /// Whether each function that has a name matches without its arguments.
  private static func simplifiedMatches(_ profile: Profile, _ matches: (String) -> Bool) -> [Bool] {
    profile.functions.names.map { name in name != .empty && matches(simplified(profile.strings[name])) }
  }

  /// The name up to its arguments, without the dot that an old ABI puts in front.
  private static func simplified(_ name: String) -> String {
    let text = Array((name.hasPrefix(".") ? String(name.dropFirst()) : name).utf8)
    let reserved = ["(anonymous namespace)", "operator()"].map { Array($0.utf8) }
    var index = 0
    while index < text.count {
      if let word = reserved.first(where: { text[index...].starts(with: $0) }) {
        index += word.count
        continue
      }
      if text[index] == UInt8(ascii: "(") { return String(decoding: text[..<index], as: UTF8.self) }
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}
