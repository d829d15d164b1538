// SPDX-License-Identifier: Apache-2.0

import Analysis

/// A command line of the shell, taken apart: `top10 alloc -runtime -cum >file`.
///
/// Source: `parseCommandLine` of google/pprof internal/driver/interactive.go as of Go 1.27.3.
struct ShellRequest: Sendable {
  var command: ShellCommand
  /// What `list` and `peek` look for.
  var pattern = ""
  /// The settings of the shell, with what the line says for itself.
  var settings: ProfileReportSettings
  /// The file to write; empty for standard output.
  var output: String

  /// Takes the words of a line apart; throws one sentence when they make no sense.
  init(_ words: [String], settings: ProfileReportSettings, output: String) throws(ProfileReportError) {
    self.settings = settings
    self.output = output
    var rest = words[...]
    let word = rest.popFirst() ?? ""
    (command, rest) = try Self.command(word, rest)
    if command.needsPattern {
      guard let first = rest.popFirst() else {
        throw ProfileReportError("\(command.rawValue) needs a regular expression, as in `\(command.rawValue) main`")
      }
      pattern = first
    }
    var (focus, ignore): ([String], [String]) = ([], [])
    while let word = rest.popFirst() {
      if let count = Int32(word) {
        self.settings.nodeCount = count < 0 ? nil : Int(count)
      } else if word.hasPrefix("|") {
        throw ProfileReportError(
          "reports are not piped from here: write `\(command.rawValue) >file`, or name what to look for, as in `top main`"
        )
      } else if word.hasPrefix(">") {
        let name = String(word.dropFirst())
        guard let path = name.isEmpty ? rest.popFirst() : name else {
          throw ProfileReportError("> needs the name of a file behind it")
        }
        self.output = path
      } else if word == "-cum" || word == "--cum" {
        self.settings.sortsByCumulative = true
      } else if word.hasPrefix("-") {
        ignore.append(String(word.dropFirst()))
      } else {
        focus.append(word)
      }
    }
    focus.removeAll(where: \.isEmpty)
    ignore.removeAll(where: \.isEmpty)
    if !focus.isEmpty {
      self.settings[keyPath: command == .tags ? \ProfileReportSettings.tagFocus : \.focus] = focus.joined(
        separator: "|"
      )
    }
    if !ignore.isEmpty {
      self.settings[keyPath: command == .tags ? \ProfileReportSettings.tagIgnore : \.ignore] = ignore.joined(
        separator: "|"
      )
    }
    if self.settings.nodeCount == nil, command == .top || command == .text { self.settings.nodeCount = 10 }
  }

  /// The command of a word, with the digits at its end as first argument where they do not belong to its name.
  private static func command(
    _ word: String,
    _ rest: ArraySlice<String>
  ) throws(ProfileReportError) -> (ShellCommand, ArraySlice<String>) {
    if let command = ShellCommand(rawValue: word) { return (command, rest) }
    let digits = word.reversed().prefix { $0.isASCII && $0.isNumber }.count
    let name = String(word.dropLast(digits))
    if digits > 0, let command = ShellCommand(rawValue: name) { return (command, [String(word.suffix(digits))] + rest) }
    if let advice = ShellCommand.elsewhere[name] { throw ProfileReportError("\(name): \(advice)") }
    if let option = ShellOption(rawValue: word) {
      throw ProfileReportError("did you mean \(option.rawValue)=\(rest.first ?? "VALUE")?")
    }
    let near = NearestName(of: word, in: ShellVocabulary.firstWords).map { "; did you mean \($0.name)?" }
    throw ProfileReportError("there is no command \"\(word)\"\(near ?? "; `help` lists them")")
  }
}
