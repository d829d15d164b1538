// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Collects the groups of all rounds by place and follows each goroutine id through the rounds.
///
/// Memory: 16 bytes for each goroutine and round when there are several, freed when the flows are made; 8 bytes for each of
/// the last round. Time: O(n log n) in that number.
struct SeriesBuilder {
  /// One goroutine in one round.
  private struct Sighting {
    var id: UInt64
    var round: UInt32
    var series: UInt32
  }

  private let rounds: Int
  private let ownership: CodeOwnership
  private var series: [GoroutineSeries] = []
  private var indexOfPlace: [GoroutinePlace: Int] = [:]
  private var familyOfSeries: [Int] = []
  private var indexOfFamily: [SourceLocation: Int] = [:]
  private var families: [GoroutineFamily] = []
  private var sightings: [Sighting] = []
  private var largestIDs: [UInt64]

  /// - Parameter idCount: how many ids all rounds hold together.
  init(rounds: Int, idCount: Int, ownership: CodeOwnership) {
    self.rounds = rounds
    // Nobody comes or goes in a single round.
    if rounds >= 2 { sightings.reserveCapacity(idCount) }
    self.ownership = ownership
    largestIDs = Array(repeating: 0, count: rounds)
  }

  /// Whether any round carried ids.
  var hasIDs: Bool { largestIDs.contains { $0 > 0 } }

  func largestID(inRound round: Int) -> UInt64 {
    largestIDs.indices.contains(round) ? largestIDs[round] : 0
  }

  /// Takes in all groups of a round.
  mutating func add(_ snapshot: GoroutineSnapshot, round: Int, isLast: Bool) {
    for group in snapshot.groups {
      let stack = resolve(group, snapshot)
      let index = seriesIndex(of: group, stack, operation(of: group, stack, snapshot))
      series[index].add(group, round: round, isLast: isLast)
      families[familyOfSeries[index]].counts[round] += group.count
      largestIDs[round] = max(largestIDs[round], group.ids.largest ?? 0)
      guard rounds >= 2 else { continue }
      for id in group.ids {
        sightings.append(Sighting(id: id, round: UInt32(round), series: UInt32(index)))
      }
    }
  }

  /// Marks what Go's own leak profile has proven, by operation and line: the profile knows neither ids nor creators.
  ///
  /// Where several places share operation and line (two `go` statements start the same function), the proof is laid on
  /// the largest first, never more than stand there. A place that the rounds did not show is added with its count.
  mutating func addProof(_ snapshot: GoroutineSnapshot) {
    // The marks of an earlier leak profile say less than the profile itself.
    for index in series.indices { series[index].proven = 0 }
    for group in snapshot.groups {
      let stack = resolve(group, snapshot)
      if stack.isMain || stack.frames.isEmpty { continue }
      let operation = operation(of: group, stack, snapshot)
      guard let site = stack.siteFrame?.location else { continue }
      var left = group.count
      let matching = series.indices.filter {
        series[$0].place.site == site
          && Self.mayBeTheSame(operation, series[$0].place.operation)
          && series[$0].stack.entry?.function.isEmpty == false
      }.sorted { series[$0].count > series[$1].count }
      for index in matching where left > 0 {
        let room = max(0, series[index].count - series[index].proven)
        series[index].proven += min(room, left)
        left -= min(room, left)
      }
      if left > 0 {
        if let first = matching.first {
          // More are leaked than stood here in the last round: they came in between.
          series[first].proven += left
          if rounds > 0 {
            series[first].counts[rounds - 1] = max(series[first].counts[rounds - 1], series[first].proven)
          }
        } else {
          let index = seriesIndex(of: group, stack, operation)
          series[index].proven = left
          if rounds > 0 { series[index].counts[rounds - 1] = left }
        }
      }
    }
  }

  /// A profile does not tell a nil channel from another, nor a kind of semaphore in every version.
  private static func mayBeTheSame(_ profile: BlockingOperation, _ dump: BlockingOperation) -> Bool {
    if profile == dump { return true }
    // The text of the profile hides what is waited for; what it lists, it has proven.
    if profile == .unknown { return dump.isCoveredByLeakProfile || dump == .semaphore }
    switch dump {
    case .nilChannel: return profile == .receive
    case .nilChannelSend: return profile == .send
    case .mutex, .rwMutexRead, .rwMutexWrite, .waitGroup, .semaphore:
      return [.mutex, .rwMutexRead, .rwMutexWrite, .waitGroup, .semaphore].contains(profile)
    default: return false
    }
  }

