// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import GraphAlgorithms
package import ProcessImages

/// The memory of a Go program as a graph: heap, goroutines, roots, who points to whom, and what each node retains.
package final class ProgramGraph {
  package let heap: GoHeap
  package let goroutines: [Goroutine]
  package let roots: [GraphRoot]
  /// The root of each goroutine's stack, in the order of `goroutines`.
  let rootOfGoroutine: [Int]
  package let graph: ObjectGraph
  /// Immediate dominator of each node.
  let dominators: [UInt32]
  /// Bytes that each node retains.
  let retained: [UInt64]
  let functions: FunctionTable
  let modules: ModuleTable
  let table: TypeTable
  let types: ObjectTypes
  /// Of objects that are reached, those whose type is known.
  package var typedCount: Int { types.typedCount }
  /// How long each part took, in the order in which they ran.
  package let timings: [(part: String, duration: Duration)]

  /// Reads a snapshot of a program.
  ///
  /// Throws when the layout of the runtime is unknown or its tables make no sense; what is torn in the rest becomes gaps.
  package init(_ snapshot: ProcessSnapshot, debug: DebugInfo) throws(HeapError) {
    let clock = ContinuousClock()
    var last = clock.now
    var timings: [(String, Duration)] = []
    func lap(_ part: String) {
      let now = clock.now
      timings.append((part, now - last))
      last = now
    }
    let layout = RuntimeLayout(debug, bias: snapshot.loadBias)
    let heap = try GoHeap(snapshot.memory, layout: layout)
    lap("spans")
    let modules = try ModuleTable(snapshot.memory, layout: layout)
    let functions = FunctionTable(snapshot.memory, modules)
    var (goroutines, stacks) = try GoroutineReader(heap, functions: functions, threads: snapshot.threads).read()
    let owner = CodeOwner(functions, layout: layout)
    for index in goroutines.indices {
      let places = goroutines[index].frames.flatMap { functions.places(returningTo: $0.pc) }
      goroutines[index].ownFunction = owner.place(in: places)?.function ?? ""
    }
    let found =
      GlobalRoots.read(heap, modules) + stacks + TimerRoots.read(heap) + (try SpecialRoots.read(heap))
    let table = TypeTable(heap, functions: functions, modules: modules)
    let roots = StackNames(table).naming(found, goroutines: goroutines)
    lap("roots")
    let graph = GraphBuilder(heap, roots: roots, goroutines: goroutines).build()
    lap("edges")
    (dominators, retained) = Self.retention(of: graph, in: heap)
    lap("dominators")
    let types = ObjectTypes(heap, graph, roots: roots, table: table)
    lap("types")
    self.table = table
    self.types = types
    self.heap = heap
    self.modules = modules
    self.functions = functions
    self.goroutines = goroutines
    self.roots = roots
    var rootOfGoroutine = [Int](repeating: 0, count: goroutines.count)
    for (index, root) in roots.enumerated() where root.goroutine >= 0 { rootOfGoroutine[root.goroutine] = index }
    self.rootOfGoroutine = rootOfGoroutine
    self.graph = graph
    self.timings = timings
  }

  /// Who dominates whom, and what each node retains.
  private static func retention(of graph: borrowing ObjectGraph, in heap: GoHeap) -> ([UInt32], [UInt64]) {
    let tree = DominatorTree(starts: graph.starts.span, targets: graph.targets.span)
    var weights = [UInt64](repeating: 0, count: graph.nodeCount)
    for node in weights.indices {
      let subject = graph.subjects[node]
      weights[node] = subject < graph.slotCount ? heap.size(ofSlot: subject) : 0
    }
    return (tree.dominators, tree.retained { weights[Int($0)] })
  }
}
