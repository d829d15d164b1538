// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser

import Evidence
import Intake

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

      Examples:
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

  @Flag(help: .hidden)
  var redact = false

  package init() {}

  package mutating func validate() throws {
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
      let bundle = try await Watching(address: address, watch: watch, reach: reach).bundle()
      let byteCount = try OutputFile.write(to: output) { write in try bundle.writeArchive(write) }
      let gaps = bundle.manifest.gaps + bundle.manifest.items.compactMap(\.gap)
      StandardError.say("wrote \(output): \(bundle.files.count) files, \(byteCount / 1024) KB")
      for gap in gaps { StandardError.say("missing: \(gap)") }
    } catch let failure as CommandFailure {
      throw failure.exit()
    }
  }
}
