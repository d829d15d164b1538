// SPDX-License-Identifier: Apache-2.0

import Evidence

/// Puts decoded evidence together into one capture, whatever it came from.
struct CaptureAssembler {
  private var capture: Capture
  /// Bytes that the goroutines and profiles added so far occupy, roughly.
  private var footprint = 0

  /// What they may occupy before further ones are left out: that of five heap profiles of half a million samples.
  private static let footprintLimit = 400 << 20

  init(_ capture: Capture) {
    self.capture = capture
  }

  /// What was added, each series in the order of time: a series may lie in several files, and those in any order.
  consuming func finish() -> Capture {
    capture.heaps.sortByTime(\.at)
    capture.memory.sortByTime(\.at)
    capture.processes.sortByTime(\.at)
    return capture
  }

  /// Adds decoded evidence and what is missing from it.
  mutating func add(_ pieces: [EvidenceItem], gaps: [String], item: CaptureItem) {
    var item = item
    note(gaps, on: &item)
    for piece in pieces {
      switch piece {
      case .goroutines(let snapshot):
        note(snapshot.gaps, on: &item)
        guard takes(snapshot.footprint, item: &item) else { continue }
        // Several dumps in one log were taken at different moments that the log does not tell.
        let at = pieces.count == 1 ? item.at : nil
        capture.goroutines.append(
          GoroutineObservation(snapshot: snapshot, at: at, round: item.round, source: item.source)
        )
      case .profile(let profile):
        add(profile, item: &item)
      case .memory(let readings):
        capture.memory += readings.map { reading in
          MemoryObservation(
            statistics: reading.statistics,
            at: moment(reading.instant) ?? (readings.count == 1 ? item.at : nil),
            instant: reading.instant,
            round: item.round,
            source: item.source
          )
        }
      case .runtimeLog(let log):
        note(log.gaps, on: &item)
        capture.runtimeLogs.append(RuntimeLogObservation(log: log, source: item.source))
      case .process(let looks):
        capture.processes += looks.map { look in
          ProcessObservation(
            look: look,
            at: moment(look.instant) ?? (looks.count == 1 ? item.at : nil),
            source: item.source
          )
        }
      case .trace(let trace):
        note(trace.gaps, on: &item)
        capture.traces.append(
          TraceObservation(trace: trace, at: moment(trace.started) ?? item.at, source: item.source)
        )
      case .graph(let look):
        note(look.gaps, on: &item)
        capture.graphs.append(ObjectGraphObservation(look: look, source: item.source))
      }
    }
    capture.items.append(item)
  }

  private mutating func add(_ profile: Profile, item: inout CaptureItem) {
    note(profile.gaps, on: &item)
    guard profile.isHeap else {
      let types = profile.sampleTypes.prefix(4).map { profile.strings[$0.type] }.filter { !$0.isEmpty }
      let counted = types.isEmpty ? "" : " of \(types.joined(separator: " and "))"
      note(["it is a profile\(counted), which shows no leak: not used"], on: &item)
      return
    }
    if profile.isDelta {
      let seconds = Double(profile.durationNanos) * 1e-9
      note(["it is a difference over \(Int(seconds.rounded())) s (?seconds=), no snapshot: not compared"], on: &item)
      return
    }
    guard takes(profile.footprint, item: &item) else { return }
    capture.heaps.append(
      HeapObservation(
        profile: profile,
        at: item.at,
        round: item.round,
        source: item.source,
        isAfterCollection: item.source.contains("gc=1")
      )
    )
  }

  /// Whether there is room for evidence of that size; notes it on the item when there is none.
  private mutating func takes(_ size: Int, item: inout CaptureItem) -> Bool {
    guard footprint == 0 || footprint + size <= Self.footprintLimit else {
      note(["left out: what was read before it fills \(footprint >> 20) MiB of memory already"], on: &item)
      return false
    }
    footprint += size
    return true
  }

  /// Seconds from the start of the capture to an instant; nil when either is not known.
  private func moment(_ instant: Double?) -> Double? {
    guard let instant, let started = capture.started else { return nil }
    return instant - started
  }

  private func note(_ gaps: [String], on item: inout CaptureItem) {
    guard !gaps.isEmpty else { return }
    item.gap = ([item.gap] + gaps.map(Optional.some)).compactMap { $0 }.joined(separator: "; ")
  }

  /// Notes an item of which nothing could be read.
  mutating func addGap(_ item: CaptureItem) {
    capture.items.append(item)
  }
}

extension Array {
  /// Puts the elements of known time in the order of time, on the places that they have; the others stay where they are.
  fileprivate mutating func sortByTime(_ time: (Element) -> Double?) {
    let known = indices.filter { time(self[$0]) != nil }
    let sorted = known.sorted { (time(self[$0]) ?? 0, $0) < (time(self[$1]) ?? 0, $1) }.map { self[$0] }
    for (index, element) in zip(known, sorted) { self[index] = element }
  }
}
