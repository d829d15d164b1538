// SPDX-License-Identifier: Apache-2.0

package import Evidence

/// The goroutines at one place over all rounds.
package struct GoroutineSeries: Sendable {
  package let place: GoroutinePlace
  /// The frames of the largest group at the place.
  package let stack: ResolvedStack
  /// How many goroutines stood here, one number per round.
  package var counts: [Int]
  /// Who came, stayed and went; nil when the rounds carry no ids or there is only one.
  package var flow: GoroutineFlow?
  /// Ids in the last round, ascending; empty without ids.
  package var lastIDs: [UInt64] = []
  /// Ids of the goroutines that started the members of the last round.
  package var creatorIDs: Set<UInt64> = []
  /// How many members Go's own leak detection has proven to be leaked.
  package var proven = 0
  /// The longest wait printed, in minutes.
  package var longestWaitMinutes: Int?
  /// Locks, wait groups and conditions waited on in the last round.
  package var primitives: [UInt64: Int] = [:]
  package var sleep: ClosedRange<Int64>?
  package var readers = 0
  package var writers = 0
  package var lockedToThread = 0
  package var labels: [LabelTally] = []
  package var exemplars: [GoroutineExemplar] = []

  package init(place: GoroutinePlace, stack: ResolvedStack, rounds: Int) {
    self.place = place
    self.stack = stack
    counts = Array(repeating: 0, count: rounds)
  }

  /// How many stood here in the last round.
  package var count: Int { counts.last ?? 0 }

  /// Puts the ids into their order, once all groups were taken in.
  mutating func sortIDs() {
    let isAscending = zip(lastIDs, lastIDs.dropFirst()).allSatisfy { $0 <= $1 }
    if !isAscending { lastIDs.sort() }
  }

  /// Takes in a group of one round.
  mutating func add(_ group: GoroutineGroup, round: Int, isLast: Bool) {
    counts[round] += group.count
    if let minutes = group.waitMinutes.longest { longestWaitMinutes = max(longestWaitMinutes ?? 0, minutes) }
    guard isLast else { return }
    proven += group.leakedCount
    lastIDs.append(contentsOf: group.ids)
    creatorIDs.formUnion(group.creatorIDs)
    primitives.merge(group.primitives.counts, uniquingKeysWith: +)
    if let range = group.sleep {
      sleep =
        min(
          sleep?.lowerBound ?? range.lowerBound,
          range.lowerBound
        )...max(
          sleep?.upperBound ?? range.upperBound,
          range.upperBound
        )
    }
    readers += group.readers
    writers += group.writers
    lockedToThread += group.lockedToThreadCount
    if labels.isEmpty { labels = group.labels }
    if exemplars.count < 64 { exemplars += group.exemplars.prefix(64 - exemplars.count) }
  }
}
