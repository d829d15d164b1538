// SPDX-License-Identifier: Apache-2.0

package import Evidence
import GraphAlgorithms

/// A cycle of locks, each held by a goroutine that waits for the next: proof that none of them is ever given back.
///
/// Exact where it speaks at all: what a goroutine waits for and on which object it works stand in the text of the dump, and
/// which locks it holds follows from the source (`LockStatements`). A dump of all goroutines is one moment of a stopped
/// program, so a cycle in it is a cycle in fact. A read lock counts as held: whoever waits for the lock while a reader has
/// it waits for that reader, itself or behind a writer who does.
package struct LockDeadlock: Sendable {
  /// One goroutine of the cycle: what it holds and what it waits for, as Go expressions.
  package struct Link: Hashable, Sendable {
    package var goroutine: UInt64
    package var holds: String
    package var waitsFor: String
    /// Where the lock held was taken: the function.
    package var holder: String
  }

  /// The goroutines of the shortest way round, in order.
  package let links: [Link]

  /// Looks for a cycle among the waiters at these places; nil when the evidence shows none.
  package init?(_ series: [GoroutineSeries], sources: SourceExcerpts) {
    var graph = LockGraph()
    for place in series where place.place.operation.isLock || place.place.operation == .semaphore {
      for exemplar in place.exemplars { graph.add(exemplar, place.stack, sources) }
    }
    guard let links = graph.cycle() else { return nil }
    self.links = links
  }
}

/// Locks and, for each goroutine, the edge from what it holds to what it waits for.
private struct LockGraph {
  /// A lock, whatever its address: the object and the field, or a variable of a package.
  struct Identity: Hashable {
    var object: UInt64
    var type: String
    var path: String
  }

  private var indexOfLock: [Identity: Int] = [:]
  private var successors: [[Int]] = []
  private var links: [[Int: LockDeadlock.Link]] = []

  mutating func add(_ exemplar: GoroutineExemplar, _ stack: ResolvedStack, _ sources: SourceExcerpts) {
    if let once = recursiveOnce(exemplar, stack) {
      connect(
        once,
        once,
        LockDeadlock.Link(
          goroutine: exemplar.id,
          holds: "sync.Once",
          waitsFor: "the same sync.Once",
          holder: "sync.(*Once).Do"
        )
      )
      return
    }
    guard let blocked = stack.userIndex, let here = LockStatements(sources, at: stack.frames[blocked].location),
      let waited = here.waited, let target = identity(of: waited, in: here, exemplar, stack, frame: blocked)
    else { return }
    for index in blocked..<stack.frames.count where stack.owners[index] == .user {
      guard let statements = index == blocked ? here : LockStatements(sources, at: stack.frames[index].location) else {
        continue
      }
      for lock in statements.held {
        guard let source = identity(of: lock, in: statements, exemplar, stack, frame: index) else { continue }
        let function = GoFunctionName(stack.frames[index].function).short
        connect(
          source,
          target,
          LockDeadlock.Link(
            goroutine: exemplar.id,
            holds: lock.root + lock.path,
            waitsFor: waited.root + waited.path,
            holder: function
          )
        )
      }
    }
  }

  /// The goroutines along a shortest cycle; nil without one.
  func cycle() -> [LockDeadlock.Link]? {
    for component in StronglyConnectedComponents(successors: successors).cycles(of: successors) {
      let members = Set(component)
      let start = component[0]
      // Breadth first from the start back to itself, inside the component.
      var previous: [Int: Int] = [:]
      var queue = [start]
      var position = 0
      while position < queue.count {
        let node = queue[position]
        position += 1
        for next in successors[node] where members.contains(next) {
          if next == start {
            var path = [node]
            while let before = previous[path[0]], path[0] != start { path.insert(before, at: 0) }
            let around = path + [start]
            return zip(around, around.dropFirst()).compactMap { links[$0][$1] }
          }
          if previous[next] == nil {
            previous[next] = node
            queue.append(next)
          }
        }
      }
    }
    return nil
  }

  private mutating func connect(_ source: Identity, _ target: Identity, _ link: LockDeadlock.Link) {
    let from = node(source)
    let to = node(target)
    if links[from][to] == nil {
      links[from][to] = link
      successors[from].append(to)
    }
  }

  private mutating func node(_ lock: Identity) -> Int {
    if let index = indexOfLock[lock] { return index }
    indexOfLock[lock] = successors.count
    successors.append([])
    links.append([:])
    return successors.count - 1
  }

  /// The lock that an expression means in a frame: by the value of the parameter it begins with.
  ///
  /// The arguments must be complete, one word for each parameter; values that the runtime marks as possibly stale are left
  /// out of exemplars, so a complete row is an exact one.
  private func identity(
    of lock: LockStatements.Lock,
    in statements: LockStatements,
    _ exemplar: GoroutineExemplar,
    _ stack: ResolvedStack,
    frame: Int
  ) -> Identity? {
    guard let parameters = statements.parameters, exemplar.arguments.indices.contains(frame),
      exemplar.arguments[frame].count == parameters.count,
      let index = parameters.firstIndex(where: { $0.name == lock.root }), parameters[index].type.hasPrefix("*"),
      !lock.path.isEmpty
    else { return nil }
    let package = GoFunctionName(stack.frames[frame].function).packagePath
    return Identity(
      object: exemplar.arguments[frame][index],
      type: "\(package).\(parameters[index].type)",
      path: lock.path
    )
  }

  /// The Once whose function calls the same Once again: its slow path stands twice on the stack.
  private func recursiveOnce(_ exemplar: GoroutineExemplar, _ stack: ResolvedStack) -> Identity? {
    var seen: Set<UInt64> = []
    for (index, frame) in stack.frames.enumerated() where frame.function == "sync.(*Once).doSlow" {
      guard exemplar.arguments.indices.contains(index), let once = exemplar.arguments[index].first else { continue }
      if !seen.insert(once).inserted { return Identity(object: once, type: "sync.Once", path: "") }
    }
    return nil
  }
}
