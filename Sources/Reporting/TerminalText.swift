// SPDX-License-Identifier: Apache-2.0

/// Text made safe and shaped for a terminal.
///
/// Names come from the target and are hostile until shown otherwise: control characters, escape sequences and the
/// characters that turn the direction of writing are replaced before anything is printed.
package enum TerminalText {
  /// The text with every character that a terminal acts on replaced by "\u{FFFD}".
  package static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isActive) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isActive(scalar) ? "\u{FFFD}" : scalar) }
    return String(result)
  }

  /// Whether a terminal, a browser or a reader's direction of writing acts on a character; invisible ones are among them.
  static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff,
      0xfff9...0xfffb, 0xe0000...0xe007f:
      true
    default: false
    }
  }

  /// Words broken into lines of at most `width` columns, the later ones indented; a longer word keeps its own line.
  static func wrapped(_ text: String, width: Int, indent: Int, hanging: Int) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    var isEmpty = true
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      if !isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        isEmpty = true
      }
      line += isEmpty ? String(word) : " \(word)"
      isEmpty = false
    }
    if !isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// The text cut to `width` columns, with an ellipsis where something was cut.
  static func cut(_ text: String, width: Int) -> String {
    text.count <= width ? text : String(text.prefix(max(1, width - 1))) + "\u{2026}"
  }
}

/// A part of a line and what it means; the color follows from the meaning.
enum TerminalStyle {
  case bad
  case doubtful
  case good
  case strong
  case faint

  /// The text in the style, or bare when colors are off.
  func callAsFunction(_ text: String, _ surface: Surface) -> String {
    guard surface.hasColor else { return text }
    let code =
      switch self {
      case .bad: "1;31"
      case .doubtful: "1;33"
      case .good: "1;32"
      case .strong: "1"
      case .faint: "2"
      }
    return "\u{1b}[\(code)m\(text)\u{1b}[0m"
  }
}
