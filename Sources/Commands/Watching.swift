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
    let options = try CommandFailure.translating { try reach.endpointOptions(watching: watch.duration.seconds) }
    let target: TargetAddress
    if let process = try CommandFailure.translating({ try ProcessTarget(address) }) {
      switch try await door(of: process, options: options) {
      case .endpoint(let address): target = address
      case .closed(let reason): return try await bundle(of: process, reason: reason)
      }
    } else {
      target = try CommandFailure.translating { try TargetAddress(address) }
    }
    let captureOptions = watch.captureOptions
    let claim = try CommandFailure.translating { try TargetClaim(target) }
    return try await interruptible { line in
      let bundle = try await PprofEndpoint.withEndpoint(target, options: options) { endpoint in
        for caution in endpoint.cautions { StandardError.say("caution: \(caution)") }
        var capture = LiveCapture(
          endpoint: endpoint,
          options: captureOptions,
          toolVersion: Version.current,
          report: { line.show($0, of: captureOptions.seconds) }
        )
        return try await capture.run()
      }
      withExtendedLifetime(claim) {}
      return bundle
    }
  }

  /// Finds the endpoint of a process and says where it is.
  private func door(of process: ProcessTarget, options: EndpointOptions) async throws -> ProcessTarget.Door {
    do {
      let door = try await process.door(options: options)
      switch door {
      case .endpoint(let address): StandardError.say("\(process.displayName) serves pprof at \(address.displayName)")
      case .closed(let reason): StandardError.say("\(reason): it is watched from outside only")
      }
      return door
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Watches a process that cannot be asked.
  private func bundle(of process: ProcessTarget, reason: String) async throws -> Bundle {
    guard let local = await LocalProcess.numbered(process.pid) else {
      throw CommandFailure("there is no process \(process.pid); check the number")
    }
    let captureOptions = watch.captureOptions
    return try await interruptible { line in
      var capture = ProcessCapture(
        process: local,
        reason: reason,
        options: captureOptions,
        toolVersion: Version.current,
        report: { line.show($0, of: captureOptions.seconds) }
      )
      return try await capture.run()
    }
  }

  /// Runs a watch that Ctrl-C ends, with its progress on standard error.
  private func interruptible(_ watch: @escaping @Sendable (ProgressLine) async throws -> Bundle) async throws -> Bundle
  {
    let line = ProgressLine()
    let task = Task { try await watch(line) }
    let interruption = Interruption { task.cancel() }
    do {
      let bundle = try await task.value
      line.clear()
      interruption.end()
      return bundle
    } catch {
      line.clear()
      let wasInterrupted = interruption.end()
      throw CommandFailure(error, status: wasInterrupted ? 130 : 2)
    }
  }
}
