// SPDX-License-Identifier: Apache-2.0

import Acquisition
import Capturing
import Intake

/// A watch of a live service from the command line: options in, bundle out, progress on standard error.
struct Watching {
  let address: String
  let watch: WatchOptions
  let reach: ReachOptions

  /// Watches and returns the evidence; Ctrl-C ends the watch and keeps what there is.
  func bundle() async throws -> Bundle {
    let (target, options) = try CommandFailure.translating {
      (try TargetAddress(address), try reach.endpointOptions())
    }
    let captureOptions = watch.captureOptions
    let claim = try CommandFailure.translating { try TargetClaim(target) }
    let line = ProgressLine()
    let task = Task {
      try await PprofEndpoint.withEndpoint(target, options: options) { endpoint in
        for caution in endpoint.cautions { StandardError.say("caution: \(caution)") }
        var capture = LiveCapture(
          endpoint: endpoint,
          options: captureOptions,
          toolVersion: Version.current,
          report: { line.show($0, of: captureOptions.seconds) }
        )
        return try await capture.run()
      }
    }
    let interruption = Interruption { task.cancel() }
    do {
      let bundle = try await task.value
      line.clear()
      interruption.end()
      withExtendedLifetime(claim) {}
      return bundle
    } catch {
      line.clear()
      let wasInterrupted = interruption.end()
      throw CommandFailure(error, status: wasInterrupted ? 130 : 2)
    }
  }
}
