// SPDX-License-Identifier: Apache-2.0

import Evidence
import GoRuntimeMemory
import Intake
import ProcessImages

/// Takes two snapshots of a local process over a watch and reads from them who holds what grew.
///
/// The process stands still twice, each time for as long as its memory takes to copy; that is said before. The copies are
/// read beside the watch. A failure is a sentence, and the watch goes on without the graph.
struct GraphWatch {
  private let pid: Int
  private let limits: ProcessSnapshot.Limits
  private let report: @Sendable (CaptureProgress) -> Void
  private var program: LiveProgram?
  private var first: Task<GraphInventory, any Error>?
  /// Why there is no graph, as a sentence without a full stop.
  private(set) var refusal: String?
  /// For how long the process stood still, in seconds.
  private(set) var stops: [Double] = []

  init(pid: Int, longestStop: Double, report: @escaping @Sendable (CaptureProgress) -> Void) {
    self.pid = pid
    self.report = report
    var limits = ProcessSnapshot.Limits()
    limits.longestStop = longestStop
    self.limits = limits
  }

  /// Takes the first snapshot, which is read while the watch goes on.
  mutating func begin() async {
    do {
      let program = try await Self.open(pid)
      self.program = program
      let snapshot = try await take(program, "first")
      let instant = WallClock.secondsSince1970
      first = Task.detached { try program.inventory(of: snapshot, at: instant) }
    } catch {
      refuse(error)
    }
  }

  /// Takes the second snapshot and compares; nil when there is none.
  mutating func finish() async -> ObjectGraphLook? {
    guard let program, refusal == nil else { return nil }
    do {
      let snapshot = try await take(program, "second")
      let instant = WallClock.secondsSince1970
      report(.step("reading the object graph"))
      let earlier = try await first?.value
      return try await Self.look(program, snapshot, instant, earlier)
    } catch {
      refuse(error)
      return nil
    }
  }

  private mutating func take(_ program: LiveProgram, _ which: String) async throws -> ProcessSnapshot {
    let cost = try program.cost(limits)
    let milliseconds = max(1, Int(cost.seconds * 1000))
    guard cost.seconds <= limits.longestStop else { throw TooLong(milliseconds: milliseconds, bytes: cost.byteCount) }
    report(.plan("object graph, \(which) of two snapshots: \(cost.announcement(of: pid))"))
    let snapshot = try await Self.snapshot(program, limits)
    let parts = snapshot.stopped.components
    stops.append(Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
    return snapshot
  }

  private mutating func refuse(_ error: any Error) {
    refusal = "the object graph was not read: \(error)"
    first?.cancel()
    report(.step("the object graph was not read: \(error)"))
  }

  /// The copy would take longer than the process may stand still.
  private struct TooLong: Error, CustomStringConvertible {
    let milliseconds: Int
    let bytes: Int

    var description: String {
      "copying \(bytes >> 20) MiB would stop the process for about \(milliseconds) ms: allow it with --longest-stop"
    }
  }

  // MARK: What takes the processor

  @concurrent
  private static func open(_ pid: Int) async throws -> LiveProgram { try LiveProgram(pid: pid) }

  @concurrent
  private static func snapshot(
    _ program: LiveProgram,
    _ limits: ProcessSnapshot.Limits
  ) async throws -> ProcessSnapshot { try program.snapshot(limits) }

  @concurrent
  private static func look(
    _ program: LiveProgram,
    _ snapshot: ProcessSnapshot,
    _ instant: Double,
    _ earlier: GraphInventory?
  ) async throws -> ObjectGraphLook { try program.look(at: snapshot, at: instant, since: earlier) }
}

extension CaptureRecord {
  /// Keeps what the graph showed, or why there is none.
  mutating func add(_ watch: GraphWatch, _ look: ObjectGraphLook?) {
    manifest.cost.pauses += watch.stops.map { CaptureCost.Pause(what: "object graph", seconds: $0) }
    if let look {
      do {
        add(try ObjectGraphEvidence.encoded(look), as: "graph.jsonl", source: GraphWatch.source(of: look))
      } catch {
        addGap("the object graph could not be kept: \(error)")
      }
    } else if let refusal = watch.refusal {
      addGap(refusal)
    }
  }
}

extension GraphWatch {
  /// What the evidence is called.
  static func source(of look: ObjectGraphLook) -> String {
    "object graph, \(look.snapshots.count == 1 ? "one snapshot" : "\(look.snapshots.count) snapshots")"
  }
}
