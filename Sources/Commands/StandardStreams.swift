// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import CConsole
import FoundationEssentials
import Glibc
import Reporting

/// Standard output: where the report goes.
enum StandardOutput {
  /// Writes all of the text; throws a sentence when the other end does not take it (a full disk, a closed pipe).
  static func write(_ text: String) throws(CommandFailure) {
    try write(Array(text.utf8))
  }

  /// Writes bytes that may be no text.
  static func write(_ bytes: [UInt8]) throws(CommandFailure) {
    do {
      try StandardStream.output.write(bytes)
    } catch {
      throw CommandFailure("the report could not be written to standard output: \(error.reason)")
    }
  }

  /// Writes text for a reader who may stop reading when it has seen enough, as `head` does: that is no failure.
  static func writeWhileRead(_ text: String) throws(CommandFailure) {
    do {
      try StandardStream.output.write(Array(text.utf8))
    } catch {
      guard error.code != EPIPE else { return }
      throw CommandFailure("the report could not be written to standard output: \(error.reason)")
    }
  }

  /// What the report is shown on.
  static var surface: Surface {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = StandardStream.output.isTerminal
    let hasColor = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return Surface(
      width: isTerminal ? terminalWidth : environment["COLUMNS"].flatMap { Int($0) } ?? 100,
      hasColor: hasColor,
      isASCII: !CharacterSetOfLocale.isUTF8(environment)
    )
  }

  private static var terminalWidth: Int {
    let columns = Int(stanch_terminal_columns(STDOUT_FILENO))
    return columns > 0 ? min(140, columns) : 100
  }
}

/// Standard error: progress, cautions and failures.
enum StandardError {
  /// Whether a person sees it.
  static var isTerminal: Bool { StandardStream.error.isTerminal }

  /// Writes one line, made safe for a terminal.
  static func say(_ line: String) {
    write(TerminalText.safe(line) + "\n")
  }

  /// Writes text as it is; a stream that is gone is not worth failing for.
  static func write(_ text: String) {
    do {
      try StandardStream.error.write(Array(text.utf8))
    } catch {
      // Nobody listens: the exit status still tells.
    }
  }
}
