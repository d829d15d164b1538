// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// The one line of `/proc/PID/stat`.
///
/// The name in parentheses may hold anything, parentheses too; behind the last one come fields 3 and on.
struct StatLine {
  let startTicks: Int64
  let threads: Int

  /// Nil when fields are missing.
  init?(_ line: RawSpan) {
    guard let close = line.lastOffset(of: UInt8(ascii: ")"), in: 0..<line.byteCount) else { return nil }
    let fields = line.extracting(close + 1..<line.byteCount).text.split(separator: " ")
    // num_threads is field 20, starttime 22.
    guard fields.count > 20, let threads = Int(fields[17]), let start = Int64(fields[19]), threads >= 0 else {
      return nil
    }
    self.threads = threads
    startTicks = start
  }
}
