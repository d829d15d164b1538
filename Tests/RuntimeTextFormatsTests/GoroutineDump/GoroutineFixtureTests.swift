// SPDX-License-Identifier: Apache-2.0

import ByteDecoding
import Evidence
import Foundation
import RuntimeTextFormats
import TestSupport
import Testing

/// Texts of real Go programs, with the decoded form beside each; RECORD_SNAPSHOTS=1 writes it anew.
@Suite struct GoroutineFixtureTests {
  static let dumps = (try? Fixtures.files(in: "formats/goroutines", withSuffix: ".txt"))?.filter {
    !$0.hasSuffix("debug1.txt") && !$0.hasSuffix("leak1.txt")
  }

  @Test func `there are fixtures of six versions`() throws {
    let versions = Set(try #require(Self.dumps).map { $0.split(separator: "/")[2] })
    #expect(versions.count == 6)
  }

  @Test(arguments: dumps ?? [])
  func `a dump decodes to the text beside it`(path: String) throws {
    let bytes = try Fixtures.bytes(path)
    let listing = try GoroutineDumpDecoder.decode(bytes.span.asRawBytes).map(\.listing).joined(separator: "\n")
    let expected = path.replacing(".txt", with: ".expected")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try Data(listing.utf8).write(to: Fixtures.repository.appending(path: "Fixtures/\(expected)"))
    } else {
      #expect(try listing == String(decoding: Fixtures.bytes(expected), as: UTF8.self))
    }
  }

  @Test(arguments: dumps ?? [])
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
