// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
package import Acquisition
import Evidence
package import Intake

/// Watches a live service and writes what it saw into a bundle.
///
/// The order spares the service (what is cheap comes first, what stops it longer comes only when it is small enough): the
/// index; the goroutine profile, which tells how many goroutines there are; full stacks in rounds when they are few; at the
/// end a heap profile without a collection, and last of all Go's own leak profile, once, and only when few goroutines wait
/// for locks. One request at a time.
///
/// Cancelling the task ends the watch; what was captured is kept and returned.
package struct LiveCapture {
  private let endpoint: PprofEndpoint
  private let options: CaptureOptions
  private let report: @Sendable (CaptureProgress) -> Void
  private let clock = ContinuousClock()
  private var bundle: Bundle
  private var progress = WatchProgress()
  private var localProcess: LocalProcess?
  private var offersLeakProfile = false

  /// Prepares a capture; `report` is called with what a person waiting should know.
  package init(
    endpoint: PprofEndpoint,
    options: CaptureOptions,
    toolVersion: String,
    report: @escaping @Sendable (CaptureProgress) -> Void
  ) {
    self.endpoint = endpoint
    self.options = options
    self.report = report
    let address = endpoint.address.displayName
    var target = TargetDescription(kind: .url, name: address, address: address)
    if case .tcp(let host, _) = endpoint.address.transport { target.host = host }
    bundle = Bundle(
      manifest: BundleManifest(
        toolVersion: toolVersion,
        target: target,
        started: 0,
        plannedSeconds: options.seconds
      )
    )
  }

  /// Runs the capture.
  ///
  /// Throws when the target cannot be reached or is no pprof endpoint. Later failures become gaps, and a capture without a
  /// single whole round throws `CaptureError`.
  package mutating func run() async throws -> Bundle {
    let index = try await endpoint.discover()
    let start = clock.now
    bundle.manifest.started = WallClock.secondsSince1970
    offersLeakProfile = options.leakProfile && index.offers("goroutineleak") == true
    progress.lastTotal = index.profiles.first { $0.name == "goroutine" }?.count
    await identify()
    var schedule = RoundSchedule(seconds: options.seconds)
    while let due = schedule.nextRound, !Task.isCancelled {
      await wait(until: start + .seconds(due))
      if Task.isCancelled { break }
      let time = (clock.now - start).inSeconds
      await takeRound(at: time, isFirst: schedule.kept.isEmpty)
      for dropped in schedule.taken(at: time).reversed() { dropRound(dropped) }
      if options.endsEarly, progress.isSettled(after: (clock.now - start).inSeconds, of: options.seconds) { break }
    }
    bundle.manifest.seconds = (clock.now - start).inSeconds
    if progress.roundsTaken > 0 && !Task.isCancelled { await takeLast() }
    if Task.isCancelled {
      bundle.manifest.gaps.append("the watch was ended early, after \(Int(bundle.manifest.seconds)) s")
    }
    nameLocks()
    if options.sources { keepSources() }
    bundle.manifest.cost.requests = await endpoint.cost.requests
    bundle.manifest.cost.bytes = await endpoint.cost.bytes
    guard progress.roundsTaken > 0 else {
      throw CaptureError(
        progress.firstFailure ?? "the watch of \(endpoint.address.displayName) ended before its first round was whole",
        remedy: "check that the service is up and its pprof routes answer, then watch again"
      )
    }
    return bundle
  }

  // MARK: Identity

  /// Learns what the process is called from its command line, and everything else when it runs on this machine.
  private mutating func identify() async {
    do {
      let fetched = try await endpoint.fetch(.profile("cmdline"), limit: 64 << 10)
      let program = fetched.bytes.prefix { $0 != 0 }
      let name = String(decoding: program, as: UTF8.self).split(separator: "/").last.map(String.init)
      if let name, !name.isEmpty { bundle.manifest.target.name = name }
      // Arguments may hold secrets: only the program's name is kept.
      await describeLocalProcess(commandLine: fetched.bytes)
    } catch let error as AcquisitionError {
      bundle.manifest.gaps.append("the command line is not known: \(error.message)")
    } catch {
      bundle.manifest.gaps.append("the command line is not known: \(error)")
    }
  }

  /// Fills in what the process behind a local address says of itself, when it certainly is the one that answers.
  private mutating func describeLocalProcess(commandLine: [UInt8]) async {
    switch await LocalProcess.behind(endpoint.address, commandLine: commandLine) {
    case .found(let process):
      bundle.manifest.target.pid = process.pid
      bundle.manifest.target.goVersion = process.goVersion
      bundle.manifest.target.module = process.module
      bundle.manifest.target.uptimeSeconds = process.uptimeSeconds
      bundle.manifest.gaps += process.gaps
      localProcess = process
    case .unknown(let reason):
      if endpoint.address.isLocal { bundle.manifest.gaps.append("the process is not known: \(reason)") }
    }
  }

  /// Lets go of the local process when a profile shows that another one answers.
  private mutating func checkIdentity(_ fetched: Fetched) {
    guard let contradiction = localProcess?.contradiction(to: fetched) else { return }
    localProcess = nil
    bundle.manifest.target.forgetProcess()
    bundle.manifest.gaps.append("the process is not known: \(contradiction)")
  }

  /// Names the global locks and conditions that goroutines wait for.
  private mutating func nameLocks() {
    guard let localProcess else { return }
    for address in progress.lockAddresses {
      if let name = localProcess.globalVariable(at: address) {
        bundle.manifest.symbols[String(address, radix: 16)] = name
      }
    }
  }

  // MARK: Rounds

  private mutating func takeRound(at time: Double, isFirst: Bool) async {
    let round = progress.nextRound
    do {
      var total = progress.lastTotal
      if isFirst || total == nil || !mayTakeFullStacks(total) {
        let fetched = try await endpoint.fetch(.profile("goroutine"))
        let snapshot = keep(fetched, as: "goroutine.pb.gz", at: time, round: round)
        total = snapshot?.count
        if isFirst { checkIdentity(fetched) }
        if isFirst, let total { announce(total) }
      }
      if mayTakeFullStacks(total) {
        let fetched = try await endpoint.fetch(.profile("goroutine"), query: "debug=2")
        let snapshot = keep(fetched, as: "goroutine-debug2.txt", at: time, round: round)
        total = snapshot?.count ?? total
        bundle.manifest.cost.pauses.append(
          CaptureCost.Pause(what: "goroutine stacks", seconds: fetched.duration.inSeconds)
        )
      } else if let total, !progress.hasSaidTooMany {
        progress.hasSaidTooMany = true
        bundle.manifest.gaps.append(
          "full stacks were not taken: \(total) goroutines are above \(CaptureOptions.fullStackLimit), and reading their "
            + "stacks would stop the service for about \(Self.pauseEstimate(total)) s each time (--full-stacks takes them)"
        )
      }
      progress.finished(round: round, total: total)
      report(.round(number: progress.roundsTaken, at: time, goroutines: total))
    } catch {
      note(error, at: time, round: round)
    }
  }

  private func mayTakeFullStacks(_ total: Int?) -> Bool {
    // An unknown number may be a million: then only what is cheap whatever the number is asked for.
    options.fullStacks || total.map { $0 <= CaptureOptions.fullStackLimit } == true
  }

  /// Seconds for which debug=2 of that many goroutines stops the service: measured 37 ms at 10,000, 0.55 s at 100,000.
  private static func pauseEstimate(_ goroutines: Int) -> String {
    let tenths = Int((Double(goroutines) / 200_000 * 10).rounded(.up))
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func announce(_ total: Int) {
    let kind =
      mayTakeFullStacks(total) ? "full stacks, each stopping it for about \(max(1, total / 250)) ms" : "profiles"
    let leak = offersLeakProfile ? "; at the end Go's own leak profile, which is one collection" : ""
    report(.plan("\(total) goroutines: about \(Int(options.seconds)) s of rounds with \(kind)\(leak)"))
  }

  private mutating func dropRound(_ index: Int) {
    let dropped = progress.removeRound(at: index)
    let names = Set(bundle.manifest.items.filter { $0.round == dropped }.compactMap(\.file))
    bundle.remove(names: names)
    bundle.manifest.items.removeAll { $0.round == dropped }
  }

  // MARK: The end of the watch

  private mutating func takeLast() async {
    do {
      // What a heap profile shows is as old as the last collection. Only where goroutines pile up that do not show who
      // called is a fresh one worth a collection: it names the callers.
      let needsCollection = progress.needsCallers
      let fetched = try await endpoint.fetch(.profile("heap"), query: needsCollection ? "gc=1" : "")
      add(fetched, as: "heap.pb.gz", at: bundle.manifest.seconds, round: nil)
      if needsCollection { bundle.manifest.cost.forcedGCs += 1 }
    } catch {
      note(error, at: bundle.manifest.seconds, round: nil)
    }
    guard offersLeakProfile else { return }
    let waiters = progress.lockWaiters
    guard waiters <= CaptureOptions.lockWaiterLimit else {
      bundle.manifest.gaps.append(
        "Go's leak profile was not taken: \(waiters) goroutines wait for locks or wait groups, and with so many it would "
          + "freeze the service for seconds"
      )
      return
    }
    report(.step("Go's own leak profile"))
    do {
      let fetched = try await endpoint.fetch(.profile("goroutineleak"), timeout: .seconds(60))
      _ = keep(fetched, as: "goroutineleak.pb.gz", at: bundle.manifest.seconds, round: nil)
      bundle.manifest.cost.forcedGCs += 1
      bundle.manifest.cost.pauses.append(
        CaptureCost.Pause(what: "leak profile", seconds: fetched.duration.inSeconds)
      )
    } catch {
      note(error, at: bundle.manifest.seconds, round: nil)
    }
  }

  private mutating func keepSources() {
    let capture: Capture
    do {
      capture = try bundle.capture()
    } catch {
      bundle.manifest.gaps.append("the sources were not looked for: \(error)")
      return
    }
    let kept = SourceFiles.read(for: capture, in: SourceRoots(folders: options.sourceFolders))
    for (number, file) in kept.enumerated() {
      let name = "sources/\(number + 1).go"
      bundle.add(name: name, bytes: file.bytes)
      bundle.manifest.sources.append(BundleManifest.SourceFile(path: file.path, file: name))
    }
  }

  // MARK: Keeping

  /// Keeps a goroutine profile or dump, and what the rest of the watch has to know of it.
  private mutating func keep(_ fetched: Fetched, as file: String, at time: Double, round: Int?) -> GoroutineSnapshot? {
    add(fetched, as: file, at: time, round: round)
    do {
      let pieces = try EvidenceReader.items(in: fetched.bytes.rawBytes, name: fetched.source)
      for case .goroutines(let snapshot) in pieces.items {
        progress.observe(GoroutineObservation(snapshot: snapshot, at: time, round: round, source: fetched.source))
        return snapshot
      }
      bundle.manifest.gaps.append("\(fetched.source) held no goroutines")
    } catch {
      bundle.manifest.gaps.append("\(error)")
    }
    return nil
  }

  private mutating func add(_ fetched: Fetched, as file: String, at time: Double, round: Int?) {
    let name = round.map { "rounds/\($0 < 10 ? "0" : "")\($0)/\(file)" } ?? file
    var item = CaptureItem(source: fetched.source, file: name, at: time, bytes: fetched.bytes.count, round: round)
    item.seconds = fetched.duration.inSeconds
    item.gap = fetched.gap
    bundle.add(name: name, bytes: fetched.bytes)
    bundle.manifest.items.append(item)
  }

  private mutating func note(_ error: any Error, at time: Double, round: Int?) {
    if error is CancellationError || Task.isCancelled { return }
    let message = (error as? AcquisitionError)?.message ?? "\(error)"
    progress.failed(message)
    report(.step(message))
    var item = CaptureItem(source: endpoint.address.displayName, at: time, bytes: 0, round: round)
    item.gap = message
    // A service that is down for long would fill the list: each reason is told once.
    if !bundle.manifest.items.contains(where: { $0.gap == message }) { bundle.manifest.items.append(item) }
  }

  private func wait(until moment: ContinuousClock.Instant) async {
    do {
      try await Task.sleep(until: moment, clock: clock)
    } catch {
      // Cancelled: the loop looks at the task itself.
    }
  }
}

extension Duration {
  /// The duration as a number of seconds.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
