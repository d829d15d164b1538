// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the Tab key makes of the beginning of a line.
package struct ShellCompletion: Hashable, Sendable {
  /// The words that could stand for the last one, sorted.
  package let candidates: [String]
  /// The beginning of the line with its last word as far as all candidates agree.
  package let line: String

  init(before: String, word: String, candidates: [String]) {
    self.candidates = candidates
    guard let first = candidates.first else {
      line = before + word
      return
    }
    var shared = Substring(first)
    for candidate in candidates.dropFirst() { shared = Self.common(shared, candidate) }
    // What was typed may stand in the middle of a name: then only a name that is alone replaces it.
    line = candidates.count == 1 || shared.hasPrefix(word) ? before + shared : before + word
  }

  private static func common(_ a: Substring, _ b: String) -> Substring {
    var end = a.startIndex
    for (x, y) in zip(a, b) {
      guard x == y else { break }
      end = a.index(after: end)
    }
    return a[..<end]
  }
}

extension ProfileShell {
  /// Completes the last word of the beginning of a line: a command, an option, a value, or the name of a function that
  /// contains the word, written as a pattern that matches it alone.
  ///
  /// O(functions).
  package func completion(of line: String) -> ShellCompletion {
    let start =
      line.lastIndex { $0.isWhitespace || $0 == "=" || $0 == "|" }.map { line.index(after: $0) } ?? line.startIndex
    let (before, word) = (String(line[..<start]), String(line[start...]))
    let words = before.split(whereSeparator: { $0.isWhitespace || $0 == "=" }).map(String.init)
    guard let first = words.first else {
      return ShellCompletion(before: before, word: word, candidates: beginnings(word))
    }
    if first == "help" {
      let candidates = ShellVocabulary.firstWords.filter { $0.hasPrefix(word) }
      return ShellCompletion(before: before, word: word, candidates: candidates.sorted())
    }
    if let option = ShellOption(rawValue: first) {
      let values = option == .sampleIndex ? sampleTypes : option.isFlag ? ["true", "false"] : option.choices
      let candidates = option.takesNames ? functions(word) : values.filter { $0.hasPrefix(word) }
      return ShellCompletion(before: before, word: word, candidates: candidates)
    }
    let name = first.prefix { !$0.isNumber }
    guard let command = ShellCommand(rawValue: String(name)), command != .tags, !word.hasPrefix(">") else {
      return ShellCompletion(before: before, word: word, candidates: [])
    }
    let sign = word.hasPrefix("-") ? "-" : ""
    let bare = String(word.dropFirst(sign.count))
    if !sign.isEmpty, !bare.isEmpty, "cum".hasPrefix(bare) {
      return ShellCompletion(before: before + sign, word: bare, candidates: ["cum"])
    }
    return ShellCompletion(before: before + sign, word: bare, candidates: functions(bare))
  }

  private func beginnings(_ word: String) -> [String] {
    let commands = ShellCommand.allCases.map(\.rawValue) + ShellVocabulary.talk.flatMap(\.names)
    let options = ShellOption.allCases.map { $0.isFlag ? $0.rawValue : $0.rawValue + "=" }
    let choices = ShellOption.allCases.flatMap(\.choices)
    let types = sampleTypes.flatMap { [$0, "mean_\($0)", "total_\($0)"] }
    return Set(commands + options + choices + types).filter { $0.hasPrefix(word) }.sorted()
  }

  /// Names of functions that contain the word, as patterns; at most a hundred.
  private func functions(_ word: String) -> [String] {
    let bare = word.filter { $0 != "\\" }
    guard !bare.isEmpty else { return [] }
    var found: Set<String> = []
    for name in Set(profile.functions.names) {
      let text = profile.strings[name]
      if text.contains(bare), !text.contains(where: \.isWhitespace) { found.insert(Self.pattern(text)) }
      if found.count > 100 { break }
    }
    return found.sorted()
  }

  private static func pattern(_ name: String) -> String {
    var pattern = ""
    for character in name {
      if "\\.+*?()|[]{}^$".contains(character) { pattern += "\\" }
      pattern.append(character)
    }
    return pattern
  }
}
