// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import ProcessImages

/// Which container the elements of a pattern are in, and who holds it, by the types along the path to them.
struct HolderShape {
  private let program: ProgramGraph
  /// The path to an element from its root, which is the first.
  private let chain: [UInt32]
  /// Whether elements of the pattern point to one another.
  private let isRepeating: Bool

  /// The longest path that is looked at; of longer ones the end that is nearer to the element.
  private static let stepLimit = 4096

  init(of element: UInt32, isRepeating: Bool, in program: ProgramGraph) {
    self.program = program
    self.isRepeating = isRepeating
    var chain = [element]
    while let first = chain.last, first != 0, program.root(of: first) == nil, chain.count < Self.stepLimit {
      chain.append(program.parent(of: first))
    }
    if chain.last == 0 { chain.removeLast() }
    self.chain = chain.reversed()
  }

  // MARK: Container

  /// What the elements are in.
  var container: GrowingHolder.Container {
    let last = chain.count - 1
    guard last > 0, let root else { return isGoroutine ? .goroutines : .other }
    if let word = rootWord, chain.count <= 3, word.sort == .deferRecord { return .deferredCalls }
    let names = chain.dropFirst().map { program.table.name(of: program.types.types[Int($0)]) }
    if names.contains(where: { $0 == "sync.poolLocal" || $0.hasPrefix("sync.poolChain") || $0 == "sync.poolDequeue" }) {
      return .pool
    }
    if root.name == GraphRoot.timers { return .timers }
    if names.contains("sync.entry") || chain.dropFirst().contains(where: isTrie) { return .syncMap }
    if isRepeating, type(last) != DebugInfo.none { return .list }
    if leaf(before: last).kind == .channelBuffer || (last > 1 && leaf(before: last - 1).kind == .channelBuffer) {
      return .channel
    }
    if let inside = insideAbove {
      if program.table.name(of: type(inside)).hasPrefix("hchan<") { return .channel }
      if owner.map({ Self.isContext(program.table.name(of: type($0))) }) ?? false { return .context }
      return .map
    }
    if names.dropLast().last == "container/list.Element" || names.last == "container/list.Element" { return .list }
    switch leaf(before: last).kind {
    case .slice: return isBuffer ? .buffer : .slice
    case .string: return .other
    default: return last > 1 && isArray(last - 1) ? .slice : isSliceWord(before: last) ? .slice : .other
    }
  }

  private static func isContext(_ name: String) -> Bool { name.hasPrefix("context.") }

  /// The node above the elements' storage: what has the container as a field.
  private var owner: UInt32? {
    var index = chain.count - 2
    let passesUnknown = insideAbove != nil
    while index > 0,
      program.isInside(chain[index]) || (isArray(index) && leaf(before: index).kind == .slice)
        || (passesUnknown && type(index) == DebugInfo.none) || (index == 1 && isArray(1))
    {
      index -= 1
    }
    return index >= 0 ? chain[index] : nil
  }

  /// The part of a map or channel nearest above the element, or the element itself when it is one.
  private var insideAbove: Int? {
    let last = chain.count - 1
    var index = program.isInside(chain[last]) ? last : last - 1
    guard index > 0, program.isInside(chain[index]) else { return nil }
    while index > 1, program.isInside(chain[index - 1]) { index -= 1 }
    return index
  }

  /// Whether the element is an array of bytes that a buffer or builder fills.
  private var isBuffer: Bool {
    let last = chain.count - 1
    guard type(last) == program.table.byte else { return false }
    let container = program.table.name(of: leaf(before: last).container)
    return container == "bytes.Buffer" || container == "strings.Builder" || container.hasPrefix("bufio.")
  }

  // MARK: Who holds it

  private var root: GraphRoot? { chain.first.flatMap { program.root(of: $0) }.map { program.roots[$0] } }

  private var isGoroutine: Bool { root?.sort == .goroutine }

  /// The word of the root through which the path goes.
  var rootWord: RootWord? { chain.count > 1 ? program.edge(from: chain[0], to: chain[1]).word : nil }

  /// What holds the container in the end.
  var holder: GrowingHolder.Root {
    guard let root else { return GrowingHolder.Root(sort: .runtime, name: "") }
    switch root.sort {
    case .global where root.name == GraphRoot.timers: return GrowingHolder.Root(sort: .runtime, name: root.name)
    case .global: return GrowingHolder.Root(sort: .variable, name: root.name)
    case .runtime: return GrowingHolder.Root(sort: .runtime, name: root.name)
    case .finalizer: return GrowingHolder.Root(sort: .finalizer, name: "")
    case .cleanup, .weakHandle: return GrowingHolder.Root(sort: .cleanup, name: "")
    case .goroutine:
      let goroutine = program.goroutines[root.goroutine]
      var holder = GrowingHolder.Root(sort: .goroutine, name: goroutine.startFunction)
      guard let word = rootWord else { return holder }
      if goroutine.frames.indices.contains(Int(word.frame)) {
        holder.function = goroutine.frames[Int(word.frame)].function
      }
      let debug = program.table.debug
      if Int(word.local) < debug.locals.count {
        let name = debug.text(debug.locals[Int(word.local)].name)
        holder.local = name.hasSuffix(".ptr") ? String(name.dropLast(4)) : name
      }
      return holder
    }
  }

  /// Whether the container is itself a local variable of a goroutine.
  var isLocal: Bool {
    guard isGoroutine, let word = rootWord, word.sort == .slot || word.sort == .conservative else { return false }
    return owner == chain.first
  }

  // MARK: Parts

  private func type(_ index: Int) -> DebugInfo.TypeID { type(chain[index]) }
  private func type(_ node: UInt32) -> DebugInfo.TypeID { program.types.types[Int(node)] }

  private func isTrie(_ node: UInt32) -> Bool { program.table.isTrie(type(node)) }

  private func isArray(_ index: Int) -> Bool {
    index > 0 && program.types.counts[Int(chain[index])] > 1
  }

  private func edge(before index: Int) -> ProgramGraph.Edge { program.edge(from: chain[index - 1], to: chain[index]) }

  private func leaf(before index: Int) -> TypeLeaf {
    let edge = edge(before: index)
    return program.table.leaf(of: edge.type, at: edge.offset)
  }

  /// Whether the compiler took a slice apart, and its first word is what points to the node.
  private func isSliceWord(before index: Int) -> Bool {
    guard let word = edge(before: index).word, Int(word.local) < program.table.debug.locals.count else { return false }
    return program.table.debug.withName(program.table.debug.locals[Int(word.local)].name) { $0.hasSuffix(".ptr") }
  }
}
