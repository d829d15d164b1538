// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Variables that a process was started with.
///
/// Only those of the Go runtime's memory are taken: the others may hold secrets, and are not even looked at.
enum EnvironmentLine {
  private static let names = ["GOGC", "GOMEMLIMIT", "GODEBUG"]

  /// Reads one variable, or a whole `/proc/PID/environ`, whose variables end with zeros.
  static func read(_ line: RawSpan, into environment: inout [String: String]) {
    var start = 0
    while start < line.byteCount {
      let end = line.firstOffset(of: 0, in: start..<line.byteCount)
      let variable = line.extracting(start..<end)
      start = end + 1
      guard variable.has("GO", at: 0) else { continue }
      let text = variable.extracting(0..<min(variable.byteCount, 1024)).text
      for name in names where text.hasPrefix(name + "=") {
        environment[name] = String(text.dropFirst(name.count + 1))
      }
    }
  }
}
