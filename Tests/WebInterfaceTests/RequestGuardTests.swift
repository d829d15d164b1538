// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import WebInterface

@Suite struct RequestGuardTests {
  private let door = RequestGuard(token: "0123456789abcdef", port: 4040)

  private func status(_ target: String, method: String = "GET", host: String? = "127.0.0.1:4040", origin: String? = nil)
    -> Int
  {
    switch door.check(method: method, target: target, host: host, origin: origin) {
    case .success: 200
    case .failure(let refusal): refusal.status
    }
  }

  @Test(arguments: ["127.0.0.1:4040", "localhost:4040", "LocalHost:4040", "[::1]:4040"])
  func `this machine's own names are let in`(host: String) {
    #expect(status("/0123456789abcdef/", host: host) == 200)
  }

  @Test(arguments: [
    nil, "", "evil.example:4040", "127.0.0.1", "127.0.0.1:4041", "127.0.0.1.evil.example:4040", "0.0.0.0:4040",
  ])
  func `every other host is refused, also with the token`(host: String?) {
    #expect(status("/0123456789abcdef/", host: host) == 421)
  }

  @Test(arguments: [
    "/", "", "/0123456789abcdeX/", "/0123456789abcdef0/", "/0123456789abcde/", "/flame", "/../0123456789abcdef/",
    "/%30123456789abcdef/",
    "/0123456789abcdef", "/?0123456789abcdef",
  ])
  func `without the token there is nothing`(target: String) { #expect(status(target) == 404) }

  @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT", ""])
  func `nothing can be changed`(method: String) {
    #expect(status("/0123456789abcdef/flame", method: method) == 405)
  }

  @Test(arguments: [
    ("http://127.0.0.1:4040", 200), ("http://evil.example", 403), ("null", 403), ("https://127.0.0.1:4040", 403),
  ])
  func `other pages may not ask`(origin: String, expected: Int) {
    #expect(status("/0123456789abcdef/flame", origin: origin) == expected)
  }

  @Test func `path and parameters are decoded`() throws {
    let request = try door.check(
      method: "GET",
      target: "/0123456789abcdef/flame?z=a%0Ab%2Fc&f=main.%28*T%29+x&z=last&broken=%zz%4&empty",
      host: "localhost:4040",
      origin: nil
    ).get()
    #expect(request.path == ["flame"])
    #expect(request.query == ["z": "last", "f": "main.(*T) x", "broken": "%zz%4", "empty": ""])
  }

  @Test func `a token is 128 bits and new each time`() {
    let tokens = (0..<100).map { _ in LoopbackServer.Token().text }
    #expect(Set(tokens).count == 100 && tokens.allSatisfy { $0.utf8.count == 32 })
  }
}
