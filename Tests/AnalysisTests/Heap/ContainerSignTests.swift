// SPDX-License-Identifier: Apache-2.0

import Analysis
import Evidence
import TestSupport
import Testing

/// On profiles of a program that fills one container of every kind (Scripts/record-heap-fixtures).
@Suite struct ContainerSignTests {
  /// All signs at the lines of one function.
  private func signs(_ function: String, version: String) throws -> Set<ContainerSign> {
    let profile = try Fixtures.profile("formats/holders/go\(version).pb.gz")
    let ownership = CodeOwnership(frames: profile.codeFrames)
    let observation = HeapObservation(profile: profile, at: 0, round: 1, source: "", isAfterCollection: true)
    let history = HeapHistory(observations: [observation], ownership: ownership, limit: 10_000)
    let sites = history.sites.filter { $0.siteFrame?.function == "main.\(function)" }
    #expect(!sites.isEmpty, "\(function)")
    return Set(sites.flatMap(\.signs))
  }

  private static let shown: [(String, ContainerSign)] = [
    ("growBuffer", .bytesBuffer), ("growBuilder", .stringsBuilder), ("makeWriter", .bufio), ("fillSyncMap", .syncMap),
    ("fillList", .list), ("startTimers", .timer), ("startTimers", .ticker), ("deriveContexts", .context),
    ("openFiles", .file), ("decode", .jsonDecoding), ("readAll", .readAll),

  ]

  @Test(arguments: ["1.22.10", "1.24.11", "1.27.3"], shown)
  func `what goes through a library shows itself`(version: String, expected: (String, ContainerSign)) throws {
    #expect(try signs(expected.0, version: version).contains(expected.1))
  }

  @Test(arguments: ["1.22.10", "1.24.11", "1.27.3"])
  func `what the language does by itself shows nothing`(version: String) throws {
    for function in ["fillMapOfInts", "appendNumbers", "makeSlice", "sendBuffers", "setFinalizers", "closures", "box"] {
      #expect(try signs(function, version: version).isEmpty, "\(function)")
    }
  }

  @Test(arguments: ["1.22.10", "1.24.11", "1.27.3"])
  func `a slice that grew by append is a ladder of sizes`(version: String) throws {
    let profile = try Fixtures.profile("formats/holders/go\(version).pb.gz")
    let ownership = CodeOwnership(frames: profile.codeFrames)
    let observation = HeapObservation(profile: profile, at: 0, round: 1, source: "", isAfterCollection: true)
    let history = HeapHistory(observations: [observation], ownership: ownership, limit: 10_000)
    let site = try #require(history.sites.first { $0.siteFrame?.function == "main.appendNumbers" })
    let ladder = try #require(site.ladder)
    #expect(ladder.currentSize >= 800_000)
    #expect(ladder.count == 1)
    #expect(ladder.sizes.count > 10)
  }
}
