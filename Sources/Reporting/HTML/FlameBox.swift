// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis

/// One call of a flame graph: a box as wide as its share, its name cut where the box ends.
struct FlameBox {
  static let rowHeight = 20

  private let box: FlameLayout.Box
  private let name: CallName
  private let prefix: Markup

  init(_ box: FlameLayout.Box, in tree: CallTree, prefix: Markup) {
    self.box = box
    self.prefix = prefix
    name = CallName(tree, box.node)
  }

  func markup() -> Markup {
    let isLabelled = box.width > 0.008
    let label: Markup = isLabelled ? "<text x=\"4\" y=\"14\">\(name.short)</text>" : ""
    return """
      <svg id="\(prefix)-\(box.node)" class="box \(name.owner)" x="\(Coordinate.text(box.x * 100))%" \
      y="\(box.depth * Self.rowHeight)" width="\(Coordinate.text(box.width * 100))%" height="19">\
      <title>\(name.full) — \(name.amount)</title><rect width="100%" height="19"/>\(label)</svg>
      """
  }
}

/// One call of a tree as a row, indented by its depth.
struct CallTreeRow {
  private let box: FlameLayout.Box
  private let name: CallName

  init(_ box: FlameLayout.Box, in tree: CallTree) {
    self.box = box
    name = CallName(tree, box.node)
  }

  func markup() -> Markup {
    let expanded: Markup = box.hasChildren ? " aria-expanded=\"true\"" : ""
    return """
      <tr role="row" aria-level="\(box.depth + 1)"\(expanded) data-search><th role="rowheader" scope="row">\
      <svg class="indent" width="\(min(box.depth, 40) * 12)" height="1" aria-hidden="true"></svg>\(name.full)</th>\
      <td role="gridcell" class="number">\(name.value)</td><td role="gridcell" class="number">\(name.share)</td></tr>

      """
  }
}

/// A node of a call tree in words.
struct CallName {
  let short: Escaped
  let full: Escaped
  /// The class of the style.
  let owner: Markup
  let value: String
  let share: String

  var amount: String { "\(value), \(share)" }

  init(_ tree: CallTree, _ index: Int) {
    let node = tree.nodes[index]
    let plain = node.function.map { GoFunctionName($0).short } ?? (index == 0 ? "all" : "…")
    short = Escaped(plain, limit: 100)
    let line = node.line.map { ":\($0)" } ?? ""
    let place = node.file.map { " \(ShortPath($0).text)\(line)" } ?? ""
    full = Escaped(name: plain + place, limit: 200)
    owner =
      switch node.owner {
      case .own: "own"
      case .dependency: "dependency"
      case .standardLibrary, .runtime: "library"
      case nil: "whole"
      }
    value = SeriesText.text(Double(node.value), unit: tree.unit)
    let whole = Double(max(1, tree.nodes[0].value))
    share = "\(Quantity.rate(Double(node.value) / whole * 100)) %"
  }
}
