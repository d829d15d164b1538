// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import Foundation
import Testing
import TestSupport

@testable import Reporting

struct MemoryExplanationsTests {
  @Test func `a state is told as a sentence with the numbers that decided`() {
    let regimes = [
      MemoryRegime(
        kind: .pageCache,
        numbers: [
          .init("memory.current", Double(900 << 20), .bytes), .init("inactive_file", Double(500 << 20), .bytes),
        ]
      ),
      MemoryRegime(kind: .forcedCollections, numbers: [.init("forced collections", 60, .perMinute)]),
    ]
    #expect(
      MemoryExplanations(regimes).sentences == [
        "most of what the container is charged for beyond the process is page cache, which the system drops when it needs "
          + "room (memory.current 900 MiB, inactive_file 500 MiB)",
        "something forces collections: runtime.GC or debug.FreeOSMemory in the service, or a scraper of profiles "
          + "(60.0 forced collections a minute)",
      ]
    )
  }

  @Test func `what a note tells is not told twice`() {
    let told: [MemoryRegime.Kind] = [.notYetReturned, .fragmentation, .limitTooLow, .collectionOff, .garbageByDesign]
    #expect(MemoryExplanations(told.map { MemoryRegime(kind: $0, numbers: []) }).sentences.isEmpty)
  }

  @Test func `the report explains the ledger of its capture`() throws {
    var capture = try WatchText(rounds: 3).capture()
    capture.addReadings(3) { second, statistics in
      statistics.heapAlloc = 20 << 20
      statistics.heapInuse = 24 << 20
      statistics.stackInuse = 300 << 20
      statistics.heapReleased = 0
      statistics.sys = 400 << 20
      statistics.goroutines = 40_000
    }
    let explanations = try #require(report(of: capture).memory?.explanations)
    #expect(explanations.count == 1)
    #expect(explanations[0].hasSuffix("(stackInuse 300 MiB, goroutines 40,000)"))
  }
}
