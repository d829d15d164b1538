// SPDX-License-Identifier: Apache-2.0

import Evidence

/// The processes whose lines make up one stream of text, told apart by numbers and times that only rise in a process.
///
/// A restart begins again with collection 1. Processes that share a stream without a mark of their own (workers of one
/// parent) take turns: then a line belongs to the one whose number it continues. Lines that were lost leave holes in the
/// numbers, so continuing is not asked for where one could have been lost.
struct TraceProcesses {
  /// A process with so many younger records than its last is not continued any more.
  private static let patience = 1000
  private static let openLimit = 8

  private struct Life {
    let id: Int
    var number = 0
    var at = -1.0
    var scheduleAt = -1.0
    var scheduleInterval: Double?
    var lastRecord = 0

    func accepts(_ cycle: RuntimeLog.GCCycle) -> Bool { cycle.number > number && cycle.at >= at }
    func isContinued(by cycle: RuntimeLog.GCCycle) -> Bool { cycle.number == number &+ 1 && cycle.at >= at }
  }

  /// The one that wrote last comes last.
  private var lives: [Life] = []
  private var recordCount = 0
  /// Whether a line was lost, or an input ended, since the last record.
  private var hasHole = false
  /// Whether the next line must continue a process exactly to belong to it.
  private var isAtSeam = false

  /// The process that wrote last; nil before the first record.
  var current: Int? { lives.last?.id }

  /// Whether a collection continues a process without a hole.
  func isContinued(by cycle: RuntimeLog.GCCycle) -> Bool { lives.contains { $0.isContinued(by: cycle) } }

  /// Says that a line of collections was lost.
  mutating func noteLoss() { hasHole = true }

  /// Says that one input ended and another begins, perhaps of another process.
  mutating func noteSeam() { isAtSeam = true }

  /// The process of a collection; `newID` gives the next free number where it is the first of its process.
  mutating func process(of cycle: RuntimeLog.GCCycle, _ newID: () -> Int) -> Int {
    let index = index(of: cycle)
    return record(index, newID) { life in
      life.number = cycle.number
      life.at = cycle.at
    }
  }

  /// The process of a line of the scheduler.
  mutating func process(of state: RuntimeLog.SchedulerState, _ newID: () -> Int) -> Int {
    record(index(of: state), newID) { life in
      if life.scheduleAt >= 0 { life.scheduleInterval = state.at - life.scheduleAt }
      life.scheduleAt = state.at
    }
  }

  /// Reports of a scheduler have no number, but come at equal times.
  private func index(of state: RuntimeLog.SchedulerState) -> Int? {
    guard let last = lives.last else { return nil }
    let wait = last.scheduleAt < 0 ? 0 : state.at - last.scheduleAt
    let usual = last.scheduleInterval ?? lives.compactMap(\.scheduleInterval).min()
    let isAwaited = wait >= 0 && (usual.map { wait <= 3 * max($0, 0.01) } ?? true)
    if isAwaited, !isAtSeam || last.scheduleAt >= 0 { return lives.count - 1 }
    let others = lives.indices.filter { index in
      lives[index].scheduleAt >= 0 && state.at >= lives[index].scheduleAt
        && recordCount - lives[index].lastRecord < Self.patience
    }
    return others.min { state.at - lives[$0].scheduleAt < state.at - lives[$1].scheduleAt }
  }

  /// The process of a line that has no number and no time: the one that wrote last.
  mutating func processOfScavenge(_ newID: () -> Int) -> Int {
    record(lives.indices.last, newID) { _ in }
  }

  private func index(of cycle: RuntimeLog.GCCycle) -> Int? {
    guard let last = lives.last else { return nil }
    if last.isContinued(by: cycle) { return lives.count - 1 }
    let other = lives.lastIndex { $0.isContinued(by: cycle) && recordCount - $0.lastRecord < Self.patience }
    if isAtSeam {
      // A log that was rotated in the middle of a line loses that line, and seldom one more.
      let isBehindHole = hasHole && last.accepts(cycle) && cycle.number - last.number <= 3
      return other ?? (isBehindHole ? lives.count - 1 : nil)
    }
    if last.accepts(cycle) {
      return hasHole ? lives.count - 1 : other ?? lives.count - 1
    }
    // The first collection is the first of a process, even when another has lost lines.
    if cycle.number == 1 { return nil }
    return other
      ?? (hasHole ? lives.lastIndex { $0.accepts(cycle) && recordCount - $0.lastRecord < Self.patience } : nil)
  }

  private mutating func record(_ index: Int?, _ newID: () -> Int, _ change: (inout Life) -> Void) -> Int {
    var life = index.map { lives.remove(at: $0) } ?? Life(id: newID())
    change(&life)
    recordCount += 1
    life.lastRecord = recordCount
    if lives.count == Self.openLimit { lives.removeFirst() }
    lives.append(life)
    hasHole = false
    isAtSeam = false
    return life.id
  }
}
