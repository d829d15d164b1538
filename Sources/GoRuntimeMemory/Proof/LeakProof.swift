// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence

/// Which goroutines can never go on: those that wait for something that nobody who can still run is able to reach.
///
/// All that roots other than stacks hold is reached first; then the stacks of goroutines that may run, which may let others
/// go on, and so on until nothing more is reached. What waits then waits for ever. An address that somebody made of a number
/// is not seen, as it is not by the collector. Source: runtime/mgc.go `findGoroutineLeaks` of Go 1.26 and 1.27, which this
/// equals on every version, and goes beyond in four things: records of goroutines that may be leaked are not followed, tiny
/// blocks are told apart by address, coroutines are followed, and who is being woken at this moment is not leaked.
package struct LeakProof {
  /// What holds of each goroutine, in the order of `ProgramGraph.goroutines`.
  package private(set) var verdicts: [LiveGoroutines.Verdict]
  /// Of a goroutine that waits for something that is reached, the node of it; 0 of all others.
  private(set) var reachedPrimitives: [UInt32]
  /// Who found a node first: a shortest path that leads through no goroutine that the path would excuse.
  private(set) var parents: [UInt32]
  /// What only leaked goroutines hold.
  package private(set) var heldObjects = 0
  package private(set) var heldBytes: UInt64 = 0

  /// Whether a node is reached from something other than leaked goroutines.
  func isReached(_ node: UInt32) -> Bool { parents[Int(node)] != Self.unreached }

  static let unreached = UInt32.max

  /// O(pointers).
  package init(_ program: ProgramGraph) {
    var marking = Marking(program)
    marking.run()
    parents = marking.parents
    verdicts = marking.verdicts
    reachedPrimitives = marking.reachedPrimitives
    for node in 1..<max(program.nodeCount, 1) where parents[node] == Self.unreached {
      guard program.root(of: UInt32(node)) == nil else { continue }
      heldObjects += 1
      heldBytes &+= program.size(of: UInt32(node))
    }
  }

  /// The work in progress.
  private struct Marking {
    let program: ProgramGraph
    var parents: [UInt32]
    var verdicts: [LiveGoroutines.Verdict]
    var reachedPrimitives: [UInt32]
    /// Nodes whose pointers are to be followed, in the order in which they were found.
    private var queue: [UInt32] = []
    private var next = 0
    /// Goroutines that turned out to be able to go on, and whose stacks are to be followed.
    private var awake: [Int] = []
    /// Of each node whether goroutines wait for something in it.
    private var isAwaited: [Bool]
    private var waiters: [UInt32: [Awaited]] = [:]

    /// A wait of a goroutine for something within an object.
    private struct Awaited {
      var goroutine: Int
      /// The bytes that belong to it, from which on a pointer reaches it.
      var range: Range<UInt64>
      var isTiny: Bool
    }

    init(_ program: ProgramGraph) {
      self.program = program
      parents = [UInt32](repeating: LeakProof.unreached, count: program.nodeCount)
      isAwaited = [Bool](repeating: false, count: program.nodeCount)
      verdicts = [LiveGoroutines.Verdict](repeating: .leaked, count: program.goroutines.count)
      reachedPrimitives = [UInt32](repeating: 0, count: program.goroutines.count)
      parents[0] = 0
    }

    mutating func run() {
      for index in program.goroutines.indices { prepare(index) }
      // Variables of the program explain more than those of the runtime, and both more than stacks.
      for isRuntime in [false, true] {
        for (index, root) in program.roots.enumerated()
        where root.sort != .goroutine && (root.sort == .runtime) == isRuntime {
          reach(program.graph.nodes[program.heap.slotCount + index], from: 0)
        }
        follow()
      }
      var first = 0
      while first < awake.count {
        // Breadth first over goroutines too.
        let now = awake[first...]
        first = awake.count
        for goroutine in now { reach(rootNode(goroutine), from: 0) }
        follow()
      }
      // The first goroutine in `select {}` keeps the program going, on purpose; what hangs on it alone is still leaked.
      for (index, goroutine) in program.goroutines.enumerated()
      where goroutine.id == 1 && verdicts[index] == .leaked && goroutine.reason == "select (no cases)" {
        verdicts[index] = .main
      }
      // Who waits for a clock waits for nobody else.
      let timers = TimerChannels(program)
      for (index, goroutine) in program.goroutines.enumerated() where verdicts[index] == .reachable {
        if goroutine.waits.contains(where: { timers.feeds($0.channel) }) { verdicts[index] = .outside }
      }
    }

    private func rootNode(_ goroutine: Int) -> UInt32 {
      program.graph.nodes[program.heap.slotCount + program.rootOfGoroutine[goroutine]]
    }

    /// Decides whether a goroutine may go on, must wait, or depends on whether something is reached.
    private mutating func prepare(_ index: Int) {
      let goroutine = program.goroutines[index]
      switch program.waitTargets(of: index) {
      case .runs: awaken(index, .active)
      case .outside: awaken(index, .outside)
      case .runtime: awaken(index, .runtime)
      case .never: return
      case .anyOf(let targets):
        for target in targets {
          guard program.heap.spanIndex(of: target.address) != nil else {
            // Nothing, or a variable of a package, which everybody reaches.
            awaken(index, target.address == 0 ? .active : .reachable)
            return
          }
        }
        for target in targets {
          guard let slot = program.heap.slot(of: target.address) else {
            awaken(index, .active)
            return
          }
          let node = program.graph.nodes[Int(slot)]
          // Nothing points to it but the queue in which the goroutine stands.
          guard node != 0 else { continue }
          isAwaited[Int(node)] = true
          let span = program.heap.spans[program.heap.spanIndex(ofSlot: slot)]
          waiters[node, default: []].append(
            Awaited(goroutine: index, range: target.range, isTiny: span.isTiny && goroutine.reason == Self.mutex)
          )
        }
      }
    }

    private static let mutex = "sync.Mutex.Lock"

    private mutating func awaken(_ goroutine: Int, _ verdict: LiveGoroutines.Verdict) {
      guard verdicts[goroutine] == .leaked else { return }
      verdicts[goroutine] = verdict
      awake.append(goroutine)
    }

    @inline(__always)
    private mutating func reach(_ node: UInt32, from parent: UInt32) {
      if parents[Int(node)] == LeakProof.unreached {
        parents[Int(node)] = parent
        queue.append(node)
      }
    }

    /// Follows all pointers of what is reached.
    private mutating func follow() {
      while next < queue.count {
        let node = queue[next]
        next += 1
        for edge in Int(program.graph.starts[Int(node)])..<Int(program.graph.starts[Int(node) + 1]) {
          let target = program.graph.targets[edge]
          reach(target, from: node)
          if isAwaited[Int(target)] { wake(node, edge: edge, target: target) }
        }
      }
      queue.removeAll(keepingCapacity: true)
      next = 0
    }

    /// Lets those go on who wait for something in an object to which a pointer leads.
    private mutating func wake(_ holder: UInt32, edge: Int, target: UInt32) {
      guard let awaited = waiters[target] else { return }
      var rest: [Awaited] = []
      var reach: Range<UInt64>?
      for wait in awaited {
        guard verdicts[wait.goroutine] == .leaked else { continue }
        if wait.isTiny {
          let held = reach ?? program.bytesHeld(by: holder, edge: edge)
          reach = held
          if !held.overlaps(wait.range) {
            rest.append(wait)
            continue
          }
        }
        reachedPrimitives[wait.goroutine] = target
        awaken(wait.goroutine, .reachable)
      }
      waiters[target] = rest.isEmpty ? nil : rest
      isAwaited[Int(target)] = !rest.isEmpty
    }
  }
}
