// SPDX-License-Identifier: Apache-2.0

import Analysis
import ByteDecoding
package import Acquisition
import Evidence
package import Intake

/// Watches a live service and writes what it saw into a bundle.
///
/// The order spares the service (what is cheap comes first, what stops it longer comes only when it is small enough): the
/// index; memory statistics before anything is forced; the goroutine profile, which tells how many goroutines there are;
/// full stacks in rounds when they are few; a heap profile after a forced collection in the first, a middle and the last
/// round, where that is cheap; between the rounds small readings every second; one short execution trace; and last of all
/// Go's own leak profile, once, and only when few goroutines wait for locks. One request at a time.
///
/// A service that is too slow for all of that ends the watch as well: when the asked time and its grace are over, nothing
/// more is asked, what runs is cut, and a gap says so. Cancelling the task ends the watch at once. Either way what was
/// captured is kept and returned.
package struct LiveCapture {
  let endpoint: PprofEndpoint
  let options: CaptureOptions
  let report: @Sendable (CaptureProgress) -> Void
  let clock = ContinuousClock()
  var record: CaptureRecord
  var progress = WatchProgress()
  var localProcess: LocalProcess?
  private var index: PprofIndex?
  private var heapPlan: HeapPlan
  var series: SeriesSampler
  private var graph: GraphWatch?
  private var isTraced = false
  /// When nothing more is asked of the service.
  private var end = ContinuousClock.now

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
    heapPlan = HeapPlan(options.collection, seconds: options.seconds)
    series = SeriesSampler(endpoint: endpoint)
    let address = endpoint.address.displayName
    var target = TargetDescription(kind: .url, name: address, address: address)
    if case .tcp(let host, _) = endpoint.address.transport { target.host = host }
    record = CaptureRecord(
      BundleManifest(toolVersion: toolVersion, target: target, started: 0, plannedSeconds: options.seconds)
    )
  }

  /// Runs the capture.
  ///
  /// Throws when the target cannot be reached or is no pprof endpoint. Later failures become gaps, and a capture without a
  /// single whole round throws `CaptureError`.
  package mutating func run() async throws -> Bundle {
    end = clock.now + .seconds(options.seconds + options.grace)
    await endpoint.end(by: end)
    let index = try await endpoint.discover()
    self.index = index
    let start = clock.now
    record.manifest.started = WallClock.secondsSince1970
    progress.lastTotal = index.profiles.first { $0.name == "goroutine" }?.count
    await identify()
    heapPlan.learn(await series.begin(process: localProcess, within: secondsLeft / 2))
    var schedule = RoundSchedule(seconds: options.seconds)
    while let due = schedule.nextRound, !isOver {
      await wait(until: start + .seconds(due))
      if isOver { break }
      let time = (clock.now - start).inSeconds
      await takeRound(at: time, isFirst: schedule.kept.isEmpty)
      for dropped in schedule.taken(at: time).reversed() {
        record.removeGoroutines(ofRound: progress.removeRound(at: dropped))
      }
      let isSettled = options.endsEarly && progress.isSettled(after: (clock.now - start).inSeconds, of: options.seconds)
      await takeHeap(at: (clock.now - start).inSeconds, isLast: isSettled || schedule.nextRound == nil)
      if schedule.kept.count == 1 { await beginGraph() }
      if isSettled || schedule.nextRound == nil { break }
      await takeTraceIfDue(at: (clock.now - start).inSeconds)
    }
    record.manifest.seconds = (clock.now - start).inSeconds
    if progress.roundsTaken > 0 && !Task.isCancelled {
      await finishGraph()
      await takeLast()
    }
    if Task.isCancelled {
      record.addGap("the watch was ended early, after \(Int(record.manifest.seconds)) s")
    } else if isOver {
      record.addGap(tooSlow)
    }
    return try await finished()
  }

  private var secondsLeft: Double { max(0, (end - clock.now).inSeconds) }

  /// Whether nothing more is asked: the watch was ended, or what is left of its time is not worth a request.
  private var isOver: Bool { Task.isCancelled || secondsLeft < 1 }

  /// Puts together what the watch brought home.
  private mutating func finished() async throws -> Bundle {
    series.keep(in: &record)
    if let refusal = heapPlan.refusal { record.addGap(refusal) }
    nameLocks()
    if options.sources { keepSources() }
    record.manifest.cost.requests = await endpoint.cost.requests
    record.manifest.cost.bytes = await endpoint.cost.bytes
    guard progress.roundsTaken > 0 else {
      throw CaptureError(
        progress.firstFailure ?? "the watch of \(endpoint.address.displayName) ended before its first round was whole",
        remedy: "check that the service is up and its pprof routes answer, then watch again"
      )
    }
    return record.bundle
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
        if isFirst, let total {
          announce(
            total,
            isTakingFullStacks: mayTakeFullStacks(total),
            takesLeakProfile: options.leakProfile && index?.offers("goroutineleak") == true
          )
        }
      }
      if mayTakeFullStacks(total) {
        let fetched = try await endpoint.fetch(
          .profile("goroutine"),
          query: "debug=2",
          limit: options.fullStacks ? EndpointOptions.largestBody : nil
        )
        let snapshot = keep(fetched, as: "goroutine-debug2.txt", at: time, round: round)
        total = snapshot?.count ?? total
        record.addPause("goroutine stacks", fetched)
      } else if let total {
        record.addGap(tooMany(total))
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

  private mutating func takeHeap(at time: Double, isLast: Bool) async {
    guard progress.roundsTaken > 0, !isOver, let request = heapPlan.request(at: time, isLast: isLast) else {
      return
    }
    var query = request == .afterCollection ? ["gc=1"] : []
    if series.prefersHeapText { query.append("debug=1") }
    do {
      let fetched = try await endpoint.fetch(.profile("heap"), query: query.joined(separator: "&"))
      let file = series.prefersHeapText ? "heap.txt" : "heap.pb.gz"
      record.add(fetched, as: file, at: time, round: progress.lastRound)
      if request == .afterCollection {
        record.manifest.cost.forcedGCs += 1
        record.addPause("collection", fetched)
      }
      await series.sample(withHeap: true)
    } catch {
      note(error, at: time, round: progress.lastRound)
    }
  }

  /// One short execution trace, when the second half of the watch has begun and the trace fits into it.
  private mutating func takeTraceIfDue(at time: Double) async {
    guard !isTraced, time >= options.seconds * 0.5, !isOver else { return }
    isTraced = true
    let seconds = TracePlan.seconds(asked: options.traceSeconds, watch: options.seconds)
    guard seconds > 0 else { return }
    if let refusal = TracePlan.refusal(
      goroutines: progress.lastTotal,
      goVersion: record.manifest.target.goVersion,
      index: index
    ) {
      record.addGap(refusal)
      return
    }
    report(.step("an execution trace of \(seconds) s"))
    do {
      let fetched = try await endpoint.fetch(
        .profile("trace"),
        query: "seconds=\(seconds)",
        limit: TracePlan.byteLimit
      )
      record.add(fetched, as: "trace.bin", at: time, round: nil)
    } catch {
      noteMissing("the execution trace", error)
    }
  }

  // MARK: The end of the watch

  /// The first snapshot of the object graph, when it was asked for and the process is known.
  private mutating func beginGraph() async {
    guard options.attach, graph == nil, !Task.isCancelled else { return }
    guard let localProcess else {
      record.addGap("the object graph was not read: which process of this machine answers is not known")
      return
    }
    var watch = GraphWatch(pid: localProcess.pid, longestStop: options.longestStop, report: report)
    await watch.begin()
    graph = watch
  }

  /// The second snapshot, and what both show; before Go's leak profile, which changes the states of goroutines.
  private mutating func finishGraph() async {
    guard var watch = graph else { return }
    let look = await watch.finish()
    record.add(watch, look)
  }

  private mutating func takeLast() async {
    guard options.leakProfile, index?.offers("goroutineleak") == true else { return }
    let waiters = progress.lockWaiters
    guard waiters <= CaptureOptions.lockWaiterLimit else {
      record.addGap(
        "Go's leak profile was not taken: \(waiters) goroutines wait for locks or wait groups, and with so many it would "
          + "freeze the service for seconds"
      )
      return
    }
    guard !isOver else {
      record.addGap("Go's leak profile was not taken: no time was left")
      return
    }
    report(.step("Go's own leak profile"))
    do {
      let fetched = try await endpoint.fetch(.profile("goroutineleak"), timeout: .seconds(60))
      _ = keep(fetched, as: "goroutineleak.pb.gz", at: record.manifest.seconds, round: nil)
      record.manifest.cost.forcedGCs += 1
      record.addPause("leak profile", fetched)
    } catch {
      note(error, at: record.manifest.seconds, round: nil)
    }
  }

  // MARK: Keeping

  /// Keeps a goroutine profile or dump, and what the rest of the watch has to know of it.
  private mutating func keep(_ fetched: Fetched, as file: String, at time: Double, round: Int?) -> GoroutineSnapshot? {
    record.add(fetched, as: file, at: time, round: round)
    do {
      let pieces = try EvidenceReader.items(in: fetched.bytes.rawBytes, name: fetched.source)
      for case .goroutines(let snapshot) in pieces.items {
        progress.observe(GoroutineObservation(snapshot: snapshot, at: time, round: round, source: fetched.source))
        return snapshot
      }
      record.addGap("\(fetched.source) held no goroutines")
    } catch {
      record.addGap("\(error)")
    }
    return nil
  }

  private mutating func note(_ error: any Error, at time: Double, round: Int?) {
    if error is CancellationError || Task.isCancelled { return }
    let message = (error as? AcquisitionError)?.message ?? "\(error)"
    progress.failed(message)
    report(.step(message))
    record.addFailure(message, source: endpoint.address.displayName, at: time, round: round)
  }

  /// Notes something that the service refused and the verdict can do without.
  private mutating func noteMissing(_ what: String, _ error: any Error) {
    if error is CancellationError || Task.isCancelled { return }
    record.addGap("\(what) is missing: \((error as? AcquisitionError)?.message ?? "\(error)")")
  }

  /// Waits, and takes a small reading every second meanwhile.
  private mutating func wait(until moment: ContinuousClock.Instant) async {
    do {
      while clock.now + .seconds(1.2) < moment {
        try await Task.sleep(until: min(series.nextReading, moment), clock: clock)
        await series.sample()
      }
      try await Task.sleep(until: moment, clock: clock)
    } catch {
      // Cancelled: the loop looks at the task itself.
    }
  }
}
