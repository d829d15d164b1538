// SPDX-License-Identifier: Apache-2.0

/// Finds the cycles of a directed graph: its strongly connected components.
///
/// Source: R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Computing 1 (1972), with an explicit
/// stack, so that the depth of the graph does not matter. O(nodes + edges).
package struct StronglyConnectedComponents: Sendable {
  /// Components in reverse topological order, each with its nodes ascending.
  package let components: [[Int]]

  /// The components of the graph in which node `i` points to the nodes `successors[i]`.
  ///
  /// Successors outside `successors.indices` are ignored.
  package init(successors: [[Int]]) {
    var search = Search(successors: successors)
    for node in successors.indices where search.order[node] == nil { search.visit(from: node) }
    components = search.components
  }

  /// Components that hold a cycle: more than one node, or a node that points to itself.
  package func cycles(of successors: [[Int]]) -> [[Int]] {
    components.filter { $0.count > 1 || successors[$0[0]].contains($0[0]) }
  }
}

/// The state of one depth-first search; names as in Tarjan's paper.
private struct Search {
  let successors: [[Int]]
  var order: [Int?]
  var lowLink: [Int]
  var isOnStack: [Bool]
  var stack: [Int] = []
  var components: [[Int]] = []
  var next = 0

  init(successors: [[Int]]) {
    self.successors = successors
    order = Array(repeating: nil, count: successors.count)
    lowLink = Array(repeating: 0, count: successors.count)
    isOnStack = Array(repeating: false, count: successors.count)
  }

  mutating func visit(from root: Int) {
    var path: [(node: Int, edge: Int)] = [(root, 0)]
    open(root)
    while let (node, edge) = path.last {
      if edge < successors[node].count {
        path[path.count - 1].edge += 1
        let successor = successors[node][edge]
        guard successors.indices.contains(successor) else { continue }
        if let seen = order[successor] {
          if isOnStack[successor] { lowLink[node] = min(lowLink[node], seen) }
        } else {
          open(successor)
          path.append((successor, 0))
        }
      } else {
        path.removeLast()
        if let parent = path.last { lowLink[parent.node] = min(lowLink[parent.node], lowLink[node]) }
        if lowLink[node] == order[node] { close(node) }
      }
    }
  }

  mutating func open(_ node: Int) {
    order[node] = next
    lowLink[node] = next
    next += 1
    stack.append(node)
    isOnStack[node] = true
  }

  mutating func close(_ root: Int) {
    var component: [Int] = []
    while let node = stack.popLast() {
      isOnStack[node] = false
      component.append(node)
      if node == root { break }
    }
    components.append(component.sorted())
  }
}
