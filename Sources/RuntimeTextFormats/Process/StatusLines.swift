// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// The lines of `/proc/PID/status` that tell of memory and threads.
///
/// `RssAnon`, `RssFile` and `RssShmem` exist from Linux 4.5; a process that has ended has no memory lines.
struct StatusLines {
  private var pid: Int?
  private var rss: Int64?
  private var peak: Int64?
  private var anonymous: Int64?
  private var file: Int64?
  private var shared: Int64?
  private var swapped: Int64?
  private var threads: Int?
  private(set) var isZombie = false

  mutating func read(_ line: RawSpan) {
    switch line.byte(at: 0) {
    case UInt8(ascii: "V"):
      if let value = line.kilobytes(labelled: "VmRSS:") { rss = value }
      if let value = line.kilobytes(labelled: "VmHWM:") { peak = value }
      if let value = line.kilobytes(labelled: "VmSwap:") { swapped = value }
    case UInt8(ascii: "R"):
      if let value = line.kilobytes(labelled: "RssAnon:") { anonymous = value }
      if let value = line.kilobytes(labelled: "RssFile:") { file = value }
      if let value = line.kilobytes(labelled: "RssShmem:") { shared = value }
    case UInt8(ascii: "T"):
      if let value = line.count(labelled: "Threads:") { threads = value }
    case UInt8(ascii: "P"):
      if let value = line.count(labelled: "Pid:") { pid = value }
    case UInt8(ascii: "S"):
      if line.has("State:", at: 0) {
        let at = line.skippingBlanks(from: 6)
        isZombie = at < line.byteCount && line.byte(at: at) == UInt8(ascii: "Z")
      }
    default: break
    }
  }

  func apply(to look: inout ProcessLook) {
    look.pid = look.pid ?? pid
    look.rss = rss
    look.peakRSS = peak
    look.anonymous = anonymous
    look.fileBacked = file
    look.shared = shared
    look.swapped = swapped
    look.threads = threads ?? look.threads
  }
}
