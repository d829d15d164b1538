// SPDX-License-Identifier: Apache-2.0

/// Lets in what the user's own browser asks, and nothing else.
///
/// A page on the loopback can be asked by every program of the machine and by every web page that the user has open. The token
/// in the path, 128 random bits, is known only to whom the address was given. The `Host` must be the loopback's own: a name
/// of the attacker's that resolves to 127.0.0.1 (DNS rebinding) would make their page and this one of one origin.
package struct RequestGuard: Hashable, Sendable {
  private let token: String
  private let port: Int

  package init(token: String, port: Int) {
    self.token = token
    self.port = port
  }

  /// The request, or the answer to one that is not let in.
  ///
  /// - Parameters:
  ///   - target: path and query as they stand in the request's first line.
  ///   - host: the value of `Host`, or nil.
  ///   - origin: the value of `Origin`, or nil.
  package func check(
    method: String,
    target: String,
    host: String?,
    origin: String?
  ) -> Result<PageRequest, Refusal> {
    let hosts = ["127.0.0.1", "localhost", "[::1]"].flatMap { port == 80 ? [$0, "\($0):80"] : ["\($0):\(port)"] }
    guard let host, hosts.contains(host.lowercased()) else {
      return .failure(Refusal(421, "this page is shown to this machine alone, under its own address"))
    }
    if let origin, !hosts.contains(where: { origin.lowercased() == "http://\($0)" }) {
      return .failure(Refusal(403, "another page may not ask for this"))
    }
    guard method == "GET" || method == "HEAD" else { return .failure(Refusal(405, "nothing can be changed here")) }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "/", omittingEmptySubsequences: true)
    guard target.utf8.count <= 65_536, let first = path.first, Self.areEqual(first.utf8, token.utf8) else {
      return .failure(Refusal(404, "there is nothing here: the address ends with a token, which `stanch` prints"))
    }
    // Without the slash at its end the page would ask beside itself.
    guard path.count > 1 || parts[0].hasSuffix("/") else {
      return .failure(Refusal(404, "the address ends with a slash"))
    }
    let query = parts.count > 1 ? Self.parameters(parts[1]) : [:]
    return .success(PageRequest(path: path.dropFirst().map { Self.decoded($0) }, query: query))
  }

  /// Why a request is not let in.
  package struct Refusal: Error, Hashable, Sendable {
    package let status: Int
    package let sentence: String

    init(_ status: Int, _ sentence: String) {
      self.status = status
      self.sentence = sentence
    }
  }

  /// Compares in a time that does not tell how much is equal.
  private static func areEqual(_ a: Substring.UTF8View, _ b: String.UTF8View) -> Bool {
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func parameters(_ text: Substring) -> [String: String] {
    var result: [String: String] = [:]
    for pair in text.split(separator: "&").prefix(100) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      result[decoded(parts[0])] = parts.count > 1 ? decoded(parts[1]) : ""
    }
    return result
  }

  /// Percent-decoding; what is no escape stays as it is.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    let source = Array(text.utf8)
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "%"), index + 2 < source.count,
        let value = UInt8(String(decoding: source[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        index += 3
        continue
      }
      bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
