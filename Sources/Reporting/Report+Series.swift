// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence

extension Report {
  /// Every number of a case over time, each named as the field calls it; those without two known moments are left out.
  static func series(of caseFile: CaseFile) -> [Series] {
    let history = caseFile.goroutines
    let capture = caseFile.capture
    var all: [Series] = []
    func add(_ name: String, _ unit: String, _ points: [(Double?, Double?)]) {
      let known = points.compactMap { time, value in value.flatMap { value in time.map { [$0, value] } } }
      guard known.count >= 2 else { return }
      all.append(Series(name: name, unit: unit, points: known.sorted { $0[0] < $1[0] }))
    }
    func memory(_ value: (MemoryStatistics) -> Int64?) -> [(Double?, Double?)] {
      capture.memory.map { ($0.at, value($0.statistics).map(Double.init)) }
    }
    func process(_ value: (ProcessLook) -> Int64?) -> [(Double?, Double?)] {
      capture.processes.map { ($0.at, value($0.look).map(Double.init)) }
    }
    add("goroutines", "goroutines", zip(history.times, history.totals).map { ($0, Double($1)) })
    add(
      "heap_in_use_sampled",
      "bytes",
      caseFile.heap.rounds.indices.map { round in
        (caseFile.heap.rounds[round].at, caseFile.heap.total.bytesInUse(round).rounded())
      }
    )
    add("live_heap", "bytes", memory(\.liveHeap))
    add("heap_alloc", "bytes", memory(\.heapAlloc))
    add("heap_idle_kept", "bytes", memory(\.idleKept))
    add("go_committed", "bytes", memory(\.committed))
    let rss = process(\.rss)
    add("rss", "bytes", rss.contains { $0.1 != nil } ? rss : memory(\.rss))
    let descriptors = process { $0.descriptorCount.map(Int64.init) }
    add("descriptors", "descriptors", descriptors.contains { $0.1 != nil } ? descriptors : memory(\.openDescriptors))
    let threads = process { $0.threads.map(Int64.init) }
    add("threads", "threads", threads.contains { $0.1 != nil } ? threads : memory(\.threads))
    let marks = caseFile.heap.rounds.filter(\.isAfterCollection).compactMap(\.at)
    if !marks.isEmpty {
      for index in all.indices where all[index].unit == "bytes" { all[index].gcMarks = marks }
    }
    return all
  }
}
