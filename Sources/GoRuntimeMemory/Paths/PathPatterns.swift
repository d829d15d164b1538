// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import ProcessImages

/// Shortest paths with their indices left open, as a tree: objects that are reached alike share a pattern.
///
/// A pattern is the pattern of the object before, the place in its type through which it points, and the type found there.
/// A step that a path has taken before leads back to the pattern that it led to then, so that a list of a million elements
/// is one pattern, and a tree of any depth a few. The finder of a node has a smaller number, so one pass in the order of
/// numbers does: O(nodes). A pattern's number is larger than that of the one before it.
struct PathPatterns {
  struct Pattern {
    var parent: UInt32
    /// The first node that was reached so; its finder is of the pattern before.
    var example: UInt32
    var count = 0
    var bytes: UInt64 = 0
    /// What the nodes of the pattern retain together, each byte once.
    var retainedBytes: UInt64 = 0
    /// The pattern to which a path goes on from here by a step that it has taken already; 0 for none.
    var loop: UInt32 = 0
    /// Whether it lies between the start and the end of such a loop.
    var isLooped = false
    /// Nodes that are reached alike but through other fields of the same type, one for each field.
    var others: [UInt32] = []
  }

  private struct Step: Hashable {
    /// The type that holds; for a step from a type to itself that type.
    var type = DebugInfo.none
    /// Place within the type that holds; for roots the variable or the function.
    var place: UInt64 = 0
    var found = DebugInfo.none
  }

  private struct Place: Hashable {
    var parent: UInt32
    var step: Step
  }

  /// A step from a type to itself is one whatever the field: the two ends of a list, the branches of a tree.
  private static let toItself = UInt64.max
  /// Beyond so many patterns a new one is the one before it.
  private static let patternLimit = 1 << 20
  /// So often a type may be met on a path by different ways.
  private static let meetingLimit = 3
  private static let fieldLimit = 3
  /// How far up a node of the same pattern is looked for that retains it.
  private static let loopLimit = 16

  private(set) var patterns: [Pattern] = [Pattern(parent: 0, example: 0)]
  /// The pattern of each node.
  private(set) var patternOfNode: [UInt32]
  private var steps = [Step()]
  private var known: [Place: UInt32] = [:]
  /// Fields of each pattern that were met, for steps from a type to itself.
  private var fields: [UInt32: [Int64]] = [:]
  private var names: [String: UInt64] = [:]

  init(_ program: ProgramGraph) {
    let count = program.nodeCount
    patternOfNode = [UInt32](repeating: 0, count: count)
    var memory = StepMemory()
    for node in 1..<max(count, 1) {
      let parent = program.graph.parents[node]
      guard parent != 0, program.graph.subjects[Int(parent)] < program.graph.slotCount else {
        patternOfNode[node] = pattern(of: UInt32(node), program)
        continue
      }
      let place = program.offsetInType(
        of: parent,
        place: program.graph.places[Int(program.graph.parentEdges[node])]
      )
      let key = StepMemory.Key(
        pattern: patternOfNode[Int(parent)],
        holder: program.types.types[Int(parent)],
        offset: place,
        found: program.types.types[node]
      )
      if let found = memory[key] {
        patternOfNode[node] = found
      } else {
        let found = pattern(of: UInt32(node), program)
        patternOfNode[node] = found
        memory.add(key, found)
      }
    }
    sum(program)
  }

  private mutating func sum(_ program: ProgramGraph) {
    for node in 1..<max(patternOfNode.count, 1) {
      let pattern = Int(patternOfNode[node])
      patterns[pattern].count += 1
      patterns[pattern].bytes &+= program.size(of: UInt32(node))
      // Below a node of the same pattern it is counted with that.
      var above = program.dominators[node]
      var distance = 0
      while patternOfNode[Int(above)] != UInt32(pattern), patterns[pattern].isLooped,
        patterns[Int(patternOfNode[Int(above)])].isLooped, distance < Self.loopLimit
      {
        above = program.dominators[Int(above)]
        distance += 1
      }
      if patternOfNode[Int(above)] != UInt32(pattern) { patterns[pattern].retainedBytes &+= program.retained[node] }
    }
  }

  /// Whether a node is a part of a map that hangs below another part, and so has the pattern of that.
  static func isJoined(_ node: UInt32, to parent: UInt32, _ program: ProgramGraph) -> Bool {
    program.root(of: node) == nil && program.root(of: parent) == nil && program.isInside(node)
      && program.isInside(parent)
  }

