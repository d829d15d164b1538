// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Which locks a function certainly holds at one of its lines, read from its source.
///
/// Counts as held: a `Lock` or `RLock` that stands as a statement of its own at the outermost level of the function, above
/// the line, without an `Unlock` of the same expression in between (a deferred one runs at the end). Anything less plain, a
/// lock inside a block, a variable that is assigned again, a function literal, is not believed: the answer is used as
/// proof. Go source is formatted by gofmt, so one tab is the outermost level of a function.
package struct LockStatements: Sendable {
  /// An expression that is locked: `from.mutex` has the root `from` and the path `.mutex`.
  package struct Lock: Hashable, Sendable {
    package var root: String
    package var path: String

    /// The expression before `.Lock()` or `.RLock()`; nil when the statement is not exactly that.
    init?(statement: String) {
      for call in [".Lock()", ".RLock()"] where statement.hasSuffix(call) {
        let expression = statement.dropLast(call.count)
        guard !expression.isEmpty,
          expression.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
        else { return nil }
        root = String(expression.prefix { $0 != "." })
        path = String(expression.dropFirst(root.count))
        return
      }
      return nil
    }
  }

  /// A parameter that occupies one word, so that its value can be read from the arguments of a stack.
  package struct Parameter: Hashable, Sendable {
    package var name: String
    package var type: String
  }

  /// Receiver and parameters in order; nil when one of them does not occupy exactly one word.
  package let parameters: [Parameter]?
  /// Locks held when the line is reached.
  package let held: Set<Lock>
  /// What the line itself locks.
  package let waited: Lock?

  /// Nil when the source is not readable or the line is not in a plain function.
  package init?(_ excerpts: SourceExcerpts, at location: SourceLocation) {
    guard let own = excerpts.text(at: location) else { return nil }
    var body: [String] = []
    var header: String?
    for line in stride(from: location.line - 1, to: max(0, location.line - 300), by: -1) {
      guard let text = excerpts.text(at: SourceLocation(file: location.file, line: line)) else { return nil }
      if text.hasPrefix("func ") {
        header = text
        break
      }
      // A closing brace at the margin: the line is outside of any function that begins above.
      if text.hasPrefix("}") { return nil }
      body.append(text)
    }
    guard let header, !Self.isInLiteral(body, around: own) else { return nil }
    parameters = Self.parameters(of: header)
    // A parameter that changes no longer has the value that the stack shows: swapping two before they are locked in order
    // is the very remedy for a deadlock.
    let assigned = Self.assignedNames(in: body)
    waited = Lock(statement: GoLine.code(own)).flatMap { assigned.contains($0.root) ? nil : $0 }
    held = Self.held(in: body.reversed()).filter { !assigned.contains($0.root) }
  }

  private static func held(in body: [String]) -> Set<Lock> {
    var held: Set<Lock> = []
    for text in body {
      let code = GoLine.code(text)
      if text.hasPrefix("\t"), !text.hasPrefix("\t\t"), let lock = Lock(statement: code) {
        held.insert(lock)
      }
      guard !code.hasPrefix("defer ") else { continue }
      held = held.filter { lock in
        let expression = lock.root + lock.path
        let isReleased = code.contains(expression + ".Unlock()") || code.contains(expression + ".RUnlock()")
        return !isReleased
      }
    }
    return held
  }

  /// Names that any statement assigns to, declares anew, or takes the address of.
  private static func assignedNames(in body: [String]) -> Set<String> {
    var names: Set<String> = []
    for text in body {
      let code = GoLine.code(text)
      for (index, character) in zip(code.indices, code) where character == "&" {
        names.insert(String(code[code.index(after: index)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
      }
      guard let equals = code.firstIndex(of: "=") else { continue }
      var left = code[..<equals]
      for keyword in ["} else if ", "if ", "for ", "switch ", "case ", "var "] where left.hasPrefix(keyword) {
        left = left.dropFirst(keyword.count)
      }
      for part in left.split(separator: ",") {
        names.insert(String(part.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }))
      }
    }
    return names
  }

  /// Whether a function literal encloses the line: its variables are not the function's arguments.
  private static func isInLiteral(_ above: [String], around own: String) -> Bool {
    var depth = GoLine.indentation(own)
    for text in above where !GoLine.code(text).isEmpty && GoLine.indentation(text) < depth {
      depth = GoLine.indentation(text)
      if text.contains("func(") { return true }
    }
    return false
  }

  /// Receiver and parameters of a `func` line; nil when the line does not hold them all or one has not exactly one word.
  private static func parameters(of header: String) -> [Parameter]? {
    var rest = header.dropFirst("func ".count)
    var lists: [Substring] = []
    if rest.hasPrefix("(") {
      guard let end = rest.firstIndex(of: ")") else { return nil }
      lists.append(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    }
    guard let open = rest.firstIndex(of: "("), !rest[..<open].contains("["), let close = rest.firstIndex(of: ")") else {
      return nil
    }
    lists.append(rest[rest.index(after: open)..<close])
    var result: [Parameter] = []
    for list in lists {
      guard let parsed = parameters(inList: list) else { return nil }
      result += parsed
    }
    return result
  }

  private static func parameters(inList list: Substring) -> [Parameter]? {
    if list.contains("(") || list.contains("{") { return nil }
    var result: [Parameter] = []
    var type: String?
    for part in list.split(separator: ",").reversed() {
      let words = part.split(separator: " ", maxSplits: 1).map(String.init)
      if words.count == 2 { type = words[1] }
      guard let name = words.first, let type, hasOneWord(type) else { return nil }
      result.insert(Parameter(name: name, type: type), at: 0)
    }
    return result
  }

  private static func hasOneWord(_ type: String) -> Bool {
    if type.hasPrefix("*") || type.hasPrefix("map[") || type.hasPrefix("chan ") || type.hasPrefix("<-chan ") {
      return true
    }
    return ["int", "int64", "uint", "uint64", "uintptr", "int32", "uint32", "bool", "byte", "rune"].contains(type)
  }
}
