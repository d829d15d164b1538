// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Recognises the lines that say why a process dies.
///
/// Source: src/runtime/panic.go `printpanics` and `fatalthrow`, signal_unix.go `sighandler`.
enum CrashLine {
  /// The cause that a line outside any goroutine states; nil for any other line.
  static func cause(_ line: RawSpan) -> CrashCause? {
    guard line.byteCount > 4 else { return nil }
    switch line.byte(at: 0) {
    case UInt8(ascii: "p"):
      return line.has("panic: ", at: 0) ? CrashCause(kind: .panic, message: message(line, from: 7)) : nil
    case UInt8(ascii: "f"):
      return line.has("fatal error: ", at: 0) ? CrashCause(kind: .fatalError, message: message(line, from: 13)) : nil
    case UInt8(ascii: "S"):
      if line.has("SIGQUIT: ", at: 0) { return CrashCause(kind: .quit, message: message(line, from: 0)) }
      guard line.has("SIG", at: 0) else { return nil }
      let colon = line.firstOffset(of: 0x3a, in: 0..<min(12, line.byteCount))
      guard line.has(": ", at: colon) else { return nil }
      return CrashCause(kind: .signal, message: message(line, from: 0))
    case UInt8(ascii: "["):
      return line.has("[signal SIG", at: 0) ? CrashCause(kind: .signal, message: message(line, from: 0)) : nil
    default: return nil
    }
  }

  /// What follows `panic: ` in the line of a panic within a panic, indented by a tab; nil for any other line.
  static func nestedPanic(_ line: RawSpan) -> String? {
    line.has("\tpanic: ", at: 0) ? message(line, from: 8) : nil
  }

  /// Whether a cause may stand somewhere in a line, behind a prefix that is not known yet.
  static func mayStand(in line: RawSpan) -> Bool {
    let range = 0..<min(line.byteCount, 512)
    return line.firstOffset(of: "panic: ", in: range) != nil || line.firstOffset(of: "fatal error: ", in: range) != nil
      || line.firstOffset(of: "SIGQUIT: ", in: range) != nil
  }

  private static func message(_ line: RawSpan, from offset: Int) -> String {
    line.extracting(offset..<min(line.byteCount, offset + 1024)).text
  }
}
