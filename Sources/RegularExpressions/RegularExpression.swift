// SPDX-License-Identifier: Apache-2.0

/// A regular expression in Go's syntax (RE2), matched in time linear in the text whatever the expression.
///
/// For patterns that a user types against names that nobody vouches for: there is no backtracking, so no pattern is
/// catastrophic. Answers only whether the text contains a match. Known are literals, classes (`[a-z]`, `\d \s \w`,
/// `[[:alpha:]]`, `\pL` and the other one-letter categories), groups, alternation, `* + ? {n,m}` greedy or not, anchors
/// `^ $ \A \z \b \B`, the flags `i s m U`, `\Q...\E` and the escapes of Go. As in Go there are no back references and no
/// look-around.
///
/// Matching is O(text * states) time and O(states) memory. Source: Go's regexp/syntax (1.27).
package struct RegularExpression: Sendable {
  /// The pattern as it was written.
  package let pattern: String
  private let program: PatternProgram
  /// The bytes that must occur, when the expression is nothing else.
  private let literal: [UInt8]?

  /// Compiles a pattern; throws with a sentence when it is none or too large.
  package init(_ pattern: String) throws(PatternError) {
    self.pattern = pattern
    var parser = PatternParser(pattern)
    let tree = try parser.parse()
    program = try PatternProgram(tree)
    literal = tree.literal
  }

  /// Whether the text contains a match.
  package func matches(_ text: String) -> Bool { matches(ArraySlice(Array(text.utf8))) }

  /// Whether the bytes, UTF-8 as far as they are, contain a match; a byte that is no UTF-8 counts as U+FFFD.
  package func matches(_ text: ArraySlice<UInt8>) -> Bool {
    if let literal { return Self.contains(text, literal) }
    var matcher = PatternMatcher(program)
    return matcher.matches(text)
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ literal: [UInt8]) -> Bool {
    guard let first = literal.first else { return true }
    guard text.count >= literal.count else { return false }
    for start in text.startIndex...(text.endIndex - literal.count) where text[start] == first {
      if text[start..<start + literal.count].elementsEqual(literal) { return true }
    }
    return false
  }
}

/// Why a text is no regular expression.
package struct PatternError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, as words without a full stop.
  package let reason: String
  /// Where in the pattern, in characters from 0.
  package let offset: Int

  package var description: String { "\(reason) at character \(offset + 1)" }
}
