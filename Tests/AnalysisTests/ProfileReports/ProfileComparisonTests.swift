// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import TestSupport
import Testing

@Suite struct ProfileComparisonTests {
  private func rows(leaked: Int64, turnedOver: Int64) -> [HeapRow] {
    [
      HeapRow(
        "main.leak /src/main.go:10",
        "main.main /src/main.go:3",
        size: 64,
        allocated: 10 + leaked,
        inUse: 10 + leaked
      ),
      HeapRow(
        "main.churn /src/main.go:20",
        "main.main /src/main.go:4",
        size: 64,
        allocated: 40 + turnedOver,
        inUse: 40
      ),
    ]
  }

  private func compare(_ before: [HeapRow], _ after: [HeapRow]) throws -> ProfileComparison {
    try ProfileComparison([.heap(before), .heap(after, at: 60)], settings: ProfileReportSettings())
  }

  @Test func growthThatStaysIsToldFromChurn() throws {
    let comparison = try compare(rows(leaked: 0, turnedOver: 0), rows(leaked: 30, turnedOver: 400))
    #expect(comparison.isOneProcess)
    let leak = try #require(comparison.rows.first { $0.frame.function == "main.leak" })
    let churn = try #require(comparison.rows.first { $0.frame.function == "main.churn" })
    #expect(leak.verdict == .grew)
    #expect(leak.allocatedSamples == 30)
    #expect(leak.freedSamples == 0)
    #expect(churn.verdict == .noise)
    #expect(abs(comparison.provenGrowth - leak.change) < 1)
    #expect(try #require(leak.interval).contains(leak.change))
    #expect(comparison.seconds == 60)
  }

  @Test func nothingNewIsNoGrowth() throws {
    let comparison = try compare(rows(leaked: 0, turnedOver: 0), rows(leaked: 0, turnedOver: 0))
    #expect(comparison.provenGrowth == 0)
    #expect(comparison.rows.allSatisfy { $0.verdict == .tooFewSamples || $0.verdict == .noise })
  }

  @Test func profilesOfTwoProcessesAreTwoSamples() throws {
    // Counters fall: the later profile is of a process that allocated less.
    let comparison = try compare(rows(leaked: 60, turnedOver: 400), rows(leaked: 0, turnedOver: 0))
    #expect(!comparison.isOneProcess)
    let leak = try #require(comparison.rows.first { $0.frame.function == "main.leak" })
    #expect(leak.verdict == .shrank)
    #expect(comparison.cautions.contains { $0.contains("different processes") })
  }

  @Test func goroutinesAreCounted() throws {
    let profile = try Fixtures.profile("formats/profiles/go1.27.3/goroutine.pb.gz")
    let twice = try ProfileMerging.merge([profile, profile])
    let comparison = try ProfileComparison([profile, twice], settings: ProfileReportSettings())
    #expect(comparison.rows.allSatisfy { $0.verdict == .counted && $0.change == $0.before })
    #expect(comparison.total.change == comparison.total.before)
  }

  @Test func oneProfileIsNoComparison() {
    #expect(throws: ProfileReportError.self) {
      try ProfileComparison([.heap([])], settings: ProfileReportSettings())
    }
  }
}
