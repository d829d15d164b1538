// SPDX-License-Identifier: Apache-2.0

package import Acquisition
package import Intake

import ByteDecoding
import Evidence

/// Watches a process that serves no pprof: what the kernel says of it, at first and last in full, each second in brief.
///
/// Memory, threads and descriptors over time are all that can be seen; which code holds them is not. Cancelling the task
/// ends the watch; what was captured is kept and returned.
package struct ProcessCapture {
  /// Looks beyond this number are given up evenly: a long watch has its distance between looks doubled.
  private static let lookLimit = 7_200

  private let reader: ProcessReader
  private let options: CaptureOptions
  private let report: @Sendable (CaptureProgress) -> Void
  private let clock = ContinuousClock()
  private var bundle: Bundle

  /// Prepares a capture; `reason` says why the process cannot be asked itself.
  package init(
    process: LocalProcess,
    reason: String,
    options: CaptureOptions,
    toolVersion: String,
    report: @escaping @Sendable (CaptureProgress) -> Void
  ) {
    reader = ProcessReader(pid: process.pid)
    self.options = options
    self.report = report
    let name = process.program.split(separator: "/").last.map(String.init) ?? "pid:\(process.pid)"
    var target = TargetDescription(kind: .process, name: name, address: "pid:\(process.pid)")
    target.pid = process.pid
    target.goVersion = process.goVersion
    target.module = process.module
    target.uptimeSeconds = process.uptimeSeconds
    bundle = Bundle(
      manifest: BundleManifest(
        toolVersion: toolVersion,
        target: target,
        started: 0,
        plannedSeconds: options.seconds
      )
    )
    bundle.manifest.gaps.append(
      "\(reason): only memory, threads and descriptors were watched, from outside, and no line of code can be named"
    )
  }

  /// Runs the capture; throws `CaptureError` when not even the first look succeeded.
  package mutating func run() async throws -> Bundle {
    let start = clock.now
    bundle.manifest.started = WallClock.secondsSince1970
    report(.plan("looks at the process from outside, each second for \(Int(options.seconds)) s"))
    let first = await reader.look(.full)
    if let ending = first.ending { throw CaptureError(ending, remedy: "check the number of the process") }
    var text = first.bytes
    var graph = options.attach ? GraphWatch(pid: reader.pid, longestStop: options.longestStop, report: report) : nil
    await graph?.begin()
    let interval = max(1, options.seconds / Double(Self.lookLimit))
    var number = 1
    while true {
      let due = Double(number) * interval
      let isLast = due >= options.seconds
      do {
        try await Task.sleep(until: start + .seconds(min(due, options.seconds)), clock: clock)
      } catch {
        bundle.manifest.gaps.append("the watch was ended early, after \(Int((clock.now - start).inSeconds)) s")
      }
      let look = await reader.look(isLast || Task.isCancelled ? .full : .brief)
      if let ending = look.ending {
        bundle.manifest.gaps.append("the watch ended after \(Int((clock.now - start).inSeconds)) s: \(ending)")
        break
      }
      text.append(UInt8(ascii: "\n"))
      text += look.bytes
      if isLast || Task.isCancelled { break }
      number += 1
    }
    bundle.manifest.seconds = (clock.now - start).inSeconds
    bundle.add(name: "process.txt", bytes: text)
    bundle.manifest.items.append(
      CaptureItem(source: "/proc/\(reader.pid)", file: "process.txt", at: 0, bytes: text.count)
    )
    if var watch = graph, !Task.isCancelled {
      let look = await watch.finish()
      var record = CaptureRecord(bundle)
      record.add(watch, look)
      bundle = record.bundle
    }
    return bundle
  }
}
