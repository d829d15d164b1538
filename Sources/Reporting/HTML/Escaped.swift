// SPDX-License-Identifier: Apache-2.0

/// Text as a browser shows it: whatever it holds, it stays characters.
///
/// Everything on the page that is no constant of this program goes through here: names of functions, files, programs and
/// labels, lines of source, sentences that hold them. Markup characters become references, so the result may stand between
/// tags and between quotes; control characters and those that turn the direction of writing become U+FFFD, as on a terminal.
struct Escaped {
  let html: String

  /// Escapes text; beyond `limit` characters it is cut, with an ellipsis.
  init(_ text: String, limit: Int = 1500) {
    html = Self.escape(Self.head(text, limit), keeping: [])
  }

  /// Escapes a name whose end tells most (a path, a qualified function): what is too long is cut at the start.
  init(name: String, limit: Int = 240) {
    // Counting all characters of a long name takes time: its bytes bound them.
    if name.utf8.count > limit, name.count > limit {
      html = "\u{2026}" + Self.escape(name.suffix(limit), keeping: [])
    } else {
      html = Self.escape(name[...], keeping: [])
    }
  }

  /// Escapes text of several lines; tabs and ends of lines stay.
  init(code: String, limit: Int = 4000) {
    html = Self.escape(Self.head(code, limit), keeping: ["\n", "\t"])
  }

  private static func head(_ text: String, _ limit: Int) -> Substring {
    guard text.utf8.count > limit, let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex),
      end < text.endIndex
    else { return text[...] }
    return Substring(text[..<end] + "\u{2026}")
  }

  private static func escape(_ text: Substring, keeping: [Unicode.Scalar]) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    // One character may carry any number of marks above and below it: a few are writing, more are an attack.
    var marks = 0
    for scalar in text.unicodeScalars {
      if scalar.value > 0x2ff, scalar.properties.canonicalCombiningClass != .notReordered {
        marks += 1
        if marks > 4 { continue }
      } else {
        marks = 0
      }
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "`": result += "&#96;"
      default:
        if TerminalText.isActive(scalar), !keeping.contains(scalar) {
          result += "\u{FFFD}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
