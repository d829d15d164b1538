// SPDX-License-Identifier: Apache-2.0

import Evidence
import Foundation
import ProcessImages
import Testing

@testable import Acquisition

struct ProcessTargetTests {
  @Test func `only pid and a number names a process`() throws {
    #expect(try ProcessTarget("pid:4121")?.pid == 4121)
    #expect(try ProcessTarget("PID:7")?.displayName == "pid:7")
    #expect(try ProcessTarget(":6060") == nil)
    for text in ["pid:", "pid:x", "pid:-1", "pid:0", "pid:99999999999999999999"] {
      let error = #expect(throws: AcquisitionError.self) { try ProcessTarget(text) }
      #expect(error?.code == .badAddress)
    }
  }

  @Test func `a missing process and one that is not of Go get a sentence each`() async throws {
    let missing = try await thrownError { _ = try await ProcessTarget(pid: 1 << 29, proc: ProcFiles()).door() }
    #expect(missing?.message == "there is no process 536870912")
    let own = Int(ProcessInfo.processInfo.processIdentifier)
    let other = try await thrownError { _ = try await ProcessTarget(pid: own, proc: ProcFiles()).door() }
    #expect(other?.message.hasSuffix("is not a Go program, or one built with Go 1.17 or earlier") == true)
  }

  @Test func `addresses of a process's sockets are those to connect to`() {
    let tcp = """
       0: 0100007F:17AC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1
       1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 112 1
       2: 0A00000A:17AC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 113 1
       3: 0100007F:17AD 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 999 1
       4: 0100007F:17AE 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 114 1
      """
    let tcp6 = """
       0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0  1000 0 115 1
       1: 000080FE00000000FF005450B6AE95FE:0050 00000000000000000000000000000000:0000 0A 0:0 00:0 0  1000 0 116 1
      """
    let unix = """
      0000000000000000: 00000002 00000000 00010000 0001 01 117 /run/my shop.sock
      0000000000000000: 00000002 00000000 00010000 0001 01 118 @abstract
      """
    let found = ListeningSockets.addresses(
      held: Set(111...118),
      tcp: tcp,
      tcp6: tcp6,
      unix: unix,
      root: "/proc/7/root"
    )
    #expect(
      found == [
        .tcp(host: "127.0.0.1", port: 6060), .tcp(host: "127.0.0.1", port: 8080), .tcp(host: "10.0.0.10", port: 6060),
        .tcp(host: "fe80:0:0:0:5054:ff:fe95:aeb6", port: 80), .unixSocket(path: "/proc/7/root/run/my shop.sock"),
      ]
    )
  }
}

/// Whether a profile can come from a process.
struct ProcessIdentityTests {
  /// A profile with the executable mappings of this process, as Go's would list them.
  private func ownProfile() throws -> Profile {
    var profile = Profile()
    let maps = try #require(ProcFiles().text("self/maps"))
    for line in maps.split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
      guard fields.count == 6, fields[1].contains("x") else { continue }
      let range = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      profile.mappings.append(
        ProfileMapping(
          start: range[0],
          limit: range[1],
          offset: try #require(UInt64(fields[2], radix: 16)),
          file: profile.strings.intern(fields[5].trimmingCharacters(in: .whitespaces))
        )
      )
    }
    return profile
  }

  private func ownProcess() async throws -> LocalProcess {
    try #require(await LocalProcess.numbered(Int(ProcessInfo.processInfo.processIdentifier)))
  }

  @Test func `a process's own profile agrees`() async throws {
    let profile = try ownProfile()
    #expect(profile.mappings.count > 2)
    #expect(try await ownProcess().contradiction(to: profile) == nil)
  }

  @Test func `a profile of another process of the same program does not`() async throws {
    var profile = try ownProfile()
    // The kernel puts its page at a random place.
    let index = try #require(profile.mappings.firstIndex { profile.strings[$0.file] == "[vdso]" })
    profile.mappings[index].start &+= 0x1000
    let reason = try await ownProcess().contradiction(to: profile)
    #expect(reason?.contains("has [vdso] at another place in its memory: probably a tunnel, a proxy") == true)
  }

  @Test func `another build does not agree, where both tell it`() async throws {
    var process = try await ownProcess()
    var profile = try ownProfile()
    let index = try #require(profile.mappings.firstIndex { profile.strings[$0.file] == process.executablePath })
    process.gnuBuildID = "aa"
    #expect(process.contradiction(to: profile) == nil)
    profile.mappings[index].buildID = profile.strings.intern("bb")
    #expect(process.contradiction(to: profile)?.contains("is another build") == true)
    process.gnuBuildID = nil
    #expect(process.contradiction(to: profile) == nil)
  }

  @Test func `deleted files, mappings without a path and made-up ones say nothing`() {
    let maps = "00400000-00500000 r-xp 00001000 fe:00 1      /srv/my orders (deleted)\n"
    let claims: [ProcessMaps.Claim] = [
      .init(path: "/srv/my orders", start: 0x400000, offset: 0x1000), .init(path: "", start: 1, offset: 1),
      .init(path: "/proc/self/exe", start: 0, offset: 0),
    ]
    #expect(ProcessMaps.missing(claims, in: maps) == nil)
    let other = ProcessMaps.Claim(path: "/srv/other", start: 0x400000, offset: 0x1000)
    #expect(ProcessMaps.missing(claims + [other], in: maps) == other)
  }
}
