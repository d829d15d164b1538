// SPDX-License-Identifier: Apache-2.0

/// Small readings taken again and again during a watch, evenly thinned when they become many.
///
/// Keeps at most `limit` of them: when there are more, every second one is given up and from then on only every second one
/// is kept. The first stays. Memory is bounded whatever the length of the watch.
struct SeriesRecorder<Reading: Sendable>: Sendable {
  private let limit: Int
  private(set) var readings: [Reading] = []
  private var stride = 1
  private var offered = 0

  init(limit: Int = 1_024) {
    self.limit = limit
  }

  /// Keeps a reading if it is its turn.
  mutating func offer(_ reading: Reading) {
    defer { offered += 1 }
    guard offered % stride == 0 else { return }
    readings.append(reading)
    guard readings.count > limit else { return }
    readings = readings.indices.filter { $0 % 2 == 0 }.map { readings[$0] }
    stride *= 2
  }
}
