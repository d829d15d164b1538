// SPDX-License-Identifier: Apache-2.0

/// A size at a moment.
package struct MemoryPoint: Hashable, Sendable {
  /// Seconds; since when depends on the series, equal in all points of one.
  package var at: Double
  package var bytes: Double

  package init(at: Double, bytes: Double) {
    self.at = at
    self.bytes = bytes
  }
}

extension [MemoryPoint] {
  /// The lowest point of each of at most `count` spans of equally many points.
  ///
  /// What lies above a floor by chance (a heap between two collections) goes, and neighbours become less alike.
  package func lowerEnvelope(_ count: Int) -> [MemoryPoint] {
    guard self.count > count, count > 0 else { return self }
    return (0..<count).compactMap { span in
      self[(span * self.count / count)..<((span + 1) * self.count / count)].min { $0.bytes < $1.bytes }
    }
  }
}
