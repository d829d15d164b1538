// SPDX-License-Identifier: Apache-2.0

package import Analysis
import Evidence

/// A flame tree as JSON for a page: columns in preorder, with names that share their beginnings.
///
/// `<`, `>` and `&` are escaped, so that no name can end the element that the text may stand in. What acts on a terminal or
/// turns the direction of writing is replaced in names. Shape: node i has `depth[i]`, `name[i]` (an index into the names, -1
/// without), `after[i]`, in a comparison `before[i]` and `width[i]`; `folds` holds by node how many branches it stands for. Name
/// i begins with the first `shared[i]` UTF-16 units of name i-1 and ends with `rest[i]`. `path` leads from the root of all
/// stacks to the first node, the first node included.
package struct FlameData: Sendable {
  /// The JSON.
  package let text: String

  /// Longest name that is shown, in characters.
  private static let nameLimit = 400

  /// Writes a tree whose values have a unit; O(nodes + names * log names).
  package init(_ tree: FlameTree, unit: String) {
    let safe = tree.names.map { TerminalText.safe(String($0.prefix(Self.nameLimit))) }
    let order = safe.indices.sorted { safe[$0].utf8.lexicographicallyPrecedes(safe[$1].utf8) }
    var place = [Int](repeating: -1, count: safe.count)
    var shared: [Int] = []
    var rest: [String] = []
    var last = ""
    for (position, index) in order.enumerated() {
      place[index] = position
      let (units, tail) = Self.tail(of: safe[index], after: last)
      shared.append(units)
      rest.append(Self.json(tail))
      last = safe[index]
    }
    var depths: [Int] = []
    for node in tree.nodes { depths.append(node.parent < 0 ? 0 : depths[node.parent] + 1) }
    func list(_ values: some Sequence<some BinaryInteger>) -> String {
      values.map { String($0) }.joined(separator: ",")
    }
    let path = tree.path.map { step in
      "{\"name\":\(Self.json(TerminalText.safe(step.name))),\"after\":\(step.after),\"before\":\(step.before)}"
    }
    var text = "{\"unit\":\(Self.json(unit)),\"compares\":\(tree.isComparison),\"folded\":\(tree.foldedCount),"
    text += "\"path\":[\(path.joined(separator: ","))],"
    text += "\"shared\":[\(list(shared))],\"rest\":[\(rest.joined(separator: ","))],"
    text += "\"depth\":[\(list(depths))],\"name\":[\(list(tree.nodes.map { $0.name < 0 ? -1 : place[$0.name] }))],"
    text += "\"after\":[\(list(tree.nodes.map(\.after)))],"
    if tree.isComparison {
      text += "\"before\":[\(list(tree.nodes.map(\.before)))],\"width\":[\(list(tree.nodes.map(\.width)))],"
    }
    let folds = tree.nodes.enumerated().filter { $0.element.folded > 0 }.map { "\"\($0.offset)\":\($0.element.folded)" }
    self.text = text + "\"folds\":{\(folds.joined(separator: ","))}}"
  }

  /// How many UTF-16 units two names share at their beginning, in whole scalars, and the rest of the second.
  private static func tail(of name: String, after last: String) -> (units: Int, rest: String) {
    var units = 0
    var old = last.unicodeScalars.makeIterator()
    let new = name.unicodeScalars
    var end = new.startIndex
    while end < new.endIndex, old.next() == new[end] {
      units += new[end].value > 0xffff ? 2 : 1
      end = new.index(after: end)
    }
    return (units, String(new[end...]))
  }

  /// A text as a string of JSON that can stand inside an element.
  package static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "<": result += "\\u003c"
      case ">": result += "\\u003e"
      case "&": result += "\\u0026"
      default:
        if scalar.value < 0x20 { result += " " } else { result.unicodeScalars.append(scalar) }
      }
    }
    return result + "\""
  }
}
