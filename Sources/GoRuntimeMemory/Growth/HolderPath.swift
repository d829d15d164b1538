// SPDX-License-Identifier: Apache-2.0

import Evidence

/// A path with its indices left open, taken apart into the container and the steps.
struct HolderPath {
  let path: String

  /// The path without the element and its index or key: `main.book.visits` of `main.book.visits[string] -> *main.Visit`.
  var container: String {
    var text = path[...]
    if text.hasSuffix(")"), let dot = Self.lastRange(of: ".(", in: text) { text = text[..<dot] }
    let last = Self.lastRange(of: " -> ", in: text)
    if let last, !text[last...].dropFirst(4).contains("[") || !text.hasSuffix("]") { text = text[..<last] }
    if text.hasSuffix("]"), let open = Self.openBracket(in: text) { text = text[..<open] }
    if text.hasSuffix("^n") { text = text.dropLast(2) }
    if text.hasSuffix(".buf") { text = text.dropLast(4) }
    return String(text)
  }

  /// The path to a list: up to its first element, without the field that begins it.
  ///
  /// Lists that lead both ways are reached from both ends.
  func container(ofListOf element: String) -> String {
    guard let first = path.firstRange(of: " -> *\(element)"), !element.isEmpty else { return container }
    let head = path[..<first.lowerBound]
    guard let edge = Self.lastRange(of: " .", in: head), let dot = head.lastIndex(of: "."),
      dot > head.index(after: edge)
    else { return String(head) }
    return String(head[..<dot])
  }

  /// The steps from the root on: of each the field, index or key, and the type that it leads to.
  var steps: [(edge: String, type: String)] {
    let parts = path.split(separator: " -> ", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return [] }
    var edge = Self.afterName(parts[0])
    return parts.dropFirst().map { part in
      let cut = part.firstRange(of: " .")?.lowerBound ?? part.endIndex
      let step = (edge: edge, type: String(part[..<cut]))
      edge = String(part[cut...].drop { $0 == " " })
      return step
    }
  }

  /// The root: a variable with its package, or goroutines and their local variable.
  var root: String {
    let first = path.firstRange(of: " -> ").map { path[..<$0.lowerBound] } ?? path[...]
    return String(first.dropLast(Self.afterName(first).count))
  }

  /// What follows the name of a variable: fields, indices, keys.
  private static func afterName(_ text: Substring) -> String {
    if let slash = lastRange(of: " / ", in: text) {
      let local = text[slash...].dropFirst(3)
      return String(local[(local.firstIndex { $0 == "." || $0 == "[" } ?? local.endIndex)...])
    }
    guard let dot = text.firstIndex(of: ".") else { return "" }
    let rest = text[text.index(after: dot)...]
    return String(rest[(rest.firstIndex { $0 == "." || $0 == "[" } ?? rest.endIndex)...])
  }

  /// Where the bracket opens that the last character closes.
  private static func openBracket(in text: Substring) -> Substring.Index? {
    var depth = 0
    for index in text.indices.reversed() {
      if text[index] == "]" { depth += 1 }
      if text[index] == "[" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func lastRange(of part: String, in text: Substring) -> Substring.Index? {
    text.ranges(of: part).last?.lowerBound
  }
}
