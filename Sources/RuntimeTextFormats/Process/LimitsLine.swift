// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The lines of `/proc/PID/limits`.
enum LimitsLine {
  /// The soft limit of open files; nil for other lines and where there is no limit.
  static func openFiles(_ line: RawSpan) -> Int? { line.count(labelled: "Max open files") }
}
