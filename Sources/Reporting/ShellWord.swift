// SPDX-License-Identifier: Apache-2.0

/// A word of a shell command that means itself, whatever it holds.
///
/// Commands of a report are there to be copied: a name of the target must never become a second command.
struct ShellWord {
  /// The word as it stands in the command.
  let text: String

  /// Quotes a word; nil where it holds what no terminal should be given, or is longer than any name.
  init?(_ word: String) {
    guard !word.isEmpty, word.utf8.count <= 1000, TerminalText.safe(word) == word, !word.hasPrefix("-") else {
      return nil
    }
    if word.utf8.allSatisfy(Self.isPlain) {
      text = word
    } else {
      text = "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "+"), UInt8(ascii: "@"):
      true
    default: false
    }
  }
}
