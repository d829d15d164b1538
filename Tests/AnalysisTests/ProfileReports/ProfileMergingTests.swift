// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import TestSupport
import Testing

@Suite struct ProfileMergingTests {
  private func heap(_ inUse: Int64, at seconds: Double = 0) -> Profile {
    .heap(
      [
        HeapRow("main.alloc /src/main.go:10", "main.main /src/main.go:3", size: 1 << 20, allocated: inUse, inUse: inUse)
      ],
      at: seconds
    )
  }

  @Test func addsRowsOfTheSameStackAndLabels() throws {
    let sum = try ProfileMerging.merge([heap(3), heap(4), heap(5)])
    let one = try #require(heap(1).column(named: "inuse_objects"))
    #expect(sum.samples.count == 1)
    #expect(
      sum.total(ofColumn: one) == heap(3).total(ofColumn: one) + heap(4).total(ofColumn: one)
        + heap(5).total(ofColumn: one)
    )
  }

  @Test func aProfileLessItselfIsNothing() throws {
    let profile = try Fixtures.profile("formats/profiles/go1.27.3/heap.pb.gz")
    let difference = try ProfileMerging.difference(profile, base: profile, marksBase: false)
    #expect(difference.samples.count == 0)
  }

  @Test func aMarkedBaseStaysApart() throws {
    let difference = try ProfileMerging.difference(heap(5), base: heap(3), marksBase: true)
    #expect(difference.samples.count == 2)
    let report = try ReportedProfile(difference, kind: .top, settings: ProfileReportSettings())
    let column = try #require(heap(3).column(named: "inuse_space"))
    #expect(report.total == heap(3).total(ofColumn: column))
  }

  @Test func earliestTimeAndLongestPeriodHold() throws {
    var second = heap(2, at: 60)
    second.period = 1 << 20
    let sum = try ProfileMerging.merge([second, heap(1)])
    #expect(sum.timeNanos == heap(1).timeNanos)
    #expect(sum.period == 1 << 20)
  }

  @Test func profilesOfDifferentThingsAreRefused() throws {
    let goroutines = try Fixtures.profile("formats/profiles/go1.27.3/goroutine.pb.gz")
    #expect(throws: ProfileReportError.self) { try ProfileMerging.merge([heap(1), goroutines]) }
  }

  @Test func finerUnitOfBothIsTaken() throws {
    func profile(_ unit: String, _ value: Int64) -> Profile {
      var profile = Profile()
      profile.sampleTypes = [.init(type: profile.strings.intern("delay"), unit: profile.strings.intern(unit))]
      profile.samples = ProfileSamples(stacks: [profile.stacks.intern([])], labelSets: [0], values: [value])
      return profile
    }
    let sum = try ProfileMerging.merge([profile("milliseconds", 2), profile("microseconds", 5)])
    #expect(sum.strings[sum.sampleTypes[0].unit] == "microseconds")
    #expect(sum.total(ofColumn: 0) == 2005)
  }
}
