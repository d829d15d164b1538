// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// Child processes: counted by state (`Z 412`), or listed as `ps -o pid,stat` does.
struct ChildLines {
  /// Whether a list was there, be it empty.
  var isListed = false
  private var count = 0
  private var zombies = 0
  private var knowsStates = true

  mutating func read(_ line: RawSpan) {
    let fields = line.extracting(0..<min(line.byteCount, 200)).text.split(separator: " ", maxSplits: 3)
    guard fields.count >= 2 else { return }
    if fields[0].count == 1, let number = Int(fields[1]), number >= 0 {
      add(state: fields[0], count: min(number, 1 << 30))
    } else if Int(fields[0]) != nil {
      add(state: fields[1], count: 1)
    }
  }

  private mutating func add(state: Substring, count added: Int) {
    count &+= added
    if state.hasPrefix("Z") { zombies &+= added }
  }

  /// Reads numbers of processes parted by blanks, which do not tell states.
  mutating func readNumbers(_ line: RawSpan) {
    knowsStates = false
    count &+= line.text.split(separator: " ").count { Int($0) != nil }
  }

  func apply(to look: inout ProcessLook) {
    guard isListed else { return }
    look.children = count
    look.zombies = knowsStates ? zombies : nil
  }
}
