// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence

/// When the memory limit is reached if the heap goes on growing as it does.
///
/// The smaller of two limits counts. Under GOMEMLIMIT collections come ever closer until the live heap itself fills it.
/// The limit of the container is met by the resident set, which grows with the garbage that GOGC allows on top of the
/// live heap.
struct TimeToLimit {
  let seconds: Double
  let limit: Int64
  /// "GOMEMLIMIT" or "the container's limit".
  let name: String

  /// The nearest limit when the live heap grows by `heap` bytes a second and memory outside Go by `outside`.
  ///
  /// GOMEMLIMIT does not count what C or mmap takes, and no garbage stands on it. Nil without limit or growth.
  init?(heap: Double, outside: Double = 0, capture: Capture) {
    let statistics = capture.memory.map(\.statistics)
    let looks = capture.processes.map(\.look)
    var candidates: [TimeToLimit] = []
    let live = statistics.last { $0.liveHeap != nil }?.liveHeap ?? statistics.last { $0.heapAlloc != nil }?.heapAlloc
    let memoryLimit =
      statistics.compactMap(\.memoryLimit).last
      ?? looks.compactMap { $0.environment["GOMEMLIMIT"].flatMap(Self.bytes) }.last
    if let memoryLimit, let live, memoryLimit > live, heap > 0 {
      candidates.append(TimeToLimit(Double(memoryLimit - live) / heap, memoryLimit, "GOMEMLIMIT"))
    }
    if let limit = looks.compactMap(\.cgroupLimit).last, let rss = looks.compactMap(\.rss).last, limit > rss {
      let gogc = statistics.compactMap(\.gogc).last ?? 100
      let factor = memoryLimit == nil && gogc > 0 ? 1 + Double(gogc) / 100 : 1
      let rate = heap * factor + outside
      if rate > 0 { candidates.append(TimeToLimit(Double(limit - rss) / rate, limit, "the container's limit")) }
    }
    guard let nearest = candidates.min(by: { $0.seconds < $1.seconds }) else { return nil }
    self = nearest
  }

  private init(_ seconds: Double, _ limit: Int64, _ name: String) {
    self.seconds = seconds
    self.limit = limit
    self.name = name
  }

  /// GOMEMLIMIT as Go reads it: a whole number of B, KiB, MiB, GiB or TiB (src/runtime/string.go `parseByteCount`).
  static func bytes(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits) else { return nil }
    let shift: Int64
    switch text.dropFirst(digits.count) {
    case "", "B": shift = 0
    case "KiB": shift = 10
    case "MiB": shift = 20
    case "GiB": shift = 30
    case "TiB": shift = 40
    default: return nil
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
    return overflow || product >= 1 << 62 ? nil : product
  }
}
