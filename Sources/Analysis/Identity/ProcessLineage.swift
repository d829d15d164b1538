// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Which snapshots come from one and the same process.
///
/// Go never reuses a goroutine id. Each P takes ids in blocks of 16 and hands out those of its block in rising order
/// (src/runtime/proc.go `newproc1`), so within one process: an id below a known one of the same block never appears later;
/// ids below the largest appear only out of the blocks that Ps still hold; the largest living id falls only when the
/// youngest ended and the next came out of an older block; and a goroutine's `go` statement never changes. A snapshot that
/// breaks a rule comes from another process.
package struct ProcessLineage: Sendable {
  /// How the processes behind the snapshots relate.
  package enum Relation: Hashable, Sendable {
    case oneProcess
    /// One after the other: the service restarted that many times.
    case restarted(times: Int)
    /// By turns: that many processes answer behind one address.
    case severalInstances(Int)
    /// Nothing of the services' own code is shared.
    case differentServices
  }

  package let relation: Relation
  /// Observations of the process to judge, in order: the one with most rounds, the latest of equals.
  package let observations: [GoroutineObservation]
  /// Index of every full-stack observation's process, in order.
  package let processes: [Int]

  package init(_ all: [GoroutineObservation], ownership: CodeOwnership) {
    let withIDs = all.filter { $0.snapshot.form == .fullStacks && $0.snapshot.groups.contains { !$0.ids.isEmpty } }
    guard withIDs.count > 1 else {
      relation = .oneProcess
      observations = all
      processes = withIDs.map { _ in 0 }
      return
    }
    let fingerprints = all.map { Fingerprint($0.snapshot, ownership: ownership) }
    var lineages: [Lineage] = []
    var assigned: [Int?] = []
    for (index, fingerprint) in fingerprints.enumerated() {
      guard let fingerprint else {
        assigned.append(nil)
        continue
      }
      let fitting = lineages.indices.filter { lineages[$0].last.mayPrecede(fingerprint) }
      let best = fitting.max { lineages[$0].last.overlap(fingerprint) < lineages[$1].last.overlap(fingerprint) }
      if let best {
        lineages[best].last = fingerprint
        lineages[best].members.append(index)
        assigned.append(best)
      } else {
        lineages.append(Lineage(last: fingerprint, members: [index]))
        assigned.append(lineages.count - 1)
      }
    }
    processes = assigned.compactMap { $0 }
    relation = Self.relation(lineages, processes)
    if lineages.count <= 1 {
      observations = all
    } else {
      let chosen = lineages.indices.max { (lineages[$0].members.count, $0) < (lineages[$1].members.count, $1) } ?? 0
      var members = lineages[chosen].members
      // Forms without ids tell no process. After a restart they belong to the one seen just before them; with several
      // processes by turns they may be anybody's and are left out.
      if case .restarted = relation {
        var current: Int?
        for (index, lineage) in assigned.enumerated() {
          current = lineage ?? current
          if lineage == nil, current == chosen { members.append(index) }
        }
      }
      observations = members.sorted().map { all[$0] }
    }
  }

  private struct Lineage {
    var last: Fingerprint
    var members: [Int]
  }

  private static func relation(_ lineages: [Lineage], _ processes: [Int]) -> Relation {
    if lineages.count <= 1 { return .oneProcess }
    for (index, lineage) in lineages.enumerated() {
      for other in lineages[(index + 1)...] where lineage.last.userFiles.isDisjoint(with: other.last.userFiles) {
        if !lineage.last.userFiles.isEmpty && !other.last.userFiles.isEmpty { return .differentServices }
      }
    }
    var changes = 0
    for (a, b) in zip(processes, processes.dropFirst()) where a != b { changes += 1 }
    return changes == lineages.count - 1 ? .restarted(times: changes) : .severalInstances(lineages.count)
  }
}

/// What identifies a process in one snapshot.
private struct Fingerprint {
  var ids: [UInt64]
  var largest: UInt64
  /// The `go` statement of each goroutine, as a hash; only of goroutines that have one.
  var creators: [UInt64: Int]
  var userFiles: Set<String> = []
  /// The goroutine that answers the request for this very dump: it stays as long as its connection.
  var answering: UInt64?

  /// The fingerprint; nil for snapshots without ids.
  init?(_ snapshot: GoroutineSnapshot, ownership: CodeOwnership) {
    guard snapshot.form == .fullStacks else { return nil }
    ids = []
    creators = [:]
    for group in snapshot.groups {
      let members = group.ids.sorted()
      ids += members
      if let creator = group.creator {
        let hash = snapshot.stacks.codeFrame(creator).location.hashValue
        for id in members.prefix(4096) { creators[id] = hash }
      }
      for frame in snapshot.stacks.codeFrames(of: group.stack) {
        if ownership.owner(of: frame) == .user { userFiles.insert(frame.location.file) }
        if frame.function == "runtime/pprof.writeGoroutineStacks", members.count == 1 { answering = members[0] }
      }
    }
    guard !ids.isEmpty else { return nil }
    ids.sort()
    largest = ids[ids.count - 1]
  }

  /// Ids present in both.
  func overlap(_ other: Fingerprint) -> Int {
    var count = 0
    var (a, b) = (0, 0)
    while a < ids.count, b < other.ids.count {
      if ids[a] == other.ids[b] {
        count += 1
        a += 1
        b += 1
      } else if ids[a] < other.ids[b] {
        a += 1
      } else {
        b += 1
      }
    }
    return count
  }

  /// Whether `later` can be the same process at a later moment.
  func mayPrecede(_ later: Fingerprint) -> Bool {
    for (id, creator) in later.creators {
      if let mine = creators[id], mine != creator { return false }
    }
    if !userFiles.isEmpty, !later.userFiles.isEmpty, userFiles.isDisjoint(with: later.userFiles) { return false }
    let survivors = overlap(later)
    let hasSameConnection = answering != nil && answering == later.answering
    // The youngest ended: then most others are still there, and the ids did not fall by more than the held blocks.
    if later.largest < largest, !hasSameConnection {
      guard survivors * 2 > ids.count, largest - later.largest <= Self.heldBlocks * Self.blockSize else { return false }
    }
    let mine = Set(ids)
    let appeared = later.ids.filter { $0 <= largest && !mine.contains($0) }
    if appeared.isEmpty { return true }
    var newestOfBlock: [UInt64: UInt64] = [:]
    for id in ids { newestOfBlock[Self.block(of: id)] = id }
    // Goroutines of the runtime show up in dumps only while they run code of the service: a few exceptions are none.
    let impossible = appeared.count { $0 < newestOfBlock[Self.block(of: $0)] ?? 0 }
    if impossible > 4 { return false }
    if appeared.count <= max(64, ids.count / 10) { return true }
    // Many at once: a machine with many Ps, whose older goroutines are then still there.
    return survivors * 2 > ids.count && Set(appeared.map(Self.block)).count <= 8 * Int(Self.heldBlocks)
  }

  /// Ids that a P takes at once: src/runtime/proc.go `_GoidCacheBatch`.
  private static let blockSize: UInt64 = 16
  /// Blocks that idle Ps may hold on a common machine.
  private static let heldBlocks: UInt64 = 32

  private static func block(of id: UInt64) -> UInt64 { (max(1, id) - 1) / blockSize }
}
