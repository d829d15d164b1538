// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import Analysis
import Diagnosis
import Evidence
import Intake
import Reporting
import Synchronization

/// `stanch gctrace`: what the collector's own log says of a service's memory.
package struct GCTraceCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gctrace",
    abstract: "Judges the lines that GODEBUG=gctrace=1 makes a service write.",
    discussion: """
      Reads logs of any size, in which lines of gctrace, scavtrace and schedtrace stand among others, bare or as Docker, \
      Kubernetes, journald and log shippers write them, cut and interleaved. Several processes in one log are told apart. \
      The parts of a rotated log are given oldest first; gzip is inflated.

      Shown are the live heap against the goal over time, and what the lines say: whether the live heap rises, how fast and \
      until when it may, how often the service collects and what that costs it, pauses, assists, forced collections. A \
      log of the collector shows no line of code and no holder: growth is a suspect, and `stanch diagnose` finds the place.

      Examples:
        GODEBUG=gctrace=1 ./orders 2> app.log
        stanch gctrace app.log
        stanch gctrace app.log.2.gz app.log.1 app.log --memory-limit 512MiB
        stanch gctrace app.log --follow
        kubectl logs -f deploy/orders | stanch gctrace -
        stanch gctrace app.log --format csv > collections.csv

      Exit status: 0, or 2 when nothing could be read or no trace line was found; 130 when it was interrupted in the \
      middle of a file. Ctrl-C ends --follow, and the summary is printed.
      """
  )

  @Argument(help: "Logs, the oldest first; `-` is standard input.", completion: .file())
  var logs: [String]

  @Flag(help: "Go on reading the last log as it grows, also when it is rotated, truncated or not there yet.")
  var follow = false

  @Option(
    help: "terminal, markdown or json: the judgement; table or csv: one row a collection.",
    completion: .list(["terminal", "markdown", "json", "table", "csv"])
  )
  var format = "terminal"

  @Option(help: "GOMEMLIMIT of the service, as 512MiB: no line states it.")
  var memoryLimit: String?

  @Flag(help: "Draw with ASCII only, as where the locale is not UTF-8.")
  var ascii = false

  package init() {}

  package mutating func validate() throws {
    let names = CollectorReportFormats.all.map(\.name) + RowFormat.allCases.map(\.rawValue)
    guard names.contains(format) else {
      throw ValidationError("there is no format \"\(format)\"; use one of \(names.joined(separator: ", "))")
    }
    if let memoryLimit, CollectorExamination.memoryLimit(memoryLimit) == nil {
      throw ValidationError("\"\(memoryLimit)\" is no memory limit; write it as Go does: 512MiB, 4GiB")
    }
    if logs.count(where: { $0 == "-" }) > 1 { throw ValidationError("standard input can be read only once") }
    if follow, logs.last == "-" {
      throw ValidationError("standard input is read to its end anyway; leave --follow away")
    }
  }

  package mutating func run() async throws {
    do {
      try await read()
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }

  private func read() async throws {
    let isEnding = Atomic(false)
    let interruption = Interruption(saying: nil) { isEnding.store(true, ordering: .relaxed) }
    defer { interruption.end() }
    let sources = logs.map { $0 == "-" ? RuntimeLogIntake.Source.standardInput : .file($0) }
    var intake = RuntimeLogIntake(sources, follows: follow)
    var processes = CollectorProcesses()
    var rows = CollectionRows(RowFormat(rawValue: format) ?? (follow && format == "terminal" ? .table : nil))
    var isFinished = false
    // A writer that is about to go on is asked again soon, a quiet one seldom.
    var patience = 1
    while !isFinished, !isEnding.load(ordering: .relaxed) {
      let progress = try CommandFailure.translating {
        try intake.step { entry in
          processes.add(entry.record, of: entry.process)
          rows.add(entry)
        }
      }
      try rows.flush()
      switch progress {
      case .read:
        patience = 1
        await Task.yield()
      case .waiting:
        try await Task.sleep(for: .milliseconds(patience))
        patience = min(patience * 2, 200)
      case .finished: isFinished = true
      }
    }
    intake.finish { entry in
      processes.add(entry.record, of: entry.process)
      rows.add(entry)
    }
    try rows.flush()
    try show(processes, gaps: intake.gaps)
    // Those who follow a log or a pipe end it so; a file that ends by itself was not read whole.
    if !isFinished, !follow, !logs.contains("-") { throw CommandFailure("interrupted before the end", status: 130) }
  }

  private func show(_ processes: CollectorProcesses, gaps: [String]) throws {
    guard !processes.isEmpty else {
      let reason = gaps.first.map { "; \($0)" } ?? ""
      throw CommandFailure(
        "no trace line in \(logs.joined(separator: ", "))\(reason); start the service with GODEBUG=gctrace=1 and give what it "
          + "writes to standard error"
      )
    }
    guard let chosen = CollectorReportFormats.all.first(where: { $0.name == format }) else {
      for gap in gaps { StandardError.say("missing: \(gap)") }
      return
    }
    let report = CollectorReport(
      processes,
      sources: logs.map { $0 == "-" ? "standard input" : $0 },
      memoryLimit: memoryLimit.flatMap { CollectorExamination.memoryLimit($0) },
      toolVersion: Version.current,
      gaps: gaps
    )
    var surface = StandardOutput.surface
    if ascii { surface.isASCII = true }
    let separator = follow && format == "terminal" ? "\n" : ""
    try StandardOutput.write(separator + chosen.render(report, for: surface))
  }
}
