// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// What stands around a line of Go source, read from its text.
///
/// Go source is formatted by gofmt, so indentation shows the nesting: the statement that encloses a line is the nearest
/// line above with less indentation. Answers are nil or false when the source could not be read; a rule that needs an
/// answer must do without it then.
package struct SourceContext: Sendable {
  private let excerpts: SourceExcerpts
  private let location: SourceLocation

  package init(_ excerpts: SourceExcerpts, at location: SourceLocation) {
    self.excerpts = excerpts
    self.location = location
  }

  /// The line itself, without indentation and comment; nil when not readable.
  package var statement: String? {
    excerpts.text(at: location).map { Self.code($0) }
  }

  /// Whether the line stands in a `for` loop of its function.
  package var enclosingLoop: SourceLocation? {
    enclosingLines.first { $0.code.hasPrefix("for ") || $0.code == "for {" }
      .map { SourceLocation(file: location.file, line: $0.line) }
  }

  /// The first statement in the loop around the line, which is where a loop that never waits is pointed at.
  package var firstStatementOfLoop: SourceLocation? {
    guard let loop = enclosingLoop else { return nil }
    for offset in 1...20 {
      let candidate = SourceLocation(file: loop.file, line: loop.line + offset)
      guard let text = excerpts.text(at: candidate) else { return nil }
      if !Self.code(text).isEmpty { return candidate }
    }
    return nil
  }

  /// Whether the line waits for a timer or ticker: `<-t.C`, `time.After`, `time.Tick`, or a `select` with such a case.
  package var waitsForTimer: Bool {
    guard let statement else { return false }
    if statement.hasPrefix("select") { return selectCases.contains { Self.isTimer($0) } }
    return Self.isTimer(statement)
  }

  /// Whether the line waits for the end of a context, alone or as a case of a `select`.
  package var waitsForContext: Bool {
    guard let statement else { return false }
    return (statement.hasPrefix("select") ? selectCases : [statement]).contains { $0.contains(".Done()") }
  }

  /// The `case` lines of the `select` on this line; empty when it is none.
  package var selectCases: [String] {
    guard let first = excerpts.text(at: location), Self.code(first).hasPrefix("select") else { return [] }
    let depth = Self.indentation(first)
    var cases: [String] = []
    for line in (location.line + 1)...(location.line + 200) {
      guard let text = excerpts.text(at: SourceLocation(file: location.file, line: line)) else { break }
      let code = Self.code(text)
      if code.isEmpty { continue }
      if Self.indentation(text) <= depth && code.hasPrefix("}") { break }
      if Self.indentation(text) == depth, code.hasPrefix("case ") || code.hasPrefix("default:") { cases.append(code) }
    }
    return cases
  }

  /// Lines that enclose this one, innermost first, up to the function.
  private var enclosingLines: [(line: Int, code: String)] {
    guard let own = excerpts.text(at: location) else { return [] }
    var depth = Self.indentation(own)
    var result: [(line: Int, code: String)] = []
    if Self.code(own).hasPrefix("for ") { result.append((location.line, Self.code(own))) }
    for line in stride(from: location.line - 1, to: max(0, location.line - 400), by: -1) where depth > 0 {
      guard let text = excerpts.text(at: SourceLocation(file: location.file, line: line)) else { break }
      let code = Self.code(text)
      guard !code.isEmpty, Self.indentation(text) < depth, !code.hasSuffix(":") else { continue }
      depth = Self.indentation(text)
      if code.hasPrefix("func ") || code.contains("func(") { break }
      result.append((line, code))
    }
    return result
  }

  private static func isTimer(_ code: String) -> Bool {
    code.contains("time.After(") || code.contains("time.Tick(") || code.contains(".C:") || code.contains(".C {")
      || code.hasSuffix(".C") || code.contains("time.Sleep(")
  }

  /// The text without indentation and without a line comment.
  private static func code(_ line: String) -> String {
    var code = line[...]
    if let comment = startOfComment(code) { code = code[..<comment] }
    while let first = code.first, first == "\t" || first == " " { code.removeFirst() }
    while let last = code.last, last == "\t" || last == " " || last == "\r" { code.removeLast() }
    return String(code)
  }

  /// Where a line comment begins; slashes inside quotes are none.
  private static func startOfComment(_ code: Substring) -> Substring.Index? {
    var quote: Character?
    var previous: Character?
    for index in code.indices {
      let character = code[index]
      if let open = quote {
        if character == "\\", open != "`", previous == "\\" {
          previous = nil
          continue
        }
        if character == open, previous != "\\" || open == "`" { quote = nil }
      } else if character == "\"" || character == "`" || character == "'" {
        quote = character
      } else if character == "/", previous == "/" {
        return code.index(before: index)
      }
      previous = character
    }
    return nil
  }

  private static func indentation(_ line: String) -> Int {
    line.prefix { $0 == "\t" || $0 == " " }.count
  }
}
