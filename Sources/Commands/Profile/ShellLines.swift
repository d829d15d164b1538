// SPDX-License-Identifier: Apache-2.0

import CConsole
import FoundationEssentials
import Glibc
import ProfileWorkbench
import Reporting

/// The lines of a shell's user: typed on a terminal with an editor, or from a pipe or a file as they stand there.
struct ShellLines {
  private static let prompt = "(stanch) "
  private var editor = LineEditor()

  /// Whether somebody types them.
  let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1

  /// Whether the terminal can move its cursor.
  private let canEdit = !["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")

  /// The next line, without its end; nil when there are no more.
  mutating func next(_ shell: ProfileShell) throws(CommandFailure) -> String? {
    guard isTerminal else { return plainLine() }
    guard canEdit, stanch_enter_raw_mode() != 0 else {
      try StandardOutput.write(Self.prompt)
      return plainLine()
    }
    defer { stanch_leave_raw_mode() }
    try draw()
    while true {
      let byte = stanch_next_input_byte()
      guard byte >= 0 else { return nil }
      switch editor.take(UInt8(truncatingIfNeeded: byte)) {
      case .edited: break
      case .line(let line):
        try StandardOutput.write("\r\n")
        return line
      case .cancelled: try StandardOutput.write("^C\r\n")
      case .ended:
        try StandardOutput.write("\r\n")
        return nil
      case .cleared: try StandardOutput.write("\u{1b}[H\u{1b}[2J")
      case .completion(let beginning): try complete(beginning, shell)
      }
      try draw()
    }
  }

  private func draw() throws(CommandFailure) {
    try StandardOutput.write(editor.drawing(prompt: Self.prompt, columns: StandardOutput.surface.width))
  }

  private mutating func complete(_ beginning: String, _ shell: ProfileShell) throws(CommandFailure) {
    let completion = shell.completion(of: beginning)
    if completion.line != beginning {
      editor.complete(with: completion.line)
    } else if completion.candidates.count > 1 {
      let shown = completion.candidates.prefix(40).map { TerminalText.safe($0) }
      let more = completion.candidates.count - shown.count
      try StandardOutput.write("\r\n" + shown.joined(separator: "\r\n") + (more > 0 ? "\r\n\(more) more" : "") + "\r\n")
    }
  }

  /// A line of a pipe; read byte by byte, so that nothing is taken that another reader wants.
  private func plainLine() -> String? {
    var bytes: [UInt8] = []
    while true {
      let byte = stanch_next_input_byte()
      guard byte >= 0 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
      if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      guard bytes.count < 65_536 else { continue }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }
}
