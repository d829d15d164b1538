// SPDX-License-Identifier: Apache-2.0

/// The live heap after each collection, thinned out when there are too many.
struct LiveHeapSeries {
  static let limit = 1 << 16

  private(set) var points: [(time: UInt64, bytes: Int64)] = []
  /// Every how manieth collection is kept.
  private var stride = 1
  private var skipped = 0

  mutating func append(bytes: Int64, at time: UInt64) {
    skipped += 1
    guard skipped >= stride else { return }
    skipped = 0
    if points.count == Self.limit {
      points = points.indices.filter { $0 % 2 == 0 }.map { points[$0] }
      stride *= 2
    }
    points.append((time, bytes))
  }
}
