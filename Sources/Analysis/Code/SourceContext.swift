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
    excerpts.text(at: location).map { GoLine.code($0) }
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
      if !GoLine.code(text).isEmpty { return candidate }
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

  /// Whether the line appends to a variable of the package: `x = append(x, ...)`, with `x` declared outside of its function.
  ///
  /// Fields of a parameter, a receiver or a local value may be one of many, each appended to once.
  package var appendsToPackageVariable: Bool {
    guard let statement, let equals = statement.firstRange(of: " = append(") else { return false }
    let target = statement[..<equals.lowerBound]
    guard statement[equals.upperBound...].hasPrefix("\(target),"), !target.contains("[") else { return false }
    return isDeclaredOutside(String(target.prefix { $0 != "." }))
  }

  /// Whether a loop around the line counts with this name: `for i := 0; ...`, `for i := range n`, `for i, x := range list`.
  package func isLoopCounter(_ name: String) -> Bool {
    enclosingLines.contains { $0.code.hasPrefix("for \(name) :=") || $0.code.hasPrefix("for \(name), ") }
  }

  /// Whether the function around the line declares no such name: as a parameter, a receiver or a variable.
  private func isDeclaredOutside(_ name: String) -> Bool {
    for line in stride(from: location.line - 1, to: max(0, location.line - 400), by: -1) {
      guard let text = excerpts.text(at: SourceLocation(file: location.file, line: line)) else { return false }
      let code = GoLine.code(text)
      let words = code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      let declared: ArraySlice<Substring> =
        if code.contains("func") {
          words[...]
        } else if let define = code.firstRange(of: " := ") {
          code[..<define.lowerBound].split { !($0.isLetter || $0.isNumber || $0 == "_") }[...]
        } else {
          code.hasPrefix("var ") ? words.dropFirst().prefix(1) : []
        }
      if declared.contains(where: { $0 == name }) { return false }
      if GoLine.indentation(text) == 0, code.hasPrefix("func ") { return true }
    }
    return false
  }

  /// The `case` lines of the `select` on this line; empty when it is none.
  package var selectCases: [String] {
    guard let first = excerpts.text(at: location), GoLine.code(first).hasPrefix("select") else { return [] }
    let depth = GoLine.indentation(first)
    var cases: [String] = []
    for line in (location.line + 1)...(location.line + 200) {
      guard let text = excerpts.text(at: SourceLocation(file: location.file, line: line)) else { break }
      let code = GoLine.code(text)
      if code.isEmpty { continue }
      if GoLine.indentation(text) <= depth && code.hasPrefix("}") { break }
      if GoLine.indentation(text) == depth, code.hasPrefix("case ") || code.hasPrefix("default:") { cases.append(code) }
    }
    return cases
  }

  /// Lines that enclose this one, innermost first, up to the function.
  private var enclosingLines: [(line: Int, code: String)] {
    guard let own = excerpts.text(at: location) else { return [] }
    var depth = GoLine.indentation(own)
    var result: [(line: Int, code: String)] = []
    if GoLine.code(own).hasPrefix("for ") { result.append((location.line, GoLine.code(own))) }
    for line in stride(from: location.line - 1, to: max(0, location.line - 400), by: -1) where depth > 0 {
      guard let text = excerpts.text(at: SourceLocation(file: location.file, line: line)) else { break }
      let code = GoLine.code(text)
      guard !code.isEmpty, GoLine.indentation(text) < depth, !code.hasSuffix(":") else { continue }
      depth = GoLine.indentation(text)
      if code.hasPrefix("func ") || code.contains("func(") { break }
      result.append((line, code))
    }
    return result
  }

  private static func isTimer(_ code: String) -> Bool {
    code.contains("time.After(") || code.contains("time.Tick(") || code.contains(".C:") || code.contains(".C {")
      || code.hasSuffix(".C") || code.contains("time.Sleep(")
  }
}
