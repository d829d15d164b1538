// SPDX-License-Identifier: Apache-2.0

/// Which node every path from the root to a node goes through last: the dominator tree of a directed graph.
///
/// Semi-NCA of Georgiadis and Tarjan ("Finding dominators in practice", 2006), with an explicit stack and paths compressed in
/// loops, so that chains of millions of nodes do not matter. O(edges × log nodes) at worst, near linear in practice.
package struct DominatorTree: Sendable {
  /// The immediate dominator of each node; the root's is itself, and so is that of a node that cannot be reached.
  package let dominators: [UInt32]
  /// Nodes in the order of a depth-first search from the root: every node stands behind its dominator.
  package let order: [UInt32]

  /// The tree of the graph in which the successors of node `i` are `targets[starts[i]..<starts[i + 1]]`, from node 0.
  ///
  /// `starts` has one element more than there are nodes, and every target is a node. 28 bytes a node and 4 an edge while it
  /// runs.
  package init(starts: Span<UInt32>, targets: Span<UInt32>) {
    let nodeCount = max(starts.count - 1, 0)
    guard nodeCount > 0 else {
      dominators = []
      order = []
      return
    }
    // Columns are given up as soon as they are not needed any more: a heap may have hundreds of millions of objects.
    let order: [UInt32]
    var parents: [UInt32]
    var numbers: [UInt32]
    (order, parents, numbers) = DepthFirstSearch.run(starts, targets)
    let reached = order.count

    // Predecessors by number, compressed: counted, summed, filled.
    var firsts = [UInt32](repeating: 0, count: reached + 1)
    for number in 0..<reached {
      let node = Int(order[number])
      for edge in Int(starts[node])..<Int(starts[node + 1]) { firsts[Int(numbers[Int(targets[edge])])] &+= 1 }
    }
    // Numbers count from 1, so that each count already stands one place further.
    for number in 1..<reached + 1 { firsts[number] &+= firsts[number - 1] }
    var predecessors = [UInt32](repeating: 0, count: Int(firsts[reached]))
    var fill = firsts
    for number in 0..<reached {
      let node = Int(order[number])
      for edge in Int(starts[node])..<Int(starts[node + 1]) {
        let target = Int(numbers[Int(targets[edge])]) - 1
        predecessors[Int(fill[target])] = UInt32(number)
        fill[target] &+= 1
      }
    }
    fill = []
    numbers = []

    var forest = LinkedForest(parents: parents)
    parents = []
    var number = reached - 1
    while number > 0 {
      var best = forest.semidominators[number]
      for edge in Int(firsts[number])..<Int(firsts[number + 1]) {
        best = min(best, forest.semidominators[Int(forest.evaluate(predecessors[edge]))])
      }
      forest.semidominators[number] = best
      forest.link(UInt32(number))
      number -= 1
    }
    // The dominator is the nearest ancestor that is not below the semidominator.
    predecessors = []
    firsts = []
    var (immediate, semidominators) = forest.result()
    if reached > 1 {
      for number in 1..<reached {
        var candidate = immediate[number]
        while candidate > semidominators[number] { candidate = immediate[Int(candidate)] }
        immediate[number] = candidate
      }
    }
    semidominators = []
    var dominators = [UInt32](repeating: 0, count: nodeCount)
    for node in 0..<nodeCount { dominators[node] = UInt32(node) }
    if reached > 1 { for number in 1..<reached { dominators[Int(order[number])] = order[Int(immediate[number])] } }
    immediate = []
    self.dominators = dominators
    self.order = order
  }

  /// What each node retains: its own weight and that of all nodes that it dominates.
  ///
  /// Taking a node away would free so much. The root's is the sum of all that is reached.
  package func retained(weights: (UInt32) -> UInt64) -> [UInt64] {
    var retained = [UInt64](repeating: 0, count: dominators.count)
    for index in order.indices.reversed() {
      let node = order[index]
      retained[Int(node)] &+= weights(node)
      if index > 0 { retained[Int(dominators[Int(node)])] &+= retained[Int(node)] }
    }
    return retained
  }
}

/// Numbers nodes in the order in which they are first met.
private struct DepthFirstSearch {
  /// The node of each number.
  var order: [UInt32] = []
  /// Number of the node from which each number was met.
  var parents: [UInt32] = []
  /// Number plus one of each node; 0 while it has not been met.
  var numbers: [UInt32]

  init(nodeCount: Int) {
    numbers = [UInt32](repeating: 0, count: nodeCount)
    order.reserveCapacity(nodeCount)
    parents.reserveCapacity(nodeCount)
  }

  static func run(
    _ starts: Span<UInt32>,
    _ targets: Span<UInt32>
  ) -> (order: [UInt32], parents: [UInt32], numbers: [UInt32]) {
    var search = DepthFirstSearch(nodeCount: starts.count - 1)
    search.search(starts, targets)
    return (search.order, search.parents, search.numbers)
  }

  private mutating func search(_ starts: Span<UInt32>, _ targets: Span<UInt32>) {
    var stack: [(node: UInt32, edge: UInt32)] = [(0, starts[0])]
    order.append(0)
    parents.append(0)
    numbers[0] = 1
    while let (node, edge) = stack.last {
      guard edge < starts[Int(node) + 1] else {
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].edge = edge + 1
      let target = targets[Int(edge)]
      if numbers[Int(target)] == 0 {
        parents.append(numbers[Int(node)] - 1)
        order.append(target)
        numbers[Int(target)] = UInt32(order.count)
        stack.append((target, starts[Int(target)]))
      }
    }
  }
}

/// The part of the depth-first tree that has been worked through, from which the least semidominator of a path is asked.
private struct LinkedForest {
  private static let none = UInt32.max
  private var parents: [UInt32]
  var semidominators: [UInt32]
  private var labels: [UInt32]
  private var ancestors: [UInt32]
  private var path: [UInt32] = []

  init(parents: [UInt32]) {
    self.parents = parents
    semidominators = parents.indices.map { UInt32($0) }
    labels = semidominators
    ancestors = [UInt32](repeating: Self.none, count: parents.count)
  }

  /// The parents and the semidominators; the rest is given up.
  consuming func result() -> (parents: [UInt32], semidominators: [UInt32]) { (parents, semidominators) }

  mutating func link(_ number: UInt32) { ancestors[Int(number)] = parents[Int(number)] }

  /// The node of the path to the top of its tree whose semidominator is the least.
  mutating func evaluate(_ number: UInt32) -> UInt32 {
    if ancestors[Int(number)] == Self.none { return labels[Int(number)] }
    path.removeAll(keepingCapacity: true)
    var at = number
    while ancestors[Int(ancestors[Int(at)])] != Self.none {
      path.append(at)
      at = ancestors[Int(at)]
    }
    while let step = path.popLast() {
      let ancestor = ancestors[Int(step)]
      if semidominators[Int(labels[Int(ancestor)])] < semidominators[Int(labels[Int(step)])] {
        labels[Int(step)] = labels[Int(ancestor)]
      }
      ancestors[Int(step)] = ancestors[Int(ancestor)]
    }
    return labels[Int(number)]
  }
}
