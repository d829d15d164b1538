// SPDX-License-Identifier: Apache-2.0

import StatisticalTests

/// What a watch of the heap could have seen: the detection limit.
package struct HeapSensitivity: Hashable, Sendable {
  package let sampling: HeapSampling
  /// Seconds between the first and the last round.
  package let seconds: Double
  /// Length of each part of the watch that must grow by itself, as a share of the whole; one when there are two rounds.
  package let segmentShares: [Double]
  /// How many places had enough samples to be tested.
  package let testedCount: Int
  /// Sampled objects that must stay, none freed, for growth to be told among so many places.
  package let threshold: Int
  /// Sampled objects that must stay in each part of the watch.
  package let segmentThreshold: Int

  /// Expected number of sampled objects at which growth is told nineteen times in twenty.
  package let expectedSamples: Double

  /// `testedCount` places were tested at the level of `HeapGrowth`; nil when the watch has no length.
  package init?(sampling: HeapSampling, seconds: Double, segmentShares: [Double], testedCount: Int) {
    guard seconds > 0, sampling.rate > 0 else { return nil }
    self.sampling = sampling
    self.seconds = seconds
    self.segmentShares = segmentShares
    self.testedCount = testedCount
    // Of n objects that all stay the p-value is 2^-n.
    var threshold = 1
    var pValue = 0.5
    while pValue * Double(max(1, testedCount)) > HeapGrowth.alpha {
      threshold += 1
      pValue /= 2
    }
    self.threshold = threshold
    var segmentThreshold = 0
    pValue = 1
    while segmentShares.count > 1, pValue > HeapGrowth.segmentAlpha {
      segmentThreshold += 1
      pValue /= 2
    }
    self.segmentThreshold = segmentThreshold
    expectedSamples = Self.mean(threshold: threshold, segmentThreshold: segmentThreshold, shares: segmentShares)
  }

  /// The slowest growth, in bytes a second, that would have been told nineteen times in twenty, for objects of one size of
  /// which none is freed.
  ///
  /// For small objects about `expectedSamples` times the sampling rate over the watch; for objects larger than the rate
  /// their own size counts. Objects that come and go at the same place raise it.
  package func slowestGrowth(objectSize: Int64 = 64) -> Double {
    expectedSamples * sampling.weight(size: objectSize) / seconds
  }

  /// The smallest mean count for which all thresholds are met with probability 0.95.
  private static func mean(threshold: Int, segmentThreshold: Int, shares: [Double]) -> Double {
    var low = 0.0
    var high = 1.0
    while power(high, threshold, segmentThreshold, shares) < 0.95 { high *= 2 }
    for _ in 0..<50 {
      let middle = (low + high) / 2
      if power(middle, threshold, segmentThreshold, shares) < 0.95 { low = middle } else { high = middle }
    }
    return high
  }

  /// P(every part has its threshold and all together theirs) for a mean count; exact.
  static func power(_ mean: Double, _ threshold: Int, _ segmentThreshold: Int, _ shares: [Double]) -> Double {
    // distribution[n]: P(n so far and every part so far has enough); counts from the threshold on in the last entry.
    var distribution = [Double](repeating: 0, count: threshold + 1)
    distribution[0] = 1
    for share in shares {
      let partMean = mean * share
      var next = [Double](repeating: 0, count: threshold + 1)
      let terms = (0..<threshold).map {
        Poisson.cumulative($0, mean: partMean) - Poisson.cumulative($0 - 1, mean: partMean)
      }
      for (before, probability) in distribution.enumerated() where probability > 0 {
        // Adding fewer than `missing` stays below the threshold.
        let missing = threshold - before
        for count in segmentThreshold..<max(missing, segmentThreshold) {
          next[before + count] += probability * terms[count]
        }
        let rest = max(missing, segmentThreshold)
        next[threshold] += probability * (1 - Poisson.cumulative(rest - 1, mean: partMean))
      }
      distribution = next
    }
    return distribution[threshold]
  }
}
