// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import Acquisition
import CMemoryReuse
import Diagnosis
import Evidence
import Intake
import Reporting

/// `stanch diagnose`: a verdict on a live service or on what was saved of one.
package struct DiagnoseCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Says what leaks, of which kind, at which line, how sure, and how to fix it.",
    discussion: """
      The target is an address (`:6060`, `host:port`, `https://host/prefix`, `unix:/path.sock`), a process of this \
      machine (`pid:4121`), a bundle of `stanch capture`, or files saved before, recognized by content: goroutine dumps \
      and profiles, heap profiles, memory statistics (MemStats, expvar, Prometheus), execution traces, files of \
      /proc/PID, crash logs, in any mixture.

      Examples:
        stanch diagnose :6060
        stanch diagnose https://orders.internal:6060 --header-file auth.txt --for 60s
        stanch diagnose :6060 --for 15m
        stanch diagnose :6060 --html report.html
        stanch diagnose pid:4121
        stanch diagnose goroutines-1.txt goroutines-2.txt
        stanch diagnose before.pb.gz after.pb.gz gctrace.log memstats.jsonl
        stanch diagnose orders.tar.gz --format markdown --redact -o issue.md
        curl -s 'localhost:6060/debug/pprof/goroutine?debug=2' > now.txt
        stanch diagnose now.txt

      A live look asks for goroutines in rounds, for heap profiles in three of them, for small readings of memory in \
      between, for one execution trace of two seconds, and at the end for Go's own leak profile (Go 1.27). It never asks \
      for two things at once and says on standard error what it is going to do. Up to three collections are forced, none \
      where the heap is above 2 GiB or the collector is short of time (--no-gc, --gc); the trace makes the service a few \
      percent slower while it runs (--no-trace); the leak profile is left out where it would stop the service for long. \
      A service on this machine is looked at from outside as well: memory, threads, descriptors. A watch is over 20 s to a \
      minute after the time asked for, however slow the service is.

      Growth that was watched makes a suspect. A leak takes proof: Go's own leak profile, structure, or the whole life of \
      a process ten minutes old.

      Exit status: 0 healthy or suspected, 1 leaking, 2 could not run, 3 insufficient evidence.
      """
  )

  @Argument(help: "An address, a process, a bundle, or files.", completion: .file())
  var target: [String]

  @OptionGroup(title: "Watching a live service")
  var watch: WatchOptions

  @OptionGroup(title: "Reaching it")
  var reach: ReachOptions

  @Option(help: "How to print the report: \(ReportFormats.names).")
  var format = "terminal"

  @Flag(
    help: """
      Leave out of the report what tells whose it is: hosts, addresses, command lines, labels, folders, source lines.
      """
  )
  var redact = false

  @Option(
    help: "Also write the report as one HTML file of at most 1 MB that opens anywhere, offline.",
    completion: .file(extensions: ["html"])
  )
  var html: String?

  @Option(help: "What exits with 1: leaking, suspected or never.")
  var failOn: FailOn = .leaking

  @Option(name: .shortAndLong, help: "Write the report to this file instead of standard output.")
  var output: String?

  package init() {}

  package mutating func validate() throws {
    guard ReportFormats.all.contains(where: { $0.name == format }) else {
      throw ValidationError("there is no format \"\(format)\"; use \(ReportFormats.names)")
    }
  }

  package mutating func run() async throws {
    let stopwatch = Stopwatch()
    let capture: Capture
    do {
      // A place that cannot be written to is found out before the service is asked for anything.
      for path in [html, output].compactMap({ $0 }) { try OutputFile.check(path) }
      capture = try await evidence(stopwatch)
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
    let report = judge(capture, stopwatch)
    do {
      try write(redact ? try CommandFailure.translating { try Redaction.redacted(report) } : report)
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
    throw ExitCode(failOn.status(of: report.verdict))
  }

  // MARK: Parts

  private func evidence(_ stopwatch: Stopwatch) async throws -> Capture {
    if target.count == 1, TargetAddress.looksLikeAddress(target[0]), !FilePresence.exists(target[0]) {
      let bundle = try await Watching(address: target[0], watch: watch, reach: reach).bundle()
      stopwatch.lap(.acquire)
      stanch_reuse_memory()
      let capture = try CommandFailure.translating { try bundle.capture() }
      stopwatch.lap(.decode)
      return capture
    }
    stanch_reuse_memory()
    let paths = target
    let capture = try CommandFailure.translating { try FileIntake.capture(of: paths) }
    stopwatch.lap(.decode)
    return LocalSources.added(to: capture, folders: watch.source, unless: watch.noSource)
  }

  private func judge(_ capture: Capture, _ stopwatch: Stopwatch) -> Report {
    let caseFile = CaseFile(capture)
    let diagnosis = Examination(caseFile).diagnosis()
    stopwatch.lap(.analyze)
    return Report(diagnosis, of: caseFile, toolVersion: Version.current, timings: stopwatch.timings)
  }

  private func write(_ report: Report) throws {
    if let html {
      let page = HTMLReport().render(report, for: Surface())
      try OutputFile.write(Array(page.utf8), to: html)
      StandardError.say("wrote \(html): \(page.utf8.count / 1024) KB")
    }
    guard let chosen = ReportFormats.all.first(where: { $0.name == format }) else { return }
    if let output {
      let text = chosen.render(report, for: Surface(width: 100, hasColor: false))
      try OutputFile.write(Array(text.utf8), to: output)
    } else {
      try StandardOutput.write(chosen.render(report, for: StandardOutput.surface))
    }
  }
}

/// Which verdict makes `diagnose` exit with 1.
enum FailOn: String, ExpressibleByArgument, CaseIterable {
  case leaking, suspected, never

  /// The exit status of a verdict, as report-format version 1 promises.
  func status(of verdict: Verdict) -> Int32 {
    switch verdict {
    case .leaking: self == .never ? 0 : 1
    case .suspected: self == .suspected ? 1 : 0
    case .healthy: 0
    case .insufficientEvidence: 3
    }
  }
}
