// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
package import Evidence
import ProcessImages

/// Says of every goroutine of a program what it waits for and whether it can go on, equal ones together.
package struct GoroutineCensus {
  /// What is to be shown beside the groups.
  package struct Question: Hashable, Sendable {
    /// Every goroutine, one by one.
    package var showsAll = false
    /// Only leaked ones, in groups and one by one.
    package var showsLeakedOnly = false
    /// The goroutine of this number, in full.
    package var goroutine: UInt64?
    /// Whether values of variables and keys of maps are written as they are.
    package var showsValues = false

    package init() {}
  }

  private let program: ProgramGraph
  private let proof: LeakProof
  private let question: Question
  private let reader: PrimitiveReader
  private let owner: CodeOwner
  private let now: Int64?

  /// - Parameter now: the time of the snapshot on the clock of `CLOCK_MONOTONIC`, in ns; without it no waits are timed.
  package init(_ program: ProgramGraph, _ question: Question, now: Int64?) {
    self.program = program
    self.question = question
    self.now = now
    proof = LeakProof(program)
    reader = PrimitiveReader(program, showsValues: question.showsValues, now: now)
    owner = CodeOwner(program.functions, layout: program.heap.layout)
  }

  private static let idLimit = 20
  private static let frameLimit = 200
  /// Of how many different things of one group it is said who holds them.
  private static let holderLimit = 1000

  private struct Key: Hashable {
    var verdict: LiveGoroutines.Verdict
    var state: String
    var place: CodePlace
    var creator: CodePlace?
  }

  /// The whole report; O(pointers + goroutines).
  package func read(stop: HeapRetention.Stop?) -> LiveGoroutines {
    let goroutines = program.goroutines
    var result = LiveGoroutines(
      goVersion: program.heap.version,
      stop: stop,
      count: goroutines.count,
      leaked: .init(
        goroutines: proof.verdicts.count { $0 == .leaked },
        objects: proof.heldObjects,
        bytes: proof.heldBytes
      )
    )
    var members: [Key: [Int]] = [:]
    for index in goroutines.indices {
      result.verdicts[goroutines[index].id] = proof.verdicts[index]
      let key = Key(
        verdict: proof.verdicts[index],
        state: state(goroutines[index]),
        place: place(of: goroutines[index]),
        creator: creator(of: goroutines[index])
      )
      members[key, default: []].append(index)
    }
    let order = members.sorted { ($1.value.count, $0.value[0]) < ($0.value.count, $1.value[0]) }
    var groupOfGoroutine = [Int](repeating: 0, count: goroutines.count)
    for (group, entry) in order.enumerated() { for index in entry.value { groupOfGoroutine[index] = group } }
    let retention = GroupRetention(program, groupOfGoroutine: groupOfGoroutine, groupCount: order.count)
    var locals = FrameLocals(program.table, layout: program.heap.layout)
    for (group, entry) in order.enumerated()
    where !question.showsLeakedOnly || entry.key.verdict == .leaked {
      result.groups.append(self.group(entry.key, entry.value, retention.bytes[group], &locals))
    }
    let ranks = LiveGoroutines.Verdict.allCases
    result.groups.sort { left, right in
      let ranks = (ranks.firstIndex(of: left.verdict) ?? 0, ranks.firstIndex(of: right.verdict) ?? 0)
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      return (right.count, left.ids[0]) < (left.count, right.ids[0])
    }
    for index in goroutines.indices.sorted(by: { goroutines[$0].id < goroutines[$1].id }) {
      let isWanted =
        question.goroutine.map { $0 == goroutines[index].id }
        ?? (question.showsAll && (!question.showsLeakedOnly || proof.verdicts[index] == .leaked))
      if isWanted { result.goroutines.append(goroutine(index, &locals)) }
    }
    result.gaps = gaps()
    return result
  }

  private func gaps() -> [String] {
    var gaps = program.heap.gaps
    let stackGaps = program.goroutines.count { $0.gap != nil }
    if stackGaps > 0 { gaps.append("the stacks of \(stackGaps) goroutines could be read only in part") }
    let edges = program.graph.edgeCount
    if program.graph.danglingCount * 100 > edges {
      gaps.append("\(program.graph.danglingCount) of \(edges) pointers lead to no object: verdicts may be wrong")
    }
    return gaps
  }

  // MARK: Groups

  private func group(_ key: Key, _ members: [Int], _ retained: UInt64, _ locals: inout FrameLocals)
    -> LiveGoroutines.Group
  {
    let order = members.sorted { program.goroutines[$0].id < program.goroutines[$1].id }
    var addresses: Set<UInt64> = []
    for index in members {
      if case .anyOf(let targets) = program.waitTargets(of: index) { addresses.formUnion(targets.map(\.address)) }
    }
    var group = LiveGoroutines.Group(
      state: key.state,
      verdict: key.verdict,
      place: written(key.place),
      createdBy: key.creator.map { written($0) },
      count: members.count,
      ids: order.prefix(Self.idLimit).map { program.goroutines[$0].id },
      primitiveCount: addresses.count,
      example: goroutine(order[0], &locals),
      heldBy: holders(of: order),
      retainedBytes: retained
    )
    group.stackBytes = members.reduce(0) { $0 &+ program.goroutines[$1].stackHigh &- program.goroutines[$1].stackLow }
    group.longestWaitSeconds = members.compactMap { waiting(program.goroutines[$0]) }.max()
    return group
  }

  /// Who lets the goroutines of a group go on, by path.
  private func holders(of members: [Int]) -> [LiveGoroutines.Holder] {
    var known: [UInt64: String] = [:]
    var counts: [String: Int] = [:]
    for index in members {
      guard let target = reached(index) else { continue }
      if known[target] == nil {
        guard known.count < Self.holderLimit else { continue }
        known[target] = reader.owner(of: target, parents: proof.parents, isPattern: true) ?? ""
      }
      if let path = known[target], !path.isEmpty { counts[path, default: 0] += 1 }
    }
    return counts.map { LiveGoroutines.Holder(path: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.path) < ($0.count, $1.path) }
  }

  /// The address of what a goroutine waits for and others reach; nil when it does not go on for that reason.
  private func reached(_ index: Int) -> UInt64? {
    guard proof.verdicts[index] == .reachable, case .anyOf(let targets) = program.waitTargets(of: index) else {
      return nil
    }
    return targets.first { target in
      guard let slot = program.heap.slot(of: target.address) else { return true }
      let node = program.graph.nodes[Int(slot)]
      return node != 0 && node == proof.reachedPrimitives[index]
    }?.address
  }

  // MARK: Goroutines

  private func goroutine(_ index: Int, _ locals: inout FrameLocals) -> LiveGoroutines.Goroutine {
    let goroutine = program.goroutines[index]
    let node = program.graph.nodes[program.heap.slotCount + program.rootOfGoroutine[index]]
    var result = LiveGoroutines.Goroutine(
      id: goroutine.id,
      state: state(goroutine),
      verdict: proof.verdicts[index],
      place: written(place(of: goroutine)),
      retainedBytes: program.retained[Int(node)]
    )
    result.waitingSeconds = waiting(goroutine)
    if goroutine.sleepsUntil > 0, let now {
      result.sleepsSeconds = max(0, Double(goroutine.sleepsUntil &- now) / 1e9)
    }
    result.createdBy = creator(of: goroutine).map { written($0) }
    result.parent = goroutine.parent == 0 ? nil : goroutine.parent
    result.primitives = reader.primitives(of: index, isLeaked: proof.verdicts[index] == .leaked, locals: &locals)
    result.stackBytes = goroutine.stackHigh &- goroutine.stackLow
    result.heldBy = reached(index).flatMap { reader.owner(of: $0, parents: proof.parents) }
    result.gap = goroutine.gap
    for frame in goroutine.frames.prefix(Self.frameLimit) {
      var places = program.functions.places(returningTo: frame.pc)
      let outer = places.popLast() ?? CodePlace(function: frame.function, file: "", line: 0)
      result.frames += places.map { LiveGoroutines.Frame(place: written($0)) }
      result.frames.append(
        LiveGoroutines.Frame(
          place: written(outer),
          locals: locals.locals(of: frame, showsValues: question.showsValues)
        )
      )
    }
    return result
  }

  private func state(_ goroutine: Goroutine) -> String {
    goroutine.reason.isEmpty ? "\(goroutine.state)" : goroutine.reason
  }

  private func waiting(_ goroutine: Goroutine) -> Double? {
    guard let now, goroutine.waitSince > 0 else { return nil }
    return max(0, Double(now &- goroutine.waitSince) / 1e9)
  }

  private func place(of goroutine: Goroutine) -> CodePlace {
    owner.place(in: goroutine.frames.flatMap { program.functions.places(returningTo: $0.pc) })
      ?? CodePlace(function: goroutine.function, file: "", line: 0)
  }

  private func creator(of goroutine: Goroutine) -> CodePlace? {
    // The runtime made the first one and its own.
    goroutine.creation == 0 || goroutine.parent == 0
      ? nil : program.functions.places(returningTo: goroutine.creation).first
  }

  private func written(_ place: CodePlace) -> LiveGoroutines.Place {
    LiveGoroutines.Place(
      function: place.function,
      file: place.file.isEmpty ? nil : place.file,
      line: place.line > 0 ? Int(place.line) : nil
    )
  }
}
