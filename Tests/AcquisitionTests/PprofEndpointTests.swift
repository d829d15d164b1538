// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Acquisition

/// What comes of a fetch when the server behaves.
struct PprofEndpointTests {
  @Test func `many fetches share one connection and are counted`() async throws {
    try await ScriptedServer.run(script: { _ in [answer(body: "0123456789")] }) { server in
      let cost = try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
        for _ in 1...50 {
          let fetched = try await endpoint.fetch(.profile("heap"), query: "gc=1")
          #expect(fetched.bytes == Array("0123456789".utf8))
          #expect(fetched.source == "/debug/pprof/heap?gc=1")
          #expect(fetched.gap == nil)
        }
        return await endpoint.cost
      }
      #expect(server.log.connections == 1)
      #expect(server.log.requests.count == 50)
      #expect(cost == EndpointCost(requests: 50, bytes: 500))
    }
  }

  @Test func `requests of many tasks never overlap`() async throws {
    try await ScriptedServer.run(script: { _ in [.wait(.milliseconds(5)), answer(body: "x")] }) { server in
      try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
        try await withThrowingTaskGroup { group in
          for _ in 1...20 { group.addTask { _ = try await endpoint.fetch(.profile("heap")) } }
          try await group.waitForAll()
        }
      }
      #expect(server.log.mostInFlight == 1)
      #expect(server.log.connections == 1)
      #expect(server.log.requests.count == 20)
    }
  }

  @Test func `an end for all requests cuts the one that runs and refuses later ones`() async throws {
    let script: ScriptedServer.Script = { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), .wait(.seconds(60))]
    }
    try await ScriptedServer.run(script: script) { server in
      let clock = ContinuousClock.now
      let error = try await thrownError {
        try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
          await endpoint.end(by: .now + .seconds(1))
          let cut = try await endpoint.fetch(.profile("heap"))
          #expect(cut.bytes == Array("half".utf8))
          #expect(cut.gap == "cut at byte 4: the answer was not complete after 1 s")
          _ = try await endpoint.fetch(.profile("heap"))
        }
      }
      #expect(error?.code == .timedOut)
      #expect(error?.message == "the time for asking \(server.address) is over")
      #expect(server.log.requests.count == 1)
      #expect(ContinuousClock.now - clock < .seconds(30))
    }
  }

  @Test func `the index is found below a prefix, after a redirect`() async throws {
    let script: ScriptedServer.Script = { request in
      switch path(of: request) {
      case "/admin/debug/pprof/": [answer(type: "text/html", body: indexPage)]
      case "/admin/": [answer("302 Found", headers: "Location: debug/pprof/\r\n", body: "")]
      case "/admin/debug/vars": [answer(body: "{}")]
      default: [answer("404 Not Found", body: "404 page not found")]
      }
    }
    try await ScriptedServer.run(script: script) { server in
      for given in ["/admin", "/admin/debug/pprof/", "/admin/debug/pprof/heap?debug=1"] {
        try await PprofEndpoint.withEndpoint(TargetAddress(server.address + given)) { endpoint in
          let index = try await endpoint.discover()
          #expect(index.path == "/admin/debug/pprof/")
          #expect(index.profiles.count == 5)
          #expect(try await endpoint.fetch(.besideIndex("vars")).bytes == Array("{}".utf8))
        }
      }
    }
  }

  @Test func `a redirect moves the index`() async throws {
    let script: ScriptedServer.Script = { request in
      path(of: request) == "/internal/pprof/"
        ? [answer(type: "text/html", body: indexPage)]
        : [answer("301 Moved Permanently", headers: "Location: /internal/pprof/\r\n", body: "moved")]
    }
    try await ScriptedServer.run(script: script) { server in
      try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
        let index = try await endpoint.discover()
        #expect(index.path == "/internal/pprof/")
        #expect(await endpoint.indexPath == "/internal/pprof/")
      }
      #expect(server.log.connections == 1)
    }
  }

  @Test func `an endpoint without an index page is known by its symbol page`() async throws {
    let script: ScriptedServer.Script = { request in
      path(of: request) == "/debug/pprof/symbol"
        ? [answer(body: "num_symbols: 1\n")] : [answer("404 Not Found", body: "404 page not found")]
    }
    try await ScriptedServer.run(script: script) { server in
      try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
        let index = try await endpoint.discover()
        #expect(index.profiles.isEmpty && index.offers("heap") == nil)
      }
    }
  }

  @Test func `headers, token and credentials are sent with every request`() async throws {
    try await ScriptedServer.run(script: { _ in [answer(body: "x")] }) { server in
      var options = EndpointOptions()
      options.headers = try HeaderFile.parse("X-Team: seven", origin: "test")
      options.bearerToken = Secret("t0ken")
      try await PprofEndpoint.withEndpoint(TargetAddress(server.address), options: options) { endpoint in
        _ = try await endpoint.fetch(.profile("heap"))
        #expect(endpoint.cautions.isEmpty)
      }
      let request = try #require(server.log.requests.first)
      #expect(request.contains("X-Team: seven") && request.contains("Authorization: Bearer t0ken"))
      #expect(request.contains("Accept-Encoding: identity"))
    }
  }

  @Test func `a Unix socket works like a port`() async throws {
    let socket = FileManager.default.temporaryDirectory.appending(path: "stanch \(UInt32.random(in: 0...(.max))).sock")
      .path
    defer { _ = try? FileManager.default.removeItem(atPath: socket) }
    let script: ScriptedServer.Script = { _ in [answer(type: "text/html", body: indexPage)] }
    try await ScriptedServer.run(unixSocket: socket, script: script) { server in
      try await PprofEndpoint.withEndpoint(TargetAddress("unix:\(socket)")) { endpoint in
        let index = try await endpoint.discover()
        #expect(index.offers("goroutineleak") == true)
      }
      #expect(server.log.requests.first?.contains("Host: localhost") == true)
    }
  }

  @Test func `an idle connection that the server closed is replaced without a word`() async throws {
    let script: ScriptedServer.Script = { _ in [answer(body: "x"), .wait(.milliseconds(20)), .close] }
    try await ScriptedServer.run(script: script) { server in
      try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
        for _ in 1...3 {
          #expect(try await endpoint.fetch(.profile("heap")).gap == nil)
          try await Task.sleep(for: .milliseconds(20))
        }
      }
    }
  }

  @Test func `a body that a middleware compressed is undone`() async throws {
    // gzip of "hello\n".
    let gzip: [UInt8] = [
      0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xe7, 2, 0, 0x20, 0x30, 0x3a, 0x36, 6, 0, 0, 0,
    ]
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(gzip.count)\r\n\r\n"
    try await ScriptedServer.run(script: { _ in [.text(head), .send(gzip)] }) { server in
      try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
        let fetched = try await endpoint.fetch(.profile("heap"))
        #expect(fetched.bytes == Array("hello\n".utf8))
      }
    }
  }
}
