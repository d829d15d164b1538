// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import GraphAlgorithms

/// Who points to whom: the objects that can be reached, as a compressed graph.
///
/// Node 0 stands for the collector's roots together; its successors are the roots, one node each; then come objects. Nodes are
/// numbered in the order of a breadth-first search, so that the number of whoever found a node first is smaller, and edges of
/// a node stand together: those of `node` are `starts[node]..<starts[node + 1]`. 8 bytes an edge, 20 a node.
package struct ObjectGraph: ~Copyable {
  /// What a node stands for: a slot of the heap, or above those a root.
  var subjects = Column<UInt32>()
  var starts = Column<UInt32>()
  var targets = Column<UInt32>()
  /// Where in an object the pointer of an edge lies, in words; for roots which of their words it is.
  var places = Column<UInt32>()
  /// Who found a node first: the step before on a shortest path from the roots.
  var parents = Column<UInt32>()
  /// The edge through which that was.
  var parentEdges = Column<UInt32>()
  /// Node of a slot, or 0 when it was not reached; behind the slots the roots.
  var nodes = Column<UInt32>()
  let slotCount: UInt32
  /// Objects that are reached, and their bytes.
  package internal(set) var objectCount = 0
  package internal(set) var byteCount: UInt64 = 0
  /// Pointers that led into the heap and to no object there: freed, or not pointers.
  package internal(set) var danglingCount = 0

  package var nodeCount: Int { subjects.count }
  package var edgeCount: Int { targets.count }

  init(slotCount: Int, rootCount: Int) {
    self.slotCount = UInt32(slotCount)
    nodes.append(repeating: 0, count: slotCount + rootCount)
  }

  /// The root of a node; nil for objects and for node 0.
  package func root(of node: UInt32) -> Int? {
    node != 0 && subjects[Int(node)] >= slotCount ? Int(subjects[Int(node)] - slotCount) : nil
  }

  /// The slot of a node; nil for roots and node 0.
  package func slot(of node: UInt32) -> UInt32? {
    node != 0 && subjects[Int(node)] < slotCount ? subjects[Int(node)] : nil
  }

  /// The first place through which a node points to another.
  ///
  /// O(1) for who found it first, else O(edges of the node).
  func place(from node: UInt32, to target: UInt32) -> UInt32? {
    if parents[Int(target)] == node { return places[Int(parentEdges[Int(target)])] }
    for edge in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) where targets[edge] == target {
      return places[edge]
    }
    return nil
  }
}
