// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Shortest paths with their indices left open, as a tree: objects that are reached alike share a pattern.
///
/// A pattern is the pattern of the object before, the place in its type through which it points, and the type found there.
/// A step that repeats the one before it, as in a linked list, adds nothing, so that a list of a million elements is one
/// pattern. The finder of a node has a smaller number, so one pass in the order of numbers does: O(nodes).
struct PathPatterns {
  struct Pattern {
    var parent: UInt32
    /// A node that is reached so.
    var example: UInt32
    var count = 0
    var bytes: UInt64 = 0
    /// What the nodes of the pattern retain together, each byte once.
    var retainedBytes: UInt64 = 0
  }

  private struct Step: Hashable {
    var parent: UInt32
    var type: DebugInfo.TypeID
    /// Place within the type of the object before; for roots the variable or the function.
    var place: UInt64
    var found: DebugInfo.TypeID
  }

  private(set) var patterns: [Pattern] = []
  /// The pattern of each node.
  private(set) var patternOfNode: [UInt32]

  init(_ program: ProgramGraph) {
    let graph = program.nodeCount
    patternOfNode = [UInt32](repeating: 0, count: graph)
    var known: [Step: UInt32] = [:]
    var steps: [Step] = [Step(parent: 0, type: DebugInfo.none, place: 0, found: DebugInfo.none)]
    patterns.append(Pattern(parent: 0, example: 0))
    var places: [String: UInt64] = [:]
    for node in 1..<max(graph, 1) {
      let parent = program.parent(of: UInt32(node))
      var step: Step
      if let root = program.root(of: UInt32(node)) {
        let label = program.rootGroup(root)
        let place = places[label] ?? UInt64(places.count)
        places[label] = place
        step = Step(parent: 0, type: DebugInfo.none, place: place, found: DebugInfo.none)
      } else {
        let type = program.types.types[node]
        let isInside = program.table.isInside(type)
        // Buckets, tables and groups are one step, whichever of them holds what.
        if isInside, program.root(of: parent) == nil, program.table.isInside(program.types.types[Int(parent)]) {
          patternOfNode[node] = patternOfNode[Int(parent)]
          continue
        }
        let edge = program.edge(from: parent, to: UInt32(node))
        step = Step(
          parent: patternOfNode[Int(parent)],
          type: edge.type,
          place: UInt64(bitPattern: program.patternOffset(of: edge)),
          found: isInside ? DebugInfo.none : type
        )
        let before = steps[Int(step.parent)]
        if before.parent != 0 || before.type != DebugInfo.none, before.type == step.type, before.place == step.place,
          before.found == step.found
        {
          patternOfNode[node] = step.parent
          continue
        }
      }
      if let found = known[step] {
        patternOfNode[node] = found
      } else {
        let index = UInt32(patterns.count)
        known[step] = index
        steps.append(step)
        patterns.append(Pattern(parent: step.parent, example: UInt32(node)))
        patternOfNode[node] = index
      }
    }
    for node in 1..<max(graph, 1) {
      let pattern = Int(patternOfNode[node])
      patterns[pattern].count += 1
      patterns[pattern].bytes &+= program.size(of: UInt32(node))
      // Below a node of the same pattern it is counted with that.
      if patternOfNode[Int(program.dominators[node])] != UInt32(pattern) {
        patterns[pattern].retainedBytes &+= program.retained[node]
      }
    }
  }
}
