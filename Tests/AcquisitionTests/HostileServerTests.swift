// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Acquisition

/// What comes of a fetch when the server misbehaves: always one sentence, or the part that came with its gap.
struct HostileServerTests {
  /// Fetches `heap` from a server with a script.
  private func fetch(
    limit: Int? = nil,
    timeout: Duration = .seconds(5),
    script: @escaping ScriptedServer.Script
  ) async throws -> Fetched {
    try await ScriptedServer.run(script: script) { server in
      try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { endpoint in
        try await endpoint.fetch(.profile("heap"), limit: limit, timeout: timeout)
      }
    }
  }

  /// The error of looking for the index at a server with a script, its port replaced by PORT.
  private func refusal(script: @escaping ScriptedServer.Script) async throws -> (error: AcquisitionError, text: String)
  {
    try await ScriptedServer.run(script: script) { server in
      let error = try await thrownError {
        try await PprofEndpoint.withEndpoint(TargetAddress(server.address)) { _ = try await $0.discover() }
      }
      let found = try #require(error)
      return (found, found.description.replacing("\(server.port)", with: "PORT"))
    }
  }

  @Test func `nothing listens`() async throws {
    let port = try await ScriptedServer.run(script: { _ in [] }) { $0.port }
    for host in ["127.0.0.1", "localhost"] {
      let error = try await thrownError {
        try await PprofEndpoint.withEndpoint(TargetAddress("\(host):\(port)")) { _ = try await $0.discover() }
      }
      #expect(error?.code == .notListening)
      #expect(
        error?.description
          == "nothing listens on \(host):\(port) (connection refused); start the service, or check host and port"
      )
    }
  }

  @Test func `there is no socket`() async throws {
    let error = try await thrownError {
      try await PprofEndpoint.withEndpoint(TargetAddress("unix:/nonexistent.sock")) { _ = try await $0.discover() }
    }
    #expect(error?.message == "there is no socket at unix:/nonexistent.sock")
  }

  @Test func `a host name is not known`() async throws {
    let error = try await thrownError {
      try await PprofEndpoint.withEndpoint(TargetAddress("nowhere.invalid:80")) { _ = try await $0.discover() }
    }
    #expect(error?.code == .unknownHost)
  }

  @Test func `another web server is named by its title`() async throws {
    let page = "<!DOCTYPE html>\n<html><head><title>Welcome to\u{1b}[2J nginx!</title></head></html>"
    let (error, text) = try await refusal { _ in
      [answer(type: "text/html; x=y", headers: "Server: nginx/1.18\r\n", body: page)]
    }
    #expect(error.code == .notPprof)
    #expect(
      text.hasPrefix(
        "127.0.0.1:PORT does not serve pprof: /debug/pprof/ answered 200 text/html from nginx/1.18 \"Welcome to[2J nginx!\"; import"
      )
    )
  }

  @Test(arguments: [
    ("404 Not Found", "404 page not found", AcquisitionError.Code.notPprof, "404 text/plain \"404 page not found\""),
    ("401 Unauthorized", "", .unauthorized, "wants credentials (401), scheme Basic; give"),
    ("403 Forbidden", "no", .forbidden, "does not allow it (403): no; use"),
    ("500 Internal Server Error", "oops", .refused, "failed (500): oops; look"),
    ("503 Service Unavailable", "", .refused, "is not available now (503); check"),
    ("400 Bad Request", "Client sent an HTTP request to an HTTPS server.", .notHTTP, "wants TLS; write https://"),
  ])
  func `a status is told with what the server said`(
    _ status: String,
    _ body: String,
    _ code: AcquisitionError.Code,
    _ words: String
  ) async throws {
    let (error, text) = try await refusal { _ in
      [answer(status, headers: "WWW-Authenticate: Basic realm=\"x\"\r\n", body: body)]
    }
    #expect(error.code == code)
    #expect(text.contains(words), "\(text)")
  }

  @Test func `the server's WriteTimeout is explained`() async throws {
    let error = try await thrownError {
      _ = try await fetch { _ in
        [
          answer(
            "400 Bad Request",
            headers: "X-Go-Pprof: 1\r\n",
            body: "profile duration exceeds server's WriteTimeout\n"
          )
        ]
      }
    }
    #expect(error?.status == 400)
    #expect(error?.remedy.hasPrefix("ask for fewer seconds than the WriteTimeout") == true)
  }

  @Test func `a redirect to another host is not followed`() async throws {
    try await ScriptedServer.run(script: { _ in [answer(body: "secrets")] }) { other in
      let elsewhere = "http://127.0.0.1:\(other.port)/login"
      let (error, text) = try await refusal { _ in
        [answer("302 Found", headers: "Location: \(elsewhere)\r\n", body: "")]
      }
      #expect(error.code == .redirectedElsewhere)
      #expect(text.contains("redirects to http://127.0.0.1:\(other.port), which is not followed"))
      #expect(other.log.connections == 0)
    }
  }

  @Test func `redirects in circles end`() async throws {
    let (error, _) = try await refusal { _ in [answer("302 Found", headers: "Location: /debug/pprof/\r\n", body: "")] }
    #expect(error.message.hasSuffix("redirects in circles"))
  }

  @Test func `a dripping answer is cut at the deadline and kept`() async throws {
    let drip = Array(repeating: [ScriptedServer.Step.text("x"), .wait(.milliseconds(100))], count: 100).flatMap(\.self)
    let clock = ContinuousClock.now
    let fetched = try await fetch(timeout: .milliseconds(1_500)) { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")] + drip
    }
    #expect(ContinuousClock.now - clock < .seconds(30))
    #expect((1..<80).contains(fetched.bytes.count))
    #expect(fetched.gap == "cut at byte \(fetched.bytes.count): the answer was not complete after 1.5 s")
  }

  @Test(arguments: [[], [ScriptedServer.Step.text("HTTP/1.1 200 OK\r\nContent-")]])
  func `a server that never finishes its head times out`(_ steps: [ScriptedServer.Step]) async throws {
    let error = try await thrownError {
      _ = try await fetch(timeout: .milliseconds(200)) { _ in steps + [.wait(.seconds(3))] }
    }
    #expect(error?.code == .timedOut)
    #expect(error?.message.hasSuffix("did not answer within 200 ms") == true)
  }

  @Test func `a connection that ends in the middle leaves a part with its gap`() async throws {
    let fetched = try await fetch { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"), .wait(.seconds(1)), .close]
    }
    expectPart(fetched, of: "half")
  }

  @Test func `a reset in the middle leaves a part with its gap`() async throws {
    let fetched = try await fetch { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"), .wait(.seconds(1)), .reset]
    }
    expectPart(fetched, of: "half")
  }

  @Test(arguments: ["", "zzz\r\nmore\r\n", "9\r\n"])
  func `a cut or broken chunked body leaves a part with its gap`(_ rest: String) async throws {
    let fetched = try await fetch { _ in
      [
        .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), .wait(.seconds(1)),
        .text(rest), .wait(.milliseconds(20)), .close,
      ]
    }
    expectPart(fetched, of: "hello")
  }

  /// Checks that what is kept is a part of what was sent, and that the gap says how much it is.
  ///
  /// All of it as a rule; a client that gets no processor loses what it was not handed before the connection broke.
  private func expectPart(_ fetched: Fetched, of sent: String) {
    #expect(Array(sent.utf8).starts(with: fetched.bytes))
    #expect(fetched.gap?.hasPrefix("cut at byte \(fetched.bytes.count)") == true, "\(fetched.gap ?? "no gap")")
  }

  @Test func `a huge answer stops at the limit`() async throws {
    let chunk = ScriptedServer.Step.send(Array(repeating: 0x61, count: 1 << 20))
    let fetched = try await fetch(limit: 100_000) { _ in
      [.text("HTTP/1.1 200 OK\r\n\r\n")] + Array(repeating: chunk, count: 64) + [.close]
    }
    #expect(fetched.bytes.count == 100_000)
    #expect(fetched.gap == "cut at byte 100000: that is the limit of size")
  }

  @Test func `all answers together have a limit`() async throws {
    try await ScriptedServer.run(script: { _ in [answer(body: "0123456789")] }) { server in
      var options = EndpointOptions()
      options.totalSizeLimit = 15
      let error = try await thrownError {
        try await PprofEndpoint.withEndpoint(TargetAddress(server.address), options: options) { endpoint in
          #expect(try await endpoint.fetch(.profile("heap")).gap == nil)
          let second = try await endpoint.fetch(.profile("heap"))
          #expect(second.bytes.count == 5)
          #expect(second.gap == "cut at byte 5: the limit for all answers together is used up")
          _ = try await endpoint.fetch(.profile("heap"))
        }
      }
      #expect(error?.code == .sizeLimit)
    }
  }

  @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{0}\u{12}\u{4}\u{0}\u{0}\u{0}\u{0}\u{0}", "220 mail ESMTP\r\n"])
  func `something that is not HTTP is said to be so`(_ greeting: String) async throws {
    let (error, text) = try await refusal { _ in [.text(greeting), .wait(.milliseconds(20)), .close] }
    #expect(error.code == .notHTTP, "\(text)")
    #expect(text.contains("answers, but not in HTTP/1.1"))
  }

  @Test func `a connection closed without an answer is told as such`() async throws {
    let (error, _) = try await refusal { _ in [.close] }
    #expect(error.code == .connectionLost)
  }

  @Test func `an unknown content coding is refused`() async throws {
    let error = try await thrownError {
      _ = try await fetch { _ in [answer(headers: "Content-Encoding: br\r\n", body: "x")] }
    }
    #expect(error?.code == .unknownEncoding)
  }

  @Test func `cancelling aborts a request at once and the endpoint still shuts down`() async throws {
    try await ScriptedServer.run(script: { _ in [.wait(.seconds(20))] }) { server in
      let address = try TargetAddress(server.address)
      let task = Task {
        try await PprofEndpoint.withEndpoint(address) { endpoint in
          try await withThrowingTaskGroup { group in
            // The second waits for its turn: a waiter must go at once too.
            for _ in 1...2 { group.addTask { _ = try await endpoint.fetch(.profile("heap")) } }
            try await group.waitForAll()
          }
        }
      }
      while server.log.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      let clock = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(ContinuousClock.now - clock < .seconds(30))
      #expect(server.log.requests.count == 1)
    }
  }

  @Test func `closing does not wait for what cannot be called off`() async throws {
    let clock = ContinuousClock.now
    let task = Task {
      await wait(atMost: .milliseconds(50)) { do { try await Task.sleep(for: .seconds(20)) } catch {} }
    }
    task.cancel()
    await task.value
    #expect(ContinuousClock.now - clock < .seconds(10))
  }
}
