// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Capturing

/// How long and how closely to watch a live service.
struct WatchOptions: ParsableArguments {
  @Option(name: .customLong("for"), help: "How long to watch: 20s, 5m, 6h.")
  var duration = WatchDuration(seconds: 30)

  @Flag(help: "Take full stacks even of more than 20,000 goroutines; the service stands still meanwhile.")
  var fullStacks = false

  @Flag(help: "Do not take Go's own leak profile.")
  var noLeakProfile = false

  @Flag(help: "Force collections for heap profiles however large the heap is.")
  var gc = false

  @Flag(help: "Force no collection; heap profiles then show what the collector last found.")
  var noGc = false

  @Option(help: "How long an execution trace to take. (default: 2s)")
  var trace: WatchDuration?

  @Flag(help: "Take no execution trace.")
  var noTrace = false

  @Flag(
    help: """
      Also read who holds the memory: stop a process of this machine twice, for some milliseconds, and copy its memory.
      """
  )
  var attach = false

  @Option(help: "How long --attach may stop the process each time.")
  var longestStop = WatchDuration(seconds: 1)

  @Flag(help: "Do not read the source files that stacks name.")
  var noSource = false

  @Option(
    help: "A folder of the service's sources, for programs built elsewhere. The current one is looked at anyway."
  )
  var source: [String] = []

  mutating func validate() throws {
    if gc && noGc { throw ValidationError("--gc and --no-gc contradict each other") }
    if let trace, trace.seconds > 60 {
      throw ValidationError("a trace longer than 60 s is not needed here; use --trace 5s")
    }
  }

  /// The options as the capture takes them.
  var captureOptions: CaptureOptions {
    var options = CaptureOptions()
    options.seconds = duration.seconds
    options.fullStacks = fullStacks
    options.leakProfile = !noLeakProfile
    options.collection = noGc ? .never : gc ? .always : .whereCheap
    options.traceSeconds = noTrace ? 0 : trace?.seconds
    options.attach = attach
    options.longestStop = longestStop.seconds
    options.sources = !noSource
    options.sourceFolders = source
    return options
  }
}

/// A duration as Go writes it: `90s`, `1m30s`, `6h`, `500ms`.
struct WatchDuration: ExpressibleByArgument, Hashable, Sendable {
  var seconds: Double

  init(seconds: Double) {
    self.seconds = seconds
  }

  init?(argument: String) {
    var total = 0.0
    var rest = argument[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard let value = Double(number) else { return nil }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      switch unit {
      case "h": total += value * 3600
      case "m": total += value * 60
      case "s": total += value
      case "ms": total += value / 1000
      default: return nil
      }
    }
    guard total >= 1, total <= 7 * 86_400 else { return nil }
    seconds = total
  }

  var defaultValueDescription: String { "\(Int(seconds))s" }

  static var allValueStrings: [String] { [] }
}
