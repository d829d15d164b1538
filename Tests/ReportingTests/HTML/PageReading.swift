// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A page taken apart by the rules of HTML that this program keeps: every tag closed, every attribute in double quotes.
struct PageReading {
  private(set) var elements: [(name: String, attributes: [(name: String, value: String)])] = []
  private(set) var faults: [String] = []
  /// Everything between tags, references resolved.
  private(set) var text = ""
  /// The content of `style` and `script`, as it stands.
  private(set) var raw: [String: String] = [:]

  private static let empty: Set<String> = ["meta", "input"]

  init(_ page: String) {
    var open: [String] = []
    var rest = Substring(page)
    while let start = rest.firstIndex(of: "<") {
      text += Self.resolved(rest[..<start])
      rest = rest[start...]
      guard let end = rest.firstIndex(of: ">") else {
        faults.append("a tag does not end: \(rest.prefix(40))")
        return
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag == "!doctype html" { continue }
      if tag.hasPrefix("/") {
        let name = String(tag.dropFirst())
        if open.last == name { open.removeLast() } else { faults.append("</\(name)> closes \(open.last ?? "nothing")") }
        continue
      }
      let name = String(tag.prefix { $0 != " " && $0 != "/" && $0 != "\n" })
      var attributes = tag.dropFirst(name.count)
      let closesItself = attributes.hasSuffix("/")
      if closesItself { attributes = attributes.dropLast() }
      if name.isEmpty || !name.allSatisfy({ $0.isLowercase || $0.isNumber }) {
        faults.append("an odd tag: \(tag.prefix(60))")
      }
      elements.append((name, readAttributes(attributes)))
      if closesItself || Self.empty.contains(name) { continue }
      if name == "style" || name == "script" {
        guard let close = rest.range(of: "</\(name)>") else {
          faults.append("<\(name)> does not end")
          return
        }
        raw[name, default: ""] += rest[..<close.lowerBound]
        rest = rest[close.upperBound...]
        continue
      }
      open.append(name)
    }
    if !open.isEmpty { faults.append("not closed: \(open)") }
  }

  private mutating func readAttributes(_ text: Substring) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    var rest = text.drop(while: \.isWhitespace)
    while !rest.isEmpty {
      let name = String(rest.prefix { $0 != "=" && !$0.isWhitespace })
      rest = rest.dropFirst(name.count)
      guard rest.first == "=" else {
        result.append((name, ""))
        rest = rest.drop(while: \.isWhitespace)
        continue
      }
      rest = rest.dropFirst()
      guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
        faults.append("an attribute without quotes: \(name)\(rest.prefix(30))")
        return result
      }
      result.append((name, Self.resolved(rest[rest.index(after: rest.startIndex)..<end])))
      rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace)
    }
    return result
  }

  private static func resolved(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var result = String(text)
    for (reference, character) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#96;", "`"), ("&amp;", "&"),
    ] { result = result.replacingOccurrences(of: reference, with: character) }
    return result
  }

  /// The values of an attribute, in the order of the page.
  func values(of attribute: String) -> [String] {
    elements.flatMap(\.attributes).filter { $0.name == attribute }.map(\.value)
  }
}
