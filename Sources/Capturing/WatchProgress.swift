// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// What a running watch has seen so far: enough to decide how it goes on, never the verdict.
struct WatchProgress {
  private(set) var roundsTaken = 0
  /// Goroutines at the last look; before the first round what the index page says.
  var lastTotal: Int?
  private(set) var firstFailure: String?
  /// Numbers of the rounds that were tried and kept, in the order of the schedule.
  private var rounds: [Int] = []
  private(set) var lastRound = 0
  private var observations: [GoroutineObservation] = []
  /// Most groups of goroutines kept over all observations; a service has some hundred in each.
  private static let groupLimit = 100_000

  /// The number of the next round, from 1.
  var nextRound: Int { lastRound + 1 }

  mutating func observe(_ observation: GoroutineObservation) {
    guard observation.snapshot.form != .leakProfile else { return }
    observations.append(observation)
    // Ever different stacks settle nothing, and would fill the memory of a long watch: the last alone is enough then.
    let groups = observations.reduce(0) { $0 + $1.snapshot.groups.count }
    if groups > Self.groupLimit { observations = [observation] }
  }

  mutating func finished(round: Int, total: Int?) {
    lastRound = round
    rounds.append(round)
    roundsTaken += 1
    lastTotal = total ?? lastTotal
  }

  mutating func failed(_ message: String) {
    firstFailure = firstFailure ?? message
    lastRound += 1
    rounds.append(lastRound)
  }

  /// Forgets the round at an index of the schedule; returns its number.
  mutating func removeRound(at index: Int) -> Int {
    let number = rounds.remove(at: index)
    observations.removeAll { $0.round == number }
    return number
  }

  /// How many goroutines wait for locks, wait groups and semaphores in the last snapshot.
  var lockWaiters: Int {
    guard let last = observations.last?.snapshot else { return 0 }
    return last.groups.reduce(0) { sum, group in
      let frames = last.stacks.codeFrames(of: group.stack)
      return
        switch BlockingOperation(
          state: group.state,
          frames: frames,
          hidesRuntimeFrames: last.hidesRuntimeFrames
        )
      {
      case .mutex, .rwMutexRead, .rwMutexWrite, .waitGroup, .semaphore: sum + group.count
      default: sum
      }
    }
  }

  /// Addresses of the locks, wait groups and conditions waited for in the last snapshot.
  var lockAddresses: Set<UInt64> {
    observations.last.map { Set($0.snapshot.groups.flatMap(\.primitives.counts.keys)) } ?? []
  }

  /// Whether something grows whose stacks do not show the call that matters: library goroutines, coroutines of iter.Pull.

  /// Places where goroutines come and stay, as far as seen.
  private var growing: [GoroutineSeries] {
    let full = observations.filter { $0.snapshot.form == .fullStacks }
    guard full.count >= 3 else { return [] }
    let frames = full.lazy.flatMap { $0.snapshot.stacks.allCodeFrames }
    let history = GoroutineHistory(observations: full, ownership: CodeOwnership(frames: frames))
    return history.series.filter { series in
      series.flow.map { $0.births >= 6 && $0.deaths * 20 <= $0.births } ?? false
    }
  }

  /// Whether everything that grows is already proven, so that a longer watch would add nothing.
  ///
  /// Only after half of the time and three rounds, and only by structure or by marks of an earlier leak profile: growth
  /// alone is never settled by less time.
  func isSettled(after seconds: Double, of planned: Double) -> Bool {
    guard roundsTaken >= 4, seconds >= planned / 2, seconds < planned else { return false }
    let growing = growing
    guard !growing.isEmpty else { return false }
    return growing.allSatisfy { series in
      series.place.operation.neverEnds || series.proven * 10 >= series.count * 9
    }
  }
}