  private mutating func pattern(of node: UInt32, _ program: ProgramGraph) -> UInt32 {
    if let root = program.root(of: node) {
      return pattern(Step(place: number(of: program.rootGroup(root))), below: 0, example: node)
    }
    let parent = program.parent(of: node)
    let before = patternOfNode[Int(parent)]
    // Buckets, tables and groups are one step, whichever of them holds what.
    if Self.isJoined(node, to: parent, program) { return before }
    let type = program.types.types[Int(node)]
    let edge = program.edge(from: parent, to: node)
    if let word = edge.word {
      return pattern(
        Step(type: edge.type, place: place(of: word, edge, from: parent, program), found: type),
        below: before,
        example: node
      )
    }
    let leaf = program.table.leaf(of: edge.type, at: edge.offset)
    guard !program.isInside(node), type != DebugInfo.none, type == edge.type || leaf.container == type else {
      let step = Step(
        type: edge.type,
        place: edge.type == DebugInfo.none ? 0 : UInt64(bitPattern: leaf.patternOffset),
        found: program.isInside(node) ? DebugInfo.none : type
      )
      return pattern(step, below: before, example: node)
    }
    let found = pattern(Step(type: type, place: Self.toItself, found: type), below: before, example: node)
    let field = leaf.container == type ? leaf.containerOffset : leaf.patternOffset
    note(field, of: found, node: node, parent: parent, program)
    return found
  }

  /// Takes note of another field through which a type leads to itself, unless it is the way back of one that is known.
  private mutating func note(_ field: Int64, of pattern: UInt32, node: UInt32, parent: UInt32, _ program: ProgramGraph)
  {
    var known = fields[pattern] ?? []
    guard !known.contains(field), known.count <= Self.fieldLimit else { return }
    known.append(field)
    fields[pattern] = known
    guard known.count > 1 else { return }
    let isWayBack = program.edges(from: node).contains { edge in
      edge.target == parent && program.offsetInType(of: node, place: edge.place) == UInt32(truncatingIfNeeded: known[0])
    }
    if !isWayBack { patterns[Int(pattern)].others.append(node) }
  }

  /// What tells the words of a root apart: the variable, or for slots without one the function.
  private mutating func place(
    of word: RootWord,
    _ edge: ProgramGraph.Edge,
    from parent: UInt32,
    _ program: ProgramGraph
  ) -> UInt64 {
    if edge.type != DebugInfo.none {
      let offset = program.table.leaf(of: edge.type, at: edge.offset).patternOffset
      return UInt64(word.local &+ 1) << 32 | UInt64(UInt32(truncatingIfNeeded: offset))
    }
    guard let root = program.root(of: parent), program.roots[root].goroutine >= 0 else {
      return word.descriptor &+ UInt64(word.sort.rawValue)
    }
    let frames = program.goroutines[program.roots[root].goroutine].frames
    let function = frames.indices.contains(Int(word.frame)) ? frames[Int(word.frame)].function : ""
    return number(of: "slot in \(function) \(word.sort)")
  }

  private mutating func number(of name: String) -> UInt64 {
    if let found = names[name] { return found }
    names[name] = UInt64(names.count)
    return UInt64(names.count - 1)
  }

  private mutating func pattern(_ step: Step, below parent: UInt32, example: UInt32) -> UInt32 {
    let place = Place(parent: parent, step: step)
    if let found = known[place] { return found }
    let found = taken(step, above: parent) ?? add(step, below: parent, example: example)
    known[place] = found
    return found
  }

  private mutating func add(_ step: Step, below parent: UInt32, example: UInt32) -> UInt32 {
    guard patterns.count < Self.patternLimit || parent == 0 else { return parent }
    patterns.append(Pattern(parent: parent, example: example))
    steps.append(step)
    return UInt32(patterns.count - 1)
  }

  /// The pattern on the way to another to which an equal step led, if there is one.
  private mutating func taken(_ step: Step, above parent: UInt32) -> UInt32? {
    guard step.type != DebugInfo.none else { return nil }
    var above = parent
    var meetings = 0
    while above != 0, patterns[Int(above)].parent != 0 {
      if steps[Int(above)] == step {
        join(from: above, to: parent)
        return above
      }
      if step.found != DebugInfo.none, steps[Int(above)].found == step.found { meetings += 1 }
      if meetings == Self.meetingLimit { return above }
      above = patterns[Int(above)].parent
    }
    return nil
  }

  private mutating func join(from start: UInt32, to end: UInt32) {
    if patterns[Int(end)].loop == 0 { patterns[Int(end)].loop = start }
    var pattern = end
    while true {
      patterns[Int(pattern)].isLooped = true
      if pattern == start { return }
      pattern = patterns[Int(pattern)].parent
    }
  }
}
