// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The memory files of a process's cgroup and of those above it, version 1 or 2.
///
/// The limit that counts is the smallest on the way up. Usage and statistics are of the deepest group, which is the
/// process's own.
struct CgroupLines {
  /// From here on a limit means none: version 1 writes the largest number of pages.
  private static let unlimited: UInt64 = 1 << 62

  private var limit: Int64?
  private var usage: (depth: Int, value: Int64)?
  private var statisticsDepth = -1
  private var statistics: [String: Int64] = [:]
  private var depth = 0

  mutating func begin(depth: Int) { self.depth = depth }

  mutating func read(_ line: RawSpan, of file: ProcessSection.CgroupFile) {
    var offset = 0
    switch file {
    case .limit:
      // "max" is no number, and no limit.
      guard let value = line.decimal(at: &offset), offset == line.byteCount, value < Self.unlimited else { return }
      limit = min(limit ?? Int64.max, Int64(value))
    case .usage:
      guard let value = line.decimal(at: &offset), offset == line.byteCount, value < Self.unlimited,
        depth > usage?.depth ?? -1
      else { return }
      usage = (depth, Int64(value))
    case .statistics: readStatistic(line)
    }
  }

  private static let wanted: Set<String> = [
    "anon", "inactive_file", "rss", "total_rss", "total_inactive_file",
  ]

  private mutating func readStatistic(_ line: RawSpan) {
    guard depth >= statisticsDepth else { return }
    if depth > statisticsDepth { statistics = [:] }
    statisticsDepth = depth
    let space = line.firstOffset(of: 0x20, in: 0..<line.byteCount)
    guard space < line.byteCount, space <= 32 else { return }
    let name = line.extracting(0..<space).text
    var offset = space + 1
    guard Self.wanted.contains(name), let value = line.decimal(at: &offset), value < Self.unlimited else { return }
    statistics[name] = Int64(value)
  }

  func apply(to look: inout ProcessLook) {
    look.cgroupLimit = limit
    look.cgroupUsage = usage?.value
    // Version 1 has `rss` for the group alone and `total_rss` with those below it, as `usage` counts.
    look.cgroupAnonymous = statistics["anon"] ?? statistics["total_rss"] ?? statistics["rss"]
    look.cgroupInactiveFile = statistics["total_inactive_file"] ?? statistics["inactive_file"]
  }
}
