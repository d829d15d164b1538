// SPDX-License-Identifier: Apache-2.0

import ByteDecoding

/// Writes the text form of a look: files under headers as `tail -n +1` prints them, and what could not be read.
struct ProcessText {
  private var bytes: [UInt8]
  private var gaps: [String] = []

  init(instant: Double) {
    // Milliseconds, without what a number's shortest form adds or leaves out.
    let milliseconds = Int64((max(0, min(instant, 9e10)) * 1000).rounded())
    let fraction = String(milliseconds % 1000 + 1000).dropFirst()
    bytes = Array("==> instant \(milliseconds / 1000).\(fraction) <==\n".utf8)
  }

  /// Adds a file; `onlyLines` keeps only the lines that begin with one of these.
  mutating func add(_ path: String, _ contents: [UInt8], onlyLines: [String]? = nil) {
    bytes += "\n==> \(path) <==\n".utf8
    guard let onlyLines else {
      bytes += contents
      if !contents.isEmpty, contents.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
      return
    }
    for line in contents.split(separator: UInt8(ascii: "\n")) {
      guard onlyLines.contains(where: { line.starts(with: $0.utf8) }) else { continue }
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// Adds lines under a name of our own or of a folder.
  mutating func add(_ name: String, lines: some Sequence<String>) {
    bytes += "\n==> \(name) <==\n".utf8
    for line in lines {
      // A path may hold anything; what would end the line becomes a question mark.
      bytes += line.utf8.lazy.map { $0 < 0x20 ? UInt8(ascii: "?") : $0 }
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  /// Notes what is missing, as a sentence without a full stop.
  mutating func note(_ gap: String) { gaps.append(gap) }

  /// Notes that a file could not be read; one that this kernel does not have is no gap.
  mutating func note(_ error: FileError, _ file: String) {
    if error.isMissing { return }
    note("\(file) was not read: \(error.reason)")
  }

  consuming func finish() -> [UInt8] {
    if !gaps.isEmpty { add("gaps", lines: gaps) }
    return bytes
  }
}
