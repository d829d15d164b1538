// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
import ProcessImages

/// Compares a snapshot with an earlier one of the same process: below which container memory grew, and who holds that.
package struct GrowthReader {
  private let program: ProgramGraph
  private let patterns: PathPatterns
  private let keys: PatternKeys
  private let writer: PathWriter

  /// Growth below this is not told: what any program has between two moments.
  private static let leastGrowth: Int64 = 8 << 10
  /// Elements are those of a container when at least so many more are there.
  private static let leastElements = 8
  /// A place that holds one array tells its growth when so much of it is the array's own.
  private static let ownShare = 0.5
  private static let holderLimit = 40
  private static let siteLimit = 4

  package init(_ program: ProgramGraph) {
    self.program = program
    patterns = PathPatterns(program)
    keys = PatternKeys(program, patterns)
    var writer = PathWriter(program)
    writer.isPattern = true
    self.writer = writer
  }

  /// What is needed to compare a later snapshot with this one.
  package func inventory(at instant: Double, _ stop: HeapRetention.Stop?) -> GraphInventory {
    GraphInventory(program, patterns, keys: keys, snapshot: snapshot(at: instant, stop))
  }

  /// What the snapshot shows beside an earlier one; without one no growth.
  package func look(at instant: Double, _ stop: HeapRetention.Stop?, since earlier: GraphInventory?) -> ObjectGraphLook
  {
    var look = ObjectGraphLook(
      goVersion: program.heap.version,
      typedShare: Double(program.typedCount) / Double(max(program.graph.objectCount, 1)),
      snapshots: [earlier?.snapshot, snapshot(at: instant, stop)].compactMap { $0 }
    )
    look.gaps = program.gaps
    let tree = GrowthTree(program, patterns, keys: keys, since: earlier)
    let sampled = SampledObjects(program.heap, functions: program.functions)
    if let earlier { look.holders = holders(tree, sampled, earlier) }
    look.finalizerCycles = cycles(sampled, earlier)
    look.tree = RetentionTree(program, tree, writer: writer, isCompared: earlier != nil).rows
    return look
  }

  private func snapshot(at instant: Double, _ stop: HeapRetention.Stop?) -> ObjectGraphLook.Snapshot {
    ObjectGraphLook.Snapshot(
      instant: instant,
      stop: stop,
      allocated: .init(objects: program.heap.objectCount, bytes: program.heap.byteCount),
      reached: .init(objects: program.graph.objectCount, bytes: program.graph.byteCount)
    )
  }

  // MARK: Holders

  private func holders(_ tree: GrowthTree, _ sampled: SampledObjects, _ earlier: GraphInventory) -> [GrowingHolder] {
    var chosen: [Int] = []
    // From the roots down, along what grew; a number larger than the parent's lets a stack do.
    var pending = tree.places.isEmpty ? [] : [0]
    while let place = pending.popLast() {
      if place != 0, accumulates(place, tree) {
        chosen.append(place)
        continue
      }
      let growing = tree.places[place].children.filter { tree.places[$0].grown >= Self.leastGrowth }
      if growing.isEmpty, place != 0, !isRoot(place, tree) { chosen.append(place) }
      pending += growing
    }
    let order = chosen.sorted { (tree.places[$0].grown, $1) > (tree.places[$1].grown, $0) }
    var holders = order.prefix(Self.holderLimit).map { holder($0, tree) }
    // What came below each of them: where it was allocated, and what of it is idle.
    var holderOfPlace = [Int](repeating: -1, count: tree.places.count)
    for (index, place) in order.prefix(Self.holderLimit).enumerated() { holderOfPlace[place] = index }
    for place in tree.places.indices.dropFirst() where holderOfPlace[place] < 0 {
      holderOfPlace[place] = holderOfPlace[tree.places[place].parent]
    }
    func newBelow(_ node: UInt32) -> Int? {
      let index = holderOfPlace[tree.placeOfPattern[Int(patterns.patternOfNode[Int(node)])]]
      return index >= 0 && GrowthTree.isNew(node, program, since: earlier) ? index : nil
    }
    var counts = [[UInt64: Int]](repeating: [:], count: holders.count)
    for (slot, bucket) in sampled.objects {
      let node = program.graph.nodes[Int(slot)]
      guard node != 0, let index = newBelow(node) else { continue }
      counts[index][bucket, default: 0] += 1
    }
    for index in holders.indices { holders[index].sites = sampled.sites(counts[index], limit: Self.siteLimit) }
    for array in IdleArrays(program).arrays {
      guard let index = newBelow(array.node) else { continue }
      holders[index].idleArrays += 1
      holders[index].idleArrayBytes &+= array.size
      if array.isLost { holders[index].lostArrayBytes &+= array.size }
    }
    return Self.merged(holders)
  }

  /// Elements of one container that are reached in several ways, as those of a list from both ends, as one holder.
  private static func merged(_ holders: [GrowingHolder]) -> [GrowingHolder] {
    var merged: [GrowingHolder] = []
    var known: [String: Int] = [:]
    for holder in holders {
      let name = holder.container == .list ? "\(holder.containerPath) of \(holder.elementType)" : holder.path
      guard let index = known[name] else {
        known[name] = merged.count
        merged.append(holder)
        continue
      }
      merged[index].before.objects += holder.before.objects
      merged[index].before.bytes &+= holder.before.bytes
      merged[index].after.objects += holder.after.objects
      merged[index].after.bytes &+= holder.after.bytes
      merged[index].came += holder.came
      merged[index].gone += holder.gone
      merged[index].retainedBytes &+= holder.retainedBytes
      merged[index].idleArrays += holder.idleArrays
      merged[index].idleArrayBytes &+= holder.idleArrayBytes
      merged[index].lostArrayBytes &+= holder.lostArrayBytes
      merged[index].sites += holder.sites.filter { !merged[index].sites.contains($0) }
    }
    return merged
  }

  private func isRoot(_ place: Int, _ tree: GrowthTree) -> Bool { program.root(of: tree.places[place].example) != nil }

  /// Whether a place is where growth begins: far more elements came than there are holders, or one array grew.
  private func accumulates(_ place: Int, _ tree: GrowthTree) -> Bool {
    let at = tree.places[place]
    guard at.grown >= Self.leastGrowth else { return false }
    let own = Int64(clamping: at.now.bytes) &- Int64(clamping: at.before.bytes)
    let isOwn = Double(own) >= Self.ownShare * Double(at.grown)
    if isRoot(place, tree) {
      // Goroutines that became more, each with what it holds.
      return at.more >= Self.leastElements && Int64(at.more) * 64 <= at.grown
        && program.roots[program.root(of: at.example) ?? 0].sort == .goroutine
    }
    // What a map or channel is made of is told when nothing else hangs on it.
    // What has no type is passed through, to what tells more.
    if program.types.types[Int(at.example)] == DebugInfo.none,
      at.children.contains(where: { tree.places[$0].grown * 10 >= at.grown * 6 })
    {
      return false
    }
    if at.isInside { return isOwn && at.children.allSatisfy { tree.places[$0].grown < at.grown / 4 } }
    if at.more >= Self.leastElements, at.more >= 4 * max(tree.places[tree.outer(place)].more, 0) { return true }
    return isOwn
  }

  private func holder(_ place: Int, _ tree: GrowthTree) -> GrowingHolder {
    let at = tree.places[place]
    let shape = HolderShape(of: at.example, isRepeating: at.isRepeating, in: program)
    let path = HolderPath(path: writer.path(to: at.example))
    let container = shape.container
    let elementType = GoNames.short(program.table.name(of: program.types.types[Int(at.example)]))
    var holder = GrowingHolder(
      container: container,
      path: path.path,
      containerPath: container == .list ? path.container(ofListOf: elementType) : path.container,
      root: shape.holder,
      steps: path.steps.map { GrowingHolder.Step(edge: $0.edge, type: $0.type) },
      elementType: elementType,
      before: .init(objects: at.before.objects, bytes: at.before.bytesBelow),
      after: .init(objects: at.now.objects, bytes: at.now.bytesBelow),
      came: at.came,
      gone: at.gone,
      retainedBytes: at.retainedBytes
    )
    holder.isLocal = shape.isLocal
    holder.closure = closure(at, tree)
    return holder
  }

  /// The function whose captured variables hold most of what grew at a place.
  private func closure(_ place: GrowthTree.Place, _ tree: GrowthTree) -> String? {
    func name(_ node: UInt32) -> String? {
      let type = program.types.types[Int(node)]
      guard type >= TypeTable.firstClosure, type != DebugInfo.none else { return nil }
      return program.table.closures[Int(type - TypeTable.firstClosure)].function
    }
    if let own = name(place.example) { return own }
    // An element that holds a function, as a listener with its name does.
    return place.children.map { tree.places[$0] }.filter { $0.grown * 10 >= place.grown * 6 }
      .compactMap { name($0.example) }.first
  }

  // MARK: Finalizers

  private func cycles(_ sampled: SampledObjects, _ earlier: GraphInventory?) -> [ObjectGraphLook.FinalizerCycle] {
    let nodes = FinalizerCycles(program).objects
    guard !nodes.isEmpty else { return [] }
    var byType: [String: [UInt32]] = [:]
    for node in nodes { byType[program.typeName(of: node), default: []].append(node) }
    let addresses = Set(nodes.map { program.address(of: $0) })
    return byType.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.map { type, nodes in
      let members = FinalizerCycles.kept(by: nodes, program)
      var counts: [UInt64: Int] = [:]
      // What the objects hold was made with them, and is what the profile samples.
      for (slot, bucket) in sampled.objects {
        var node = program.graph.nodes[Int(slot)]
        while node != 0, !members.contains(node) { node = program.dominators[Int(node)] }
        if node != 0 { counts[bucket, default: 0] += 1 }
      }
      return ObjectGraphLook.FinalizerCycle(
        type: type,
        before: earlier.map { earlier in nodes.count { earlier.cycles.contains(program.address(of: $0)) } } ?? 0,
        after: nodes.count,
        gone: byType.count == 1 ? earlier?.cycles.subtracting(addresses).count ?? 0 : 0,
        retainedBytes: members.reduce(0) { sum, node in
          members.contains(program.dominators[Int(node)]) ? sum : sum &+ program.retained[Int(node)]
        },
        sites: sampled.sites(counts, limit: Self.siteLimit)
      )
    }
  }
}
