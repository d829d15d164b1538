// SPDX-License-Identifier: Apache-2.0

import Capturing
import Reporting
import Synchronization

/// One line on standard error that says how far a watch is; only on a terminal.
///
/// Elsewhere only the plan is said.
final class ProgressLine: Sendable {
  private let isShown = Mutex(false)

  /// Shows what is going on.
  func show(_ progress: CaptureProgress, of seconds: Double) {
    switch progress {
    case .plan(let plan):
      clear()
      StandardError.say(plan)
    case .round(let number, let time, let goroutines):
      guard StandardError.isTerminal else { return }
      let count = goroutines.map { ", \($0) goroutines" } ?? ""
      replace("watching: \(Int(time)) of \(Int(seconds)) s, round \(number)\(count)")
    case .step(let text):
      guard StandardError.isTerminal else { return }
      replace(TerminalText.safe(text))
    }
  }

  /// Removes the line.
  func clear() {
    isShown.withLock { shown in
      if shown { StandardError.write("\r\u{1b}[K") }
      shown = false
    }
  }

  private func replace(_ text: String) {
    isShown.withLock { shown in
      StandardError.write("\r\u{1b}[K" + text)
      shown = true
    }
  }
}
