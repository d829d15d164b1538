// SPDX-License-Identifier: Apache-2.0

import Analysis
import Diagnosis
import Evidence

extension Report.Memory {
  /// The ledger of the last moment at which the statistics were read, with the kernel's look nearest to it; nil when
  /// nothing told them.
  init?(_ capture: Capture) {
    guard let reading = capture.memory.last(where: { $0.statistics.committed != nil }) else { return nil }
    let look = capture.processes.filter { $0.look.rss != nil }.min {
      abs(($0.at ?? 0) - (reading.at ?? 0)) < abs(($1.at ?? 0) - (reading.at ?? 0))
    }
    let apart = look?.at.flatMap { at in reading.at.map { at - $0 } }
    guard let ledger = MemoryLedger(reading.statistics, look: look?.look, apart: apart) else { return nil }
    self.init()
    rss = ledger.rss
    let objects = ledger[.liveHeap] + ledger[.unsweptGarbage] + ledger[.heapObjects]
    // Readings seldom state what the last collection marked; the floor over the watch tells it then.
    let stated =
      reading.statistics.liveHeap ?? LiveHeapFloor(readings: capture.memory)?.points.last.map { Int64($0.bytes) }
    liveHeap = stated.map { min($0, objects) }
    unsweptGarbage = liveHeap.map { objects - $0 }
    fragmentation = ledger[.fragmentation]
    idle = ledger[.idleKept]
    released = reading.statistics.heapReleased
    stacks = ledger[.stacks]
    metadata = ledger[.metadata]
    let first = capture.memory.first { $0.statistics.committed != nil && $0.at != reading.at }
    let regimes = MemoryRegime.all(
      at: MemoryMoment(reading.statistics, look: look?.look, at: reading.at, apart: apart),
      // A service that was started anew counts from zero again.
      since: first.flatMap {
        ($0.statistics.totalAlloc ?? 0) <= (reading.statistics.totalAlloc ?? 0)
          ? MemoryMoment($0.statistics, at: $0.at) : nil
      }
    )
    let sentences = MemoryExplanations(regimes).sentences
    explanations = sentences.isEmpty ? nil : sentences
    guard ledger.rss != nil else { return }
    fileBacked = ledger[.fileBacked]
    lazilyFreed = ledger[.lazyFree]
    outsideGo = ledger[.outsideGo]
    untouched = -ledger[.untouched]
    isOfOneMoment = ledger.isComparable
  }
}
