// SPDX-License-Identifier: Apache-2.0

import ProcessImages

/// The channels that running timers feed: of `time.After`, tickers and deadlines.
struct TimerChannels {
  private let memory: MemoryImage
  private let when, period: UInt64?
  private var timers: [UInt64: UInt64] = [:]

  init(_ program: ProgramGraph) {
    let layout = program.heap.layout
    memory = program.heap.memory
    when = layout.optionalField("runtime.timer", "when")?.offset
    period = layout.optionalField("runtime.timer", "period")?.offset
    // What the timer's function is called with: an interface, whose second word is the channel.
    guard let argument = layout.optionalField("runtime.timer", "arg")?.offset else { return }
    for root in program.roots {
      for word in root.words where word.sort == .timer {
        if let channel = memory.word(at: word.value &+ argument &+ 8), channel != 0 { timers[channel] = word.value }
      }
    }
  }

  /// Whether a timer feeds the channel at an address.
  func feeds(_ channel: UInt64) -> Bool { timers[channel] != nil }

  /// When the timer of a channel fires, on the clock of the runtime in ns, and in which period again; nil without one.
  func time(of channel: UInt64) -> (when: Int64, period: Int64)? {
    guard let timer = timers[channel], let when, let end = memory.word(at: timer &+ when) else { return nil }
    return (Int64(bitPattern: end), Int64(bitPattern: period.flatMap { memory.word(at: timer &+ $0) } ?? 0))
  }
}