  private func resolve(_ group: GoroutineGroup, _ snapshot: GoroutineSnapshot) -> ResolvedStack {
    ResolvedStack(
      frames: snapshot.stacks.codeFrames(of: group.stack),
      creator: group.creator.map { snapshot.stacks.codeFrame($0) },
      ownership: ownership
    )
  }

  private func operation(
    of group: GoroutineGroup,
    _ stack: ResolvedStack,
    _ snapshot: GoroutineSnapshot
  ) -> BlockingOperation {
    BlockingOperation(
      state: group.state,
      frames: stack.frames,
      hidesRuntimeFrames: snapshot.hidesRuntimeFrames
    )
  }

  private mutating func seriesIndex(
    of group: GoroutineGroup,
    _ stack: ResolvedStack,
    _ operation: BlockingOperation
  ) -> Int {
    let place = GoroutinePlace(
      operation: operation,
      site: stack.siteFrame?.location ?? SourceLocation(file: "", line: 0),
      creator: stack.creator?.location
    )
    if let index = indexOfPlace[place] { return index }
    let index = series.count
    indexOfPlace[place] = index
    series.append(GoroutineSeries(place: place, stack: stack, rounds: rounds))
    familyOfSeries.append(familyIndex(of: place, stack))
    return index
  }

  private mutating func familyIndex(of place: GoroutinePlace, _ stack: ResolvedStack) -> Int {
    // Without a `go` statement the file of the entry function stands for it; its line moves as the function runs.
    let origin = place.creator ?? SourceLocation(file: stack.entry?.function ?? "", line: 0)
    let index =
      indexOfFamily[origin]
      ?? {
        families.append(
          GoroutineFamily(origin: origin, places: [], counts: Array(repeating: 0, count: rounds), flow: nil)
        )
        indexOfFamily[origin] = families.count - 1
        return families.count - 1
      }()
    families[index].places.append(place)
    return index
  }

  // MARK: Following ids

  /// The series and families with their flows; the builder is used up.
  consuming func flows() -> (series: [GoroutineSeries], families: [GoroutineFamily]) {
    for index in series.indices { series[index].sortIDs() }
    guard hasIDs, rounds >= 2 else { return (series, families) }
    for index in series.indices { series[index].flow = GoroutineFlow(intervals: rounds - 1) }
    for index in families.indices { families[index].flow = GoroutineFlow(intervals: rounds - 1) }
    let rounds = rounds
    sightings.sort { ($0.id, $0.round) < ($1.id, $1.round) }
    var start = 0
    while start < sightings.count {
      var end = start + 1
      while end < sightings.count, sightings[end].id == sightings[start].id { end += 1 }
      let life = sightings[start..<end]
      let places = life.map { Int($0.series) }
      let home = Self.mostFrequent(places)
      let first = Int(sightings[start].round)
      let last = Int(sightings[end - 1].round)
      series[home].flow?.add(first: first, last: last, rounds: rounds, hasMoved: places.contains { $0 != home })
      let family = familyOfSeries[home]
      families[family].flow?.add(first: first, last: last, rounds: rounds, hasMoved: false)
      start = end
    }
    return (series, families)
  }

  private static func mostFrequent(_ values: [Int]) -> Int {
    if values.allSatisfy({ $0 == values[0] }) { return values[0] }
    var tally: [Int: Int] = [:]
    for value in values { tally[value, default: 0] += 1 }
    return tally.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? values[0]
  }
}

extension GoroutineFlow {
  /// Counts one goroutine that was seen from round `first` to round `last`.
  fileprivate mutating func add(first: Int, last: Int, rounds: Int, hasMoved: Bool) {
    if first == last {
      if last == rounds - 1 && first > 0 {
        arrivalsInLastRound += 1
        arrivals[first - 1] += 1
      } else if first == 0 {
        goneAfterFirstRound += 1
      } else {
        passersBy += 1
      }
      return
    }
    if first == 0 {
      residentsAtStart += 1
    } else {
      residentArrivals += 1
      arrivals[first - 1] += 1
    }
    if last < rounds - 1 { residentsGone += 1 }
    if hasMoved { residentsMoved += 1 }
  }
}
