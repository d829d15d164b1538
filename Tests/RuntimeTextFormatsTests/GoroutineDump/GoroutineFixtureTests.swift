// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import RuntimeTextFormats
import TestSupport
import Testing

/// Texts of real Go programs, with the decoded form beside each; RECORD_SNAPSHOTS=1 writes it anew.
@Suite struct GoroutineFixtureTests {
  private static let files = (try? Fixtures.files(in: "formats/goroutines", withSuffix: ".txt")) ?? []
  static let profiles = files.filter { $0.contains("/debug1") || $0.contains("/leak1") }
  static let dumps = files.filter { !profiles.contains($0) }

  @Test func `there are fixtures of six versions`() {
    let versions = Set(Self.dumps.map { $0.split(separator: "/")[2] })
    #expect(versions.count == 6)
  }

  @Test(arguments: dumps)
  func `a dump decodes to the text beside it`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    let listing = try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).map(\.listing).joined(separator: "\n")
    try compare(listing, beside: path)
  }

  @Test(arguments: profiles)
  func `a profile decodes to the text beside it and holds the goroutines it states`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    let snapshot = try GoroutineProfileTextDecoder.decode(bytes.span.asRawBytes)
    try compare(snapshot.listing, beside: path)
    #expect(snapshot.form == (path.contains("/leak1") ? .leakProfile : .profile))
    #expect(snapshot.statedTotal == snapshot.count)
    #expect(snapshot.gaps.isEmpty)
    let records = String(decoding: bytes, as: UTF8.self).matches(of: /\n([0-9]+) @ 0x/).compactMap { Int($0.1) }
    #expect(snapshot.count == records.reduce(0, +))
  }

  private func compare(_ listing: String, beside path: String) throws {
    let expected = path.replacing(".txt", with: ".expected")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(listing.utf8).write(to: Fixtures.repository.appending(path: "Fixtures/\(expected)"))
    } else {
      let recorded = String(decoding: try Fixtures.bytes(expected), as: UTF8.self)
      #expect(listing == recorded)
    }
  }

  @Test(arguments: dumps)
  func `every header of a dump is one goroutine of the groups`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    let snapshots = try GoroutineDumpDecoder.decode(bytes.span.asRawBytes)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let headers = lines.filter { $0.wholeMatch(of: /goroutine [1-9][0-9]*( gp=.*)? \[.*\](.*)?:/) != nil }
    // GOTRACEBACK=crash lists what runs on other threads twice: once without and once with its stack.
    let ids = headers.map { $0.split(separator: " ")[1] }
    let expected = path.contains("quit-crash") ? Set(ids).count : ids.count
    #expect(snapshots.reduce(0) { $0 + $1.count } == expected)
    for snapshot in snapshots {
      #expect(snapshot.groups.allSatisfy { $0.ids.count == $0.count })
      #expect(snapshot.groups.reduce(0) { $0 + Set($1.ids.sorted()).count } == snapshot.count)
    }
  }
}
