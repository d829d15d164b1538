// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import Acquisition
import GoRuntimeMemory
import ProcessImages
import Reporting

/// `stanch goroutines`: what the goroutines of a live Go process wait for, and which can never go on.
package struct GoroutinesCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "goroutines",
    abstract: "Says what every goroutine of a live Go process waits for, and proves which will never go on.",
    discussion: """
      Stops the process once, until its memory is copied, and reads the copy: for each goroutine its state, \
      what it waits for and who else does, what it retains, where it was made, and whether anything that can still run is able \
      to reach what it waits for. If nothing is, the goroutine is leaked, and that is a proof; it equals the goroutine leak \
      profile of Go 1.27, and works from Go 1.21 on. If something is, the path to it is shown. What the stop will cost is said \
      before, and what it did cost after. The process needs no change; of a program built with -ldflags=-s or -w, --executable \
      names an unstripped build of the same code. amd64.

      Equal goroutines are shown together, the leaked ones first. Values of variables are never shown; --values shows them.

      Examples:
        stanch goroutines pid:4121
        stanch goroutines pid:4121 --leaked
        stanch goroutines pid:4121 --goroutine 18
        stanch goroutines pid:4121 --all --format json > goroutines.json

      Exit status: 0, or 2 when the process could not be read.
      """
  )

  @Argument(help: "pid: and the number of the process, for example pid:4121.")
  var target: String

  @Flag(help: "Show each goroutine with its stack and local variables, not only the groups.")
  var all = false

  @Flag(help: "Show leaked goroutines only.")
  var leaked = false

  @Option(help: "Show the goroutine of this number, with its stack and local variables.")
  var goroutine: UInt64?

  @Option(help: "terminal or json.", completion: .list(["terminal", "json"]))
  var format = "terminal"

  @Flag(help: "Show values of local variables and keys of maps as they are; they may be secrets.")
  var values = false

  @Option(
    help: "An unstripped build of the same code, for a program built with -ldflags=-s or -w.",
    completion: .file()
  )
  var executable: String?

  @Option(
    help: """
      How to take the memory: copy stops the process until it is copied; fork stops it until the kernel has copied the \
      process. Without it: what is faster and safe.
      """,
    completion: .list(SnapshotMethod.allCases.map(\.rawValue))
  )
  var snapshot: String?

  @Option(help: "Let the process go after so long, whether or not all was copied.")
  var longestStop = WatchDuration(seconds: 5)

  package init() {}

  package mutating func validate() throws {
    let names = GoroutineFormats.all.map(\.name)
    guard names.contains(format) else {
      throw ValidationError("there is no format \"\(format)\"; use one of \(names.joined(separator: ", "))")
    }
    if let snapshot, SnapshotMethod(rawValue: snapshot) == nil {
      throw ValidationError("there is no way \"\(snapshot)\" to take a snapshot; use copy or fork")
    }
    if goroutine != nil, all || leaked {
      throw ValidationError("--goroutine shows one goroutine; leave --all and --leaked out")
    }
  }

  package mutating func run() async throws {
    do {
      try show()
    } catch let failure as CommandFailure {
      throw failure.exit()
    } catch {
      throw CommandFailure(error).exit()
    }
  }

  private func show() throws {
    guard let process = try ProcessTarget(target) else {
      throw CommandFailure("\"\(target)\" names no process: write pid: and its number, for example pid:4121")
    }
    let program = GoProgram.live(try LiveProgram(pid: process.pid, executable: executable))
    var limits = ProcessSnapshot.Limits()
    limits.longestStop = longestStop.seconds
    limits.method = snapshot.flatMap(SnapshotMethod.init)
    if let cost = try program.cost(limits) { StandardError.say("\(cost.announcement(of: process.pid))") }
    var question = GoroutineCensus.Question()
    question.showsAll = all
    question.showsLeakedOnly = leaked
    question.goroutine = goroutine
    question.showsValues = values
    let goroutines = try program.goroutines(question, limits: limits)
    guard let chosen = GoroutineFormats.all.first(where: { $0.name == format }) else { return }
    try StandardOutput.write(chosen.render(goroutines, for: StandardOutput.surface))
  }
}
