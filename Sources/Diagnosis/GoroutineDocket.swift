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
    // The place with most members names the story.
    for index in stories.indices { stories[index].series.sort { $0.count > $1.count } }
  }

  /// Lock waiters with an address in common wait for the same lock, wherever they stand.
  private mutating func mergeSharedLocks() {
    var ownerOfAddress: [UInt64: Int] = [:]
    var merged: [Int: Int] = [:]
    for index in stories.indices where stories[index].lead.place.operation.isLock {
      let addresses = stories[index].series.flatMap { $0.primitives.filter { $0.value >= 2 }.keys }
      // Locks of many objects are many locks: only a few addresses make one story.
      guard !addresses.isEmpty, addresses.count <= 4 else { continue }
      if let owner = addresses.compactMap({ ownerOfAddress[$0] }).first {
        merged[index] = owner
      }
      for address in addresses where ownerOfAddress[address] == nil { ownerOfAddress[address] = merged[index] ?? index }
    }
    for (index, owner) in merged { stories[owner].series += stories[index].series }
    stories = stories.indices.filter { merged[$0] == nil }.map { stories[$0] }
  }

  /// Library goroutines that come and stay in step with another story belong to it: a driver has a goroutine for each
  /// connection.
  private func companions(among judged: [Int]) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for follower in judged where !stories[follower].lead.stack.hasOwnCode && stories[follower].kind is GoroutineGrowth {
      let counts = stories[follower].counts
      for leader in judged where leader != follower && !(stories[leader].kind is GoroutineGrowth) {
        let isInStep = stories[leader].series.contains { series in
          zip(series.counts, counts).allSatisfy { abs($0 - $1) <= max(2, $0 / 20) }
        }
        if isInStep {
          result[follower] = leader
          break
        }
      }
    }
    return result
  }

  /// Folds findings' stories whose members merely wait for members of another story into that one.
  ///
  /// `judged` are indices of stories that were found; returns, for each that is a consequence, the index of its cause.
  func consequences(among judged: [Int]) -> [Int: Int] {
    var result = companions(among: judged)
    for waiting in judged where stories[waiting].isPassive && result[waiting] == nil {
      let ids = Set(stories[waiting].lastIDs)
      guard !ids.isEmpty else { continue }
      for cause in judged where cause != waiting && !stories[cause].isPassive && result[cause] == nil {
        let creators = stories[cause].series.reduce(into: Set<UInt64>()) { $0.formUnion($1.creatorIDs) }
        let children = Set(stories[cause].lastIDs)
        let parents = stories[waiting].series.reduce(into: Set<UInt64>()) { $0.formUnion($1.creatorIDs) }
        // The waiting started those that block, or was started by them.
        let waitsForChildren = creators.intersection(ids).count * 2 >= ids.count
        let waitsForParents = !parents.isEmpty && parents.intersection(children).count * 2 >= parents.count
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
