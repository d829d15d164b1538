// SPDX-License-Identifier: Apache-2.0

/// Where a pprof endpoint is reached: a host and port or a Unix socket, and the path given with it.
///
/// Made from what a user types (`TargetAddress+Parsing.swift` has the forms). Credentials of the address become a header
/// and appear in no printed form.
package struct TargetAddress: Hashable, Sendable {
  package enum Scheme: String, Hashable, Sendable {
    case http
    case https
  }

  package enum Transport: Hashable, Sendable {
    /// An IPv6 address stands without brackets.
    case tcp(host: String, port: Int)
    case unixSocket(path: String)
  }

  package var scheme: Scheme
  package var transport: Transport
  /// The path given with the address: empty, or with a slash at the start and none at the end.
  package var prefix: String
  /// Value of the `Authorization` header made from `user:password@`.
  package var credentials: Secret?

  package init(scheme: Scheme, transport: Transport, prefix: String = "", credentials: Secret? = nil) {
    self.scheme = scheme
    self.transport = transport
    self.prefix = prefix
    self.credentials = credentials
  }

  /// The address as a reader knows it, safe to print and to store.
  package var displayName: String {
    switch transport {
    case .unixSocket(let path): "unix:\(printable(path, limit: 200))" + (prefix.isEmpty ? "" : ":\(prefix)")
    case .tcp: (scheme == .https ? "https://" : "") + authority + prefix
    }
  }

  /// Host and port as they stand in an URL.
  var authority: String {
    switch transport {
    case .tcp(let host, let port): (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    case .unixSocket: "localhost"
    }
  }

  /// The `Host` header, as browsers write it: without the scheme's own port.
  var hostHeader: String {
    switch (transport, scheme) {
    case (.tcp(_, 80), .http), (.tcp(_, 443), .https):
      String(authority[..<(authority.lastIndex(of: ":") ?? authority.endIndex)])
    default: authority
    }
  }

  /// Whether the address leads to this machine and nowhere else.
  package var isLocal: Bool {
    switch transport {
    case .unixSocket: true
    case .tcp(let host, _):
      host.lowercased() == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "0:0:0:0:0:0:0:1"
    }
  }

  /// The URL that the HTTP client understands for a path with its query.
  func url(path: String) -> String {
    switch transport {
    case .tcp: return "\(scheme.rawValue)://\(authority)\(path)"
    case .unixSocket(let socket):
      // The host part of such an URL is the path of the socket, percent-encoded.
      return "http+unix://\(socket.percentEncoded())\(path)"
    }
  }

  /// Paths where the index of the profiles may be, in the order to try them.
  ///
  /// The given path comes first when it names pprof itself; `/debug/pprof/` of the root comes last, for an address that
  /// points to another page of the service.
  var indexCandidates: [String] {
    if prefix.isEmpty { return ["/debug/pprof/"] }
    if let range = prefix.ranges(of: "/pprof").last,
      range.upperBound == prefix.endIndex || prefix[range.upperBound] == "/"
    {
      let index = String(prefix[..<range.upperBound]) + "/"
      return index == "/debug/pprof/" ? [index] : [index, "/debug/pprof/"]
    }
    return ["\(prefix)/debug/pprof/", "\(prefix)/", "/debug/pprof/"]
  }
}

extension TargetAddress: CustomStringConvertible {
  package var description: String { displayName }
}
