// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// Which snapshots come from one and the same process.
///
/// Go never reuses a goroutine id and hands ids out in rising order (in blocks of 16 per P), so within one process: the
/// largest id never falls; an id that was absent while larger ones were given does not appear later, but for the blocks;
/// and a goroutine's `go` statement never changes. A snapshot that breaks a rule comes from another process.
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
      // Forms without ids cannot be assigned; mixing them in would compare processes, so they are left out.
      observations = lineages[chosen].members.map { all[$0] }
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
      for frame in snapshot.stacks.codeFrames(of: group.stack) where ownership.owner(of: frame) == .user {
        userFiles.insert(frame.location.file)
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
    if later.largest < largest { return false }
    for (id, creator) in later.creators {
      if let mine = creators[id], mine != creator { return false }
    }
    // Ids below our largest that we did not have: the blocks of 16 that idle Ps still hold explain a few, not many.
    let mine = Set(ids)
    let appeared = later.ids.count { $0 <= largest && !mine.contains($0) }
    return appeared <= max(64, ids.count / 10)
  }
}
