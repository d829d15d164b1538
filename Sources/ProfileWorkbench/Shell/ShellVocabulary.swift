// SPDX-License-Identifier: Apache-2.0

/// The words that the shell knows, and its help.
enum ShellVocabulary {
  /// What is neither a report nor an option, and its help.
  static let talk: [(names: [String], summary: String)] = [
    (["help"], "Show this, or what one word does: `help focus`"),
    (["o", "options"], "Show all options with their values"),
    ([":"], "Clear focus, ignore, hide, tagfocus and tagignore"),
    (["q", "quit", "exit"], "Leave (as Ctrl-D does)"),
  ]

  /// Every word that a line can begin with.
  static var firstWords: [String] {
    ShellCommand.allCases.map(\.rawValue) + ShellOption.allCases.map(\.rawValue)
      + ShellOption.allCases.flatMap(\.choices)
      + talk.flatMap(\.names)
  }

  /// The list of everything.
  static func help() -> String {
    var text = "Commands:\n"
    for command in ShellCommand.allCases { text += line(command.rawValue, command.summary) }
    for talk in talk { text += line(talk.names.joined(separator: ", "), talk.summary) }
    text += "Options, set with NAME=VALUE:\n"
    for option in ShellOption.allCases { text += line(option.rawValue, option.summary) }
    text += "The name of a sample type alone shows it; total_NAME and mean_NAME as well.\n"
    return text
      + "A line such as `top5 alloc -runtime -cum >file` has rows, focus, ignore, order and a file for itself.\n"
  }

  /// What one word does; nil for no word of the shell.
  static func help(on word: String) -> String? {
    if let command = ShellCommand(rawValue: word) { return "\(command.summary)\n  \(command.usage)\n" }
    if let option = ShellOption(rawValue: word) {
      let choices = option.choices.isEmpty ? "" : "  one of \(option.choices.joined(separator: ", "))\n"
      return "\(option.summary)\n\(choices)"
    }
    if let option = ShellOption.allCases.first(where: { $0.choices.contains(word) }) {
      return "The same as \(option.rawValue)=\(word)\n"
    }
    return talk.first { $0.names.contains(word) }.map { $0.summary + "\n" }
  }

  private static func line(_ name: String, _ summary: String) -> String {
    "  " + name + String(repeating: " ", count: max(1, 22 - name.utf8.count)) + summary + "\n"
  }
}
