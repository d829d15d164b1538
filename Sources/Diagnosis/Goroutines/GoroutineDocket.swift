// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// Sorts all places of a case into stories, so that what is one story becomes one finding.
///
/// In order: each place goes to the first kind that explains it; places of one kind with one key are one story; lock
/// waiters that share a lock are one story; a place whose members only wait for the members of another is a consequence
/// of that one.
struct GoroutineDocket {
  private(set) var stories: [GoroutineStory] = []

  init(_ caseFile: CaseFile) {
    var indexOfKey: [String: Int] = [:]
    for series in caseFile.goroutines.series where series.place.operation != .runtimeInternal && !series.stack.isMain {
      guard let kind = LeakKinds.goroutineKinds.first(where: { $0.explains(series, in: caseFile) }) else { continue }
      let key = "\(kind.id)|\(kind.storyKey(of: series))"
      if let index = indexOfKey[key] {
        stories[index].series.append(series)
      } else {
        indexOfKey[key] = stories.count
        stories.append(GoroutineStory(kind: kind, series: [series]))
      }
    }
    mergeSharedLocks()
    mergeSharedObjects()
    // The place that explains most names the story, else the one with most members.
    for index in stories.indices {
      let kind = stories[index].kind
      let weights = stories[index].series.map { (kind.weight(of: $0, in: caseFile), $0.count) }
      let order = weights.indices.sorted { weights[$0] > weights[$1] }
      stories[index].series = order.map { stories[index].series[$0] }
    }
  }

  /// Lock waiters at several lines that wait for the same locks, by address, are one story.
  private mutating func mergeSharedLocks() {
    let addresses = stories.map { story in
      story.lead.place.operation.isLock
        ? Set(story.series.flatMap { $0.primitives.filter { $0.value >= 1 }.keys }) : []
    }
    merge(sharing: addresses, atLeast: 1)
  }

  /// Waiters at several lines whose methods were called on the same objects wait for the locks of those objects: a reader
  /// that locks again and the writer that stands between are one story.
  private mutating func mergeSharedObjects() {
    let receivers = stories.map { story in
      story.lead.place.operation.isLock ? Set(story.series.flatMap(\.blockedReceivers)) : []
    }
    merge(sharing: receivers, atLeast: 2)
  }

  /// Joins stories whose sets overlap by half of the smaller one; sets of fewer than `least` members say nothing.
  private mutating func merge(sharing sets: [Set<UInt64>], atLeast least: Int) {
    var merged: [Int: Int] = [:]
    for index in stories.indices where sets[index].count >= least {
      for other in 0..<index where merged[other] == nil && sets[other].count >= least {
        let shared = sets[index].intersection(sets[other]).count
        if shared * 2 >= min(sets[index].count, sets[other].count) {
          merged[index] = other
          break
        }
      }
    }
    for (index, owner) in merged.sorted(by: { $0.key < $1.key }) { stories[owner].series += stories[index].series }
    stories = stories.indices.filter { merged[$0] == nil }.map { stories[$0] }
  }

  /// Library goroutines that come and stay in step with another story belong to it: a driver has a goroutine for each
  /// connection.
  private func companions(among judged: [Int]) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for follower in judged where !stories[follower].lead.stack.hasOwnCode && stories[follower].kind is GoroutineGrowth {
      let counts = stories[follower].counts
      for leader in judged where leader != follower && !(stories[leader].kind is GoroutineGrowth) {
        if stories[leader].series.contains(where: { Self.areInStep($0.counts, counts) }) {
          result[follower] = leader
          break
        }
      }
    }
    for (follower, leader) in wakingMembers(among: judged) { result[follower] = leader }
    return result
  }

  /// Members that are mostly met running, and wait in between where others of the same `go` statement wait, are no runaways:
  /// on a machine that is short of processors the woken stand in line.
  private func wakingMembers(among judged: [Int]) -> [(follower: Int, leader: Int)] {
    judged.compactMap { follower in
      let story = stories[follower]
      guard story.kind is GoroutineRunaway, let creator = story.lead.place.creator,
        GoroutineJudgement.hasMoved(story)
      else { return nil }
      let leader = judged.first { other in
        !(stories[other].kind is GoroutineRunaway) && stories[other].lead.place.creator == creator
      }
      return leader.map { (follower, $0) }
    }
  }

  /// Whether two numbers are about equal in each round, or grow by about as much: beside those that leak, some of one kind
  /// may be at work.
  private static func areInStep(_ a: [Int], _ b: [Int]) -> Bool {
    guard let firstA = a.first, let firstB = b.first else { return false }
    return zip(a, b).allSatisfy { abs($0 - $1) <= max(2, $0 / 20) }
      || zip(a, b).allSatisfy { abs(($0 - firstA) - ($1 - firstB)) <= max(3, ($0 - firstA) / 10) }
        && (a.last ?? 0) - firstA >= 20
  }

  /// Folds findings' stories whose members merely wait for members of another story into that one.
  ///
  /// `judged` are indices of stories that were found; returns, for each that is a consequence, the index of its cause.
  func consequences(among judged: [Int]) -> [Int: Int] {
    var result = companions(among: judged)
    for waiting in judged where stories[waiting].isPassive && result[waiting] == nil {
      let ids = stories[waiting].lastIDs
      guard !ids.isEmpty else { continue }
      for cause in judged where cause != waiting && !stories[cause].isPassive && result[cause] == nil {
        let creators = stories[cause].series.reduce(into: Set<UInt64>()) { $0.formUnion($1.creatorIDs) }
        let children = stories[cause].lastIDs
        let parents = stories[waiting].series.reduce(into: Set<UInt64>()) { $0.formUnion($1.creatorIDs) }
        // The waiting started those that block, or was started by them.
        let waitsForChildren = creators.count { ids.containsAscending($0) } * 2 >= ids.count
        let waitsForParents = !parents.isEmpty && parents.count { children.containsAscending($0) } * 2 >= parents.count
        if waitsForChildren || waitsForParents {
          result[waiting] = cause
          break
        }
      }
    }
    return result
  }
}

extension GoroutineStory {
  /// Whether the members only wait for somebody else to be done: such a wait is a cause only when nothing else is.
  fileprivate var isPassive: Bool {
    switch lead.place.operation {
    case .receive, .select, .waitGroup, .condition: true
    default: false
    }
  }
}

extension GoroutineSeries {
  /// Objects on which the blocked methods of the service's own code were called: their first arguments.
  fileprivate var blockedReceivers: [UInt64] {
    guard let index = stack.userIndex, GoFunctionName(stack.frames[index].function).localName.hasPrefix("(*") else {
      return []
    }
    return exemplars.compactMap { $0.arguments.indices.contains(index) ? $0.arguments[index].first : nil }
  }
}
