// SPDX-License-Identifier: Apache-2.0

/// Where the nodes of a call tree lie in its flame graph, in shares of the whole width.
struct FlameLayout {
  /// A node's place: depth from 0, left edge and width from 0 to 1.
  struct Box {
    var node: Int
    var depth: Int
    var x: Double
    var width: Double
    var hasChildren: Bool
  }

  /// In the order of the nodes.
  let boxes: [Box]

  /// Children stand side by side from the left edge of their caller; O(nodes).
  init(_ tree: CallTree) {
    let whole = Double(max(1, tree.nodes.first?.value ?? 1))
    var boxes: [Box] = []
    /// Where the next child of a node begins.
    var next: [Double] = []
    for (index, node) in tree.nodes.enumerated() {
      let parent = node.parent.flatMap { $0 >= 0 && $0 < index ? $0 : nil }
      let x = parent.map { next[$0] } ?? 0
      // A damaged tree may claim more for callees than their caller has.
      let end = parent.map { boxes[$0].x + boxes[$0].width } ?? 1
      let width = max(0, min(Double(node.value) / whole, end - x))
      if let parent {
        next[parent] = x + width
        boxes[parent].hasChildren = true
      }
      boxes.append(
        Box(node: index, depth: parent.map { boxes[$0].depth + 1 } ?? 0, x: x, width: width, hasChildren: false)
      )
      next.append(x)
    }
    self.boxes = boxes
  }
}
