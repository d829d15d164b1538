// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence

/// One pass over a trace: its state between generations, and what went missing on the way.
struct TraceReading<Observer: TraceObserver>: ~Copyable {
  let version: TraceVersion
  var scheduler: TraceScheduler<Observer>
  var names = GenerationNames()
  var gaps: [String] = []
  /// Clock units a second, as far as told.
  var frequency: UInt64?
  /// A moment in clock units and in seconds since 1970.
  var clock: (units: UInt64, seconds: Double)?
  var events = 0
  var isCut = false

  init(version: TraceVersion, observer: Observer) {
    self.version = version
    scheduler = TraceScheduler(observer: observer)
  }

  /// Reads all generations.
  mutating func run(_ bytes: RawSpan) {
    var reader = GenerationReader(version: version)
    var generation = TraceGeneration()
    var ordering = GenerationOrdering()
    var isAfterGap = false
    var lastNumber: UInt64 = 0
    var disordered = 0
    var firstDisorder = 0
    while reader.next(&generation, names: &names, in: bytes) {
      if let frequency = generation.frequency { self.frequency = frequency }
      clock = clock ?? generation.clock
      // Traces of one process count their generations on; a missing one takes states with it.
      isAfterGap = isAfterGap || (lastNumber != 0 && generation.number != lastNumber &+ 1)
      lastNumber = generation.number
      scheduler.beginGeneration(afterGap: isAfterGap)
      isAfterGap = false
      let outcome = ordering.run(generation, scheduler: &scheduler, names: &names, in: bytes)
      if case .stuck(let offset) = outcome {
        isAfterGap = true
        // In a generation that is cut the missing events are the reason.
        if generation.isWhole {
          if disordered == 0 { firstDisorder = offset }
          disordered += 1
        }
      }
      if !generation.isWhole { tellCut(generation, hasTables: names.hasTables) }
    }
    events = ordering.events
    if let defect = reader.defect, defect.reason != .truncated {
      isCut = true
      gaps.append("nothing behind byte \(defect.offset) could be read: \(defect)")
    }
    if events == 0 { gaps.append("the trace holds no events") }
    if let damage = ordering.damage, !isCut { gaps.append("at byte \(damage) stands no event of Go's") }
    if disordered > 0 {
      let what = disordered == 1 ? "a generation" : "\(disordered) generations"
      gaps.append("the rest of \(what) from byte \(firstDisorder) on could not be put in order")
    }
    if names.isOverLimit { gaps.append("the trace has more different stacks or names than are kept") }
  }

  private mutating func tellCut(_ generation: borrowing TraceGeneration, hasTables: Bool) {
    isCut = true
    gaps.append(
      hasTables
        ? "the trace is cut at byte \(generation.end), so its last moments are missing"
        : "the trace is cut at byte \(generation.end), so places and reasons are unknown for what began in its last second"
    )
  }
}
