// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import Acquisition
import GoRuntimeMemory
import ProcessImages
import Reporting

/// `stanch retainers`: who holds the memory of a live Go process.
package struct RetainersCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "retainers",
    abstract: "Says who holds the memory of a live Go process, and by which path.",
    discussion: """
      Stops the process once, for some milliseconds, and reads a copy of its memory: every object, who points to it, and what \
      would be freed without it. A small process stands still until its memory is copied; a larger one until the kernel has \
      copied the process (fork; some 60 ms a gigabyte), and the copy, which never runs, is read and then ended. What the stop \
      will cost is said before, and what it did cost after. The process needs no change; its executable needs its debug information, which \
      -ldflags=-s and -w take away. Go 1.21 to 1.27 on amd64.

      Without --type or --address an overview is shown: the paths below which many objects hang, the roots by what they \
      retain, and the types. Values of strings are never shown; --values shows keys of maps.

      Examples:
        stanch retainers pid:4121
        stanch retainers pid:4121 --type '*cart.Item'
        stanch retainers pid:4121 --address 0xc000123400
        stanch retainers pid:4121 --format json > holders.json
        stanch retainers pid:4121 --export orders.heapsnapshot

      Exit status: 0, or 2 when the process could not be read.
      """
  )

  @Argument(help: "pid: and the number of the process, for example pid:4121.")
  var target: String

  @Option(help: "Show the paths to objects of types of this name; * stands for anything.")
  var type: String?

  @Option(help: "Show the object at this address: who holds it and what it retains.")
  var address: String?

  @Option(help: "terminal or json.", completion: .list(["terminal", "json"]))
  var format = "terminal"

  @Option(
    help: """
      Also write the graph to this file, in the form that its ending names: .heapsnapshot for Chrome DevTools, .pb.gz for \
      go tool pprof, .json, or .dot for Graphviz.
      """,
    completion: .file(extensions: GraphExport.allCases.map(\.rawValue))
  )
  var export: String?

  @Option(
    help: "An unstripped build of the same code, for a program built with -ldflags=-s or -w.",
    completion: .file()
  )
  var executable: String?

  @Flag(help: "Show keys of maps as they are; they may be secrets.")
  var values = false

  @Option(help: "Rows of each list.")
  var rows = 15

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
    let names = RetentionFormats.all.map(\.name)
    guard names.contains(format) else {
      throw ValidationError("there is no format \"\(format)\"; use one of \(names.joined(separator: ", "))")
    }
    if let address, Self.number(address) == nil {
      throw ValidationError("\"\(address)\" is no address; write it as Go prints it, for example 0xc000123400")
    }
    if let snapshot, SnapshotMethod(rawValue: snapshot) == nil {
      throw ValidationError("there is no way \"\(snapshot)\" to take a snapshot; use copy or fork")
    }
    if let export, GraphExport(path: export) == nil {
      let endings = GraphExport.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      throw ValidationError("the ending of \"\(export)\" names no form; use one of \(endings)")
    }
    guard (1...10_000).contains(rows) else { throw ValidationError("--rows takes 1 to 10000") }
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
    if let export { try OutputFile.check(export) }
    let program = GoProgram.live(try LiveProgram(pid: process.pid, executable: executable))
    var limits = ProcessSnapshot.Limits()
    limits.longestStop = longestStop.seconds
    limits.method = snapshot.flatMap(SnapshotMethod.init)
    if let cost = try program.cost(limits) { StandardError.say("\(cost.announcement(of: process.pid))") }
    var question = GoProgram.Question()
    question.type = type
    question.address = address.flatMap(Self.number)
    question.showsValues = values
    question.limit = rows
    let retention = try program.retention(question, limits: limits) { graph in
      guard let path = export, let form = GraphExport(path: path) else { return }
      let byteCount = try OutputFile.write(to: path) { write in try form.write(graph, to: write) }
      StandardError.say("\(path): \(byteCount >> 10) KiB")
    }
    guard let chosen = RetentionFormats.all.first(where: { $0.name == format }) else { return }
    try StandardOutput.write(chosen.render(retention, for: StandardOutput.surface))
  }

  private static func number(_ text: String) -> UInt64? {
    UInt64(text.hasPrefix("0x") ? text.dropFirst(2) : text[...], radix: 16)
  }
}
