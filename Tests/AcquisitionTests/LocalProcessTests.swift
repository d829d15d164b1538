// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Acquisition

struct LocalProcessTests {
  private static let tcp = """
      sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
       0: 0100007F:17AC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0
       1: 00000000:17AC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 222 1 0 100 0 0 10 0
       2: 0100007F:17AC 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 100 0 0 10 0
       3: 0A00000A:17AC 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 444 1 0 100 0 0 10 0
    """
  private static let tcp6 = """
       0: 00000000000000000000000000000000:17AC 00000000000000000000000000000000:0000 0A 0:0 00:0 0  1000 0 555 1
       1: 00000000000000000000000001000000:17AC 00000000000000000000000000000000:0000 0A 0:0 00:0 0  1000 0 666 1
       2: 0000000000000000FFFF00000100007F:17AC 00000000000000000000000000000000:0000 0A 0:0 00:0 0  1000 0 777 1
    """

  @Test(arguments: [
    ("127.0.0.1", ["111", "777", "222", "555"]),
    ("127.0.0.2", ["222", "555"]),
    ("localhost", ["111", "666", "777", "222", "555"]),
    ("::1", ["666", "555"]),
  ])
  func `listening sockets are found by host and port, exact ones first`(_ host: String, _ inodes: [String]) {
    #expect(ListeningSockets.tcp(host: host, port: 6060, tcp: Self.tcp, tcp6: Self.tcp6) == inodes)
    #expect(ListeningSockets.tcp(host: host, port: 6061, tcp: Self.tcp, tcp6: Self.tcp6).isEmpty)
  }

  @Test func `listening Unix sockets are found by path`() {
    let table = """
      Num       RefCount Protocol Flags    Type St Inode Path
      0000000000000000: 00000002 00000000 00010000 0001 01 4711 /run/my shop.sock
      0000000000000000: 00000003 00000000 00000000 0001 03 4712 /run/my shop.sock
      0000000000000000: 00000002 00000000 00010000 0001 01 4713
      """
    #expect(ListeningSockets.unix(path: "/run/my shop.sock", table: table) == ["4711"])
  }

  @Test func `a table that the kernel hands out in pieces is read to its end`() throws {
    // One read gives at most a page of it.
    #expect(try #require(ProcFiles().text("self/smaps")).utf8.count > 8192)
  }

  private static var ownCommandLine: [UInt8] {
    let bytes = ProcFiles().bytes("self/cmdline") ?? []
    return Array(bytes.last == 0 ? bytes.dropLast() : bytes[...])
  }

  @Test func `a process is claimed when its command line is the endpoint's`() async throws {
    try await ScriptedServer.run(script: { _ in [] }) { server in
      let answer = await LocalProcess.behind(try TargetAddress(server.address), commandLine: Self.ownCommandLine)
      guard case .found(let process) = answer else {
        Issue.record("not found: \(answer)")
        return
      }
      #expect(process.pid == Int(ProcessInfo.processInfo.processIdentifier))
      #expect(process.executablePath?.isEmpty == false)
      #expect((process.uptimeSeconds ?? -1) >= 0)
      #expect(process.goVersion == nil && process.gaps.contains { $0.contains("no build information of Go") })
    }
  }

  @Test func `a tunnel is named and not claimed`() async throws {
    try await ScriptedServer.run(script: { _ in [] }) { server in
      let answer = await LocalProcess.behind(try TargetAddress(server.address), commandLine: Array("/srv/shop".utf8))
      guard case .unknown(let reason) = answer else {
        Issue.record("claimed")
        return
      }
      #expect(reason.contains("(process \(ProcessInfo.processInfo.processIdentifier)) listens at 127.0.0.1"))
      #expect(reason.hasSuffix("probably a tunnel or a proxy"))
    }
  }

  @Test func `other machines and closed ports are told apart`() async throws {
    let port = try await ScriptedServer.run(script: { _ in [] }) { $0.port }
    for (address, reason) in [
      ("10.0.0.1:80", "10.0.0.1:80 is not on this machine"),
      ("127.0.0.1:\(port)", "no process of this machine (or container) listens at 127.0.0.1:\(port)"),
      ("unix:/nonexistent", "no process of this machine (or container) listens at unix:/nonexistent"),
    ] {
      guard case .unknown(let found) = await LocalProcess.behind(try TargetAddress(address), commandLine: [97]) else {
        Issue.record("claimed")
        continue
      }
      #expect(found == reason)
    }
  }
}
