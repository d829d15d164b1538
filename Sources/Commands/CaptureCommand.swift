// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import Acquisition
import Evidence
import GoRuntimeMemory
import Intake
import ProcessImages

/// `stanch capture`: the evidence of a live service as one file, to be diagnosed elsewhere.
package struct CaptureCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "capture",
    abstract: "Watches a live service and saves the evidence as a bundle.",
    discussion: """
      A bundle is a compressed tar archive of ordinary files with a manifest: goroutine dumps as text, profiles that \
      `go tool pprof` reads, an execution trace that `go tool trace` reads, memory statistics as JSON, what the kernel \
      says of the process as text, and the sources that stacks name (--no-source leaves them out). No argument of the \
      command line and no header that was sent is in it; paths, hosts and labels are. `stanch diagnose BUNDLE` gives the same \
      verdict as a live look would have, with --redact for the eyes of strangers.

      With --heap the bundle ends with a snapshot of the process's memory, for `stanch retainers BUNDLE`, elsewhere and without \
      the executable. What strings, bytes and numbers hold is left out of it unless --values asks for it; the file may be \
      read by its owner alone.

      Examples:
        stanch capture pid:4121 --heap -o orders.tar.gz
        stanch capture :6060 --for 30s -o orders.tar.gz
        stanch capture pid:4121 --for 5m --no-gc --no-trace -o orders.tar.gz
        stanch diagnose orders.tar.gz

      Exit status: 0, or 2 when nothing could be captured. What is missing is said on standard error.
      """
  )

  @Argument(help: "An address: `:6060`, `host:port`, `https://host/prefix`, `unix:/path.sock`, or `pid:4121`.")
  var address: String

  @OptionGroup(title: "Watching a live service")
  var watch: WatchOptions

  @OptionGroup(title: "Reaching it")
  var reach: ReachOptions

  @Option(name: .shortAndLong, help: "The bundle to write.", completion: .file(extensions: ["tar.gz"]))
  var output: String

  @Flag(help: "Keep a snapshot of the memory of the process, too: pid:4121 alone.")
  var heap = false

  @Flag(help: "With --heap: keep what strings and bytes hold, too; they may be secrets.")
  var values = false

  @Option(
    help: "With --heap: how to take the memory, copy or fork.",
    completion: .list(SnapshotMethod.allCases.map(\.rawValue))
  )
  var snapshot: String?

  @Flag(help: .hidden)
  var redact = false

  package init() {}

  package mutating func validate() throws {
    guard heap || !values && snapshot == nil else { throw ValidationError("--values and --snapshot need --heap") }
    guard !heap || address.hasPrefix("pid:") else {
      throw ValidationError("--heap needs the process itself: write pid: and its number, for example pid:4121")
    }
    if let snapshot, SnapshotMethod(rawValue: snapshot) == nil {
      throw ValidationError("there is no way \"\(snapshot)\" to take a snapshot; use copy or fork")
    }
    // Somebody who asks for it must not get a bundle that says everything.
    guard !redact else {
      throw ValidationError(
        "a bundle holds the profiles as the service wrote them, with paths and labels, and cannot be redacted; pass on a "
          + "report instead: stanch diagnose \(address) --redact --format json -o report.json"
      )
    }
  }

  package mutating func run() async throws {
    do {
      // A place that cannot be written to is found out before the service is asked for anything.
      try OutputFile.check(output)
      // So is a process whose memory cannot be read.
      let program =
        try heap ? CommandFailure.translating { try ProcessTarget(address).map { try LiveProgram(pid: $0.pid) } } : nil
      let bundle = try await Watching(address: address, watch: watch, reach: reach).bundle()
      var gaps = bundle.manifest.gaps + bundle.manifest.items.compactMap(\.gap)
      let byteCount: Int
      if let program {
        byteCount = try write(bundle, program, &gaps)
      } else {
        byteCount = try OutputFile.write(to: output) { write in try bundle.writeArchive(write) }
      }
      StandardError.say("wrote \(output): \(bundle.files.count) files, \(byteCount / 1024) KB")
      for gap in gaps { StandardError.say("missing: \(gap)") }
    } catch let failure as CommandFailure {
      throw failure.exit()
    } catch {
      throw CommandFailure(error).exit()
    }
  }

  /// Writes the bundle and, behind it, the memory of its process as it is now.
  private func write(_ bundle: Bundle, _ program: LiveProgram, _ gaps: inout [String]) throws -> Int {
    var limits = ProcessSnapshot.Limits()
    limits.method = snapshot.flatMap(SnapshotMethod.init)
    StandardError.say(try program.cost(limits).announcement(of: program.pid))
    let memory = try program.snapshot(limits)
    gaps += memory.gaps
    return try OutputFile.stream(to: output, isPrivate: true) { write in
      try bundle.writeArchive(
        appending: { add in
          var number = 0
          try program.write(memory, values: values) { piece in
            number += 1
            try add(SnapshotMembers.name(number), piece)
          }
        },
        write
      )
    }
  }
}
