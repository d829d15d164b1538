// SPDX-License-Identifier: Apache-2.0

/// Objects of one size from one place: how many sampled ones were allocated and are in use, round by round.
package struct HeapRung: Hashable, Sendable {
  /// Bytes of an object: the slot that the allocator gave, rounding included.
  package var size: Int64
  /// Sampled objects allocated since the process started, one number per round; never falls.
  package var allocated: [Int]
  /// Sampled objects in use, one number per round.
  package var inUse: [Int]

  package init(size: Int64, allocated: [Int], inUse: [Int]) {
    self.size = size
    self.allocated = allocated
    self.inUse = inUse
  }

  /// Sampled objects freed since the process started.
  package func freed(_ round: Int) -> Int { allocated[round] - inUse[round] }
}

/// What a place of the code allocated, freed and holds, round by round: rungs of one size each, smallest first.
///
/// Counts are of sampled objects, exact, and the ground for every test. Bytes and objects are those counts scaled by
/// what one sample of the size stands for; their variance is that of the sampling alone.
package struct HeapSeries: Hashable, Sendable {
  package var sampling: HeapSampling
  package var rungs: [HeapRung]
  /// How many rounds there are.
  package let roundCount: Int

  package init(sampling: HeapSampling, rungs: [HeapRung], roundCount: Int) {
    self.sampling = sampling
    self.rungs = rungs
    self.roundCount = roundCount
  }

  private var last: Int { roundCount - 1 }

  // MARK: Scaled to the whole

  /// Bytes in use in a round.
  package func bytesInUse(_ round: Int) -> Double {
    rungs.reduce(0) { $0 + Double($1.inUse[round]) * sampling.weight(size: $1.size) }
  }

  /// Bytes allocated from the start of the process to a round.
  package func bytesAllocated(_ round: Int) -> Double {
    rungs.reduce(0) { $0 + Double($1.allocated[round]) * sampling.weight(size: $1.size) }
  }

  /// Objects in use in a round.
  package func objectsInUse(_ round: Int) -> Double {
    rungs.reduce(0) { $0 + Double($1.inUse[round]) / max(sampling.probability(size: $1.size), .leastNormalMagnitude) }
  }

  /// Variance of `bytesInUse` that the sampling causes, in bytes squared: sum of k (1 - q) (s / q)^2.
  package func varianceInUse(_ round: Int) -> Double {
    rungs.reduce(0) { sum, rung in
      let weight = sampling.weight(size: rung.size)
      return sum + Double(rung.inUse[round]) * (1 - sampling.probability(size: rung.size)) * weight * weight
    }
  }

  // MARK: Sampled counts

  /// Sampled objects in use in a round.
  package func sampledInUse(_ round: Int) -> Int { rungs.reduce(0) { $0 + $1.inUse[round] } }

  /// Sampled objects allocated from the start of the process to a round.
  package func sampledAllocated(_ round: Int) -> Int { rungs.reduce(0) { $0 + $1.allocated[round] } }

  // MARK: Survival

  /// Share of the bytes ever allocated that had been freed at the last round, 0 to 1; nil when nothing was sampled.
  package var shareFreedInLife: Double? {
    guard roundCount > 0 else { return nil }
    let allocated = bytesAllocated(last)
    return allocated > 0 ? 1 - bytesInUse(last) / allocated : nil
  }

  /// Whether no sampled object was ever freed.
  package var hasFreedNothing: Bool {
    roundCount > 0 && sampledAllocated(last) > 0 && rungs.allSatisfy { $0.freed(last) == 0 }
  }

  /// Bytes freed while watched per byte allocated while watched; above 1 when more was freed; nil when nothing was
  /// allocated or there is only one round.
  package var shareFreedInWatch: Double? {
    guard roundCount > 1 else { return nil }
    let allocated = bytesAllocated(last) - bytesAllocated(0)
    guard allocated > 0 else { return nil }
    return 1 - (bytesInUse(last) - bytesInUse(0)) / allocated
  }
}
