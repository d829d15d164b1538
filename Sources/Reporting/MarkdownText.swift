// SPDX-License-Identifier: Apache-2.0

/// Text made inert for Markdown as GitHub and GitLab render it.
///
/// Names come from the target. Backslashes do not help against mentions and references: both sites look for them in the
/// rendered text, where a backslash has gone. They leave code alone, and so does everything else that Markdown, HTML and
/// the sites' own marks would do with a word; so every word that could mean something becomes a span of code.
package enum MarkdownText {
  /// Text of the tool's own with names of the target in it, on one line; what the tool put between backticks is code.
  ///
  /// Not for the beginning of a line: there a plain number or dash would begin a list.
  package static func prose(_ text: String, limit: Int = 600) -> String {
    let spans = cut(cleaned(cut(text, limit)), limit).split(separator: "`", omittingEmptySubsequences: false)
    // A backtick without its partner is a name's own.
    guard !spans.count.isMultiple(of: 2) else { return words(Substring(spans.joined())) }
    return spans.enumerated().map { index, span in index.isMultiple(of: 2) ? words(span) : code(String(span)) }
      .joined()
  }

  /// A name as a span of code; empty for nothing.
  package static func code(_ text: String, limit: Int = 300) -> String {
    let name = cut(cleaned(cut(text, limit)), limit)
    guard name.contains(where: { $0 != " " }) else { return "" }
    let mark = String(repeating: "`", count: longestRun(ofBackticksIn: name) + 1)
    // Next to a mark a backtick would lengthen it, and a renderer takes one space off each side.
    let space = name.hasPrefix("`") || name.hasSuffix("`") || (name.hasPrefix(" ") && name.hasSuffix(" ")) ? " " : ""
    return mark + space + name + space + mark
  }

  /// Lines as a block of code that nothing in them can end.
  package static func fence(_ lines: [String], language: String = "go") -> [String] {
    let lines = lines.map { cut(cleaned(cut($0, 300), tab: "    "), 300) }
    let longest = lines.map(longestRun).max() ?? 0
    let mark = String(repeating: "`", count: max(3, longest + 1))
    return [mark + language] + lines + [mark]
  }

  /// The text without characters that a reader cannot see or that turn the direction of writing; line ends are spaces.
  static func cleaned(_ text: String, tab: String = " ") -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t": result.append(contentsOf: tab.unicodeScalars)
      case "\n", "\r": result.append(" ")
      default: if !TerminalText.isActive(scalar) { result.append(scalar) }
      }
    }
    return String(result)
  }

  private static func longestRun(ofBackticksIn text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// The text cut to so many scalars: characters have no bound on their length.
  private static func cut(_ text: String, _ limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(text[..<scalars.index(before: end)]) + "\u{2026}"
  }

  private static func words(_ text: Substring) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let word = PunctuatedWord(word)
      return word.before + (isPlain(word.core) ? word.core : Substring(code(String(word.core)))) + word.after
    }.joined(separator: " ")
  }

  /// Whether no renderer makes anything of a word: letters, digits and quiet punctuation, that are no address, no version
  /// of something in a repository and no number of an issue.
  private static func isPlain(_ word: Substring) -> Bool {
    var before: Unicode.Scalar?
    var isHex = true
    for scalar in word.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic
      let isDigit = ("0"..."9").contains(scalar)
      if !isLetter, !isDigit, !".,%()'\"+;?=:/-".unicodeScalars.contains(scalar) { return false }
      if scalar == "/", !word.hasSuffix("/s") { return false }
      if before == ":" { return false }
      if isLetter, before == ".", word.first != "." { return false }
      // GH-12 and its like are references to issues; p-9 is none, but safe is safe.
      if isDigit, before == "-", word.unicodeScalars.first?.properties.isAlphabetic == true { return false }
      if isDigit, before == "%" { return false }
      if !(isDigit || ("a"..."f").contains(scalar) || ("A"..."F").contains(scalar)) { isHex = false }
      before = scalar
    }
    return !(isHex && word.utf8.count >= 7) && word.utf8.filter { $0 == UInt8(ascii: "/") }.count <= 1
  }
}
