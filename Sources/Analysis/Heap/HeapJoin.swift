// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The heap profiles of a capture joined into one table, and which of them compare with each other.
struct HeapJoin {
  private(set) var table: HeapTable
  private(set) var rounds: [HeapRound] = []
  /// The table's profile of each round.
  private(set) var columns: [Int] = []
  private(set) var hindrances: [HeapHindrance] = []
  /// The profiles of the table, in its order.
  let profiles: [Profile]

  init(_ observations: [HeapObservation], ownership: CodeOwnership) {
    let usable = Self.snapshots(observations, &hindrances)
    let first = usable.first.map { observations[$0].profile }
    table = HeapTable(ownership: ownership, expectedRows: first?.samples.count ?? 0)
    profiles = usable.map { observations[$0].profile }
    let times = Self.times(observations, usable)
    var all: [HeapRound] = []
    for (column, index) in usable.enumerated() {
      let observation = observations[index]
      let round = HeapRound(
        observation: index,
        at: times[column],
        source: observation.source,
        sampling: HeapSampling(rate: observation.profile.period),
        isAfterCollection: observation.isAfterCollection
      )
      table.add(observation.profile, sampling: round.sampling)
      all.append(round)
    }
    choose(from: all)
    for (a, b) in zip(rounds, rounds.dropFirst()) where a.sampling != b.sampling {
      hindrances.append(.rateChanged(from: a.sampling.rate, to: b.sampling.rate))
    }
    if Set(columns.compactMap { Self.buildID(profiles[$0]) }).count > 1 { hindrances.append(.otherBuild) }
  }

  /// The heap profiles that show a moment, as indices, in the order of time.
  private static func snapshots(_ observations: [HeapObservation], _ hindrances: inout [HeapHindrance]) -> [Int] {
    var usable: [Int] = []
    var cut: [Int] = []
    for (index, observation) in observations.enumerated() where observation.profile.isHeap {
      let source = observation.source
      if observation.profile.durationNanos != 0 {
        hindrances.append(.isDifference(source: source))
      } else if observation.profile.period <= 0 {
        hindrances.append(.samplingOff(source: source))
      } else if observation.profile.isCut {
        hindrances.append(.isCut(source: source))
        cut.append(index)
      } else {
        usable.append(index)
      }
    }
    // Half a profile beside whole ones would look like a restart; alone it is better than nothing.
    return usable.isEmpty ? Array(cut.suffix(1)) : usable
  }

  /// Seconds per profile: those of the capture, or else by the profiles' own clocks.
  private static func times(_ observations: [HeapObservation], _ usable: [Int]) -> [Double?] {
    let stated = usable.map { observations[$0].at }
    let clocks = usable.map { observations[$0].profile.timeNanos }
    guard stated.contains(where: { $0 == nil }), let start = clocks.first, clocks.allSatisfy({ $0 > 0 }) else {
      return stated
    }
    return clocks.map { Double($0.subtractingReportingOverflow(start).partialValue) / 1e9 }
  }

  // MARK: One process, one moment each

  /// Keeps the profiles of the process with most of them (the latest of equals), one for each moment.
  private mutating func choose(from all: [HeapRound]) {
    var processes: [[Int]] = []
    for column in all.indices {
      // The closest predecessor: the one after which least was allocated.
      let fitting = processes.indices.filter { mayFollow(column, processes[$0].last ?? column) }
      if let best = fitting.max(by: { sampled(processes[$0]) < sampled(processes[$1]) }) {
        processes[best].append(column)
      } else {
        processes.append([column])
      }
    }
    let chosen = processes.indices.max { (processes[$0].count, $0) < (processes[$1].count, $1) }
    let members = chosen.map { processes[$0] } ?? []
    if members.count < all.count { hindrances.append(.otherProcess(profilesLeftOut: all.count - members.count)) }
    for column in members {
      // After a forced collection equal numbers mean that nothing sampled came or went: that is a round.
      if let before = columns.last, !all[column].isAfterCollection, isSame(column, before) {
        hindrances.append(.noCollection(source: all[column].source))
        continue
      }
      columns.append(column)
      rounds.append(all[column])
    }
  }

  private func sampled(_ process: [Int]) -> Int { process.last.map { table.allocated[$0].reduce(0, &+) } ?? 0 }

  /// Whether no counter falls from one profile to a later one: in one process none ever does.
  private func mayFollow(_ later: Int, _ earlier: Int) -> Bool {
    var rows = 0
    var falls = 0
    let (before, after) = (table.allocated[earlier], table.allocated[later])
    for row in before.indices where before[row] > 0 {
      rows += 1
      if (row < after.count ? after[row] : 0) < before[row] { falls += 1 }
    }
    // Programs that write profiles by themselves may drop small rows.
    return falls * 100 <= rows
  }

  /// Whether two profiles publish the same collection: not a single counter moved.
  private func isSame(_ a: Int, _ b: Int) -> Bool {
    (0..<table.rowCount).allSatisfy {
      table.allocated(a, $0) == table.allocated(b, $0) && table.inUse(a, $0) == table.inUse(b, $0)
    }
  }

  private static func buildID(_ profile: Profile) -> String? {
    guard let mapping = profile.mappings.first else { return nil }
    let id = profile.strings[mapping.buildID]
    return id.isEmpty ? nil : id
  }
}
