// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Objects with a finalizer that the collector can never free, because what they point to leads back to them.
///
/// A finalizer keeps all that its object points to until it has run, and it runs when nothing holds the object. An object
/// on a cycle is held by what it keeps itself (runtime/mfinal.go, `SetFinalizer`: "If a cyclic structure includes a block
/// with a finalizer, that cycle is not guaranteed to be garbage collected").
struct FinalizerCycles {
  /// Nodes of the objects that have the finalizer.
  let objects: [UInt32]

  /// Objects beyond these are not walked from: enough for any sentence.
  private static let objectLimit = 1 << 20
  private static let walkLimit = 4096

  init(_ program: ProgramGraph) {
    guard let root = program.roots.firstIndex(where: { $0.sort == .finalizer }) else {
      objects = []
      return
    }
    let finalizers = program.graph.nodes[Int(program.graph.slotCount) + root]
    var seen: Set<UInt32> = []
    var found: [UInt32] = []
    // The words of an object that has a finalizer are words of the root; an object without pointers has none and no cycle.
    for word in program.roots[root].words where word.sort == .finalizable && seen.count < Self.objectLimit {
      guard let slot = program.heap.slot(of: word.address) else { continue }
      let node = program.graph.nodes[Int(slot)]
      // Whoever else holds it, some day lets it go.
      guard node != 0, seen.insert(node).inserted, program.isDominated(node, by: finalizers) else { continue }
      if Self.leadsBack(node, program, finalizers) { found.append(node) }
    }
    objects = found.sorted()
  }

  /// The objects and what they point to that finalizers alone hold: freed together, if they ever could be.
  static func kept(by objects: [UInt32], _ program: ProgramGraph) -> Set<UInt32> {
    guard let root = program.roots.firstIndex(where: { $0.sort == .finalizer }) else { return [] }
    let finalizers = program.graph.nodes[Int(program.graph.slotCount) + root]
    var kept = Set(objects)
    for node in objects {
      for edge in Int(program.graph.starts[Int(node)])..<Int(program.graph.starts[Int(node) + 1]) {
        let target = program.graph.targets[edge]
        if program.isDominated(target, by: finalizers) { kept.insert(target) }
      }
    }
    return kept
  }

  /// Whether a walk along pointers, among what finalizers alone hold, comes back to where it began.
  private static func leadsBack(_ start: UInt32, _ program: ProgramGraph, _ finalizers: UInt32) -> Bool {
    var seen: Set<UInt32> = [start]
    var pending = [start]
    while let node = pending.popLast(), seen.count < walkLimit {
      for edge in Int(program.graph.starts[Int(node)])..<Int(program.graph.starts[Int(node) + 1]) {
        let target = program.graph.targets[edge]
        if target == start { return true }
        if program.isDominated(target, by: finalizers), seen.insert(target).inserted { pending.append(target) }
      }
    }
    return false
  }
}
