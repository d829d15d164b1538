// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

extension TargetAddress {
  /// Reads what a user typed.
  ///
  /// Forms: `:6060`, `6060`, `host:6060`, `[::1]:6060`, each with an optional `/prefix`; `http://` or `https://` with an
  /// optional `user:password@`; `unix:/path.sock` with an optional `:/prefix`. A trailing `/debug/pprof/` may be there or
  /// not; a query is ignored, so that an address copied from a browser works.
  package init(_ text: String) throws(AcquisitionError) {
    let text = text.trimmed
    guard !text.isEmpty else { throw Self.malformed(text, "is empty") }
    guard
      text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F }) || text.hasPrefix("unix:")
    else { throw Self.malformed(text, "holds spaces or characters outside ASCII") }

    let lowercased = text.lowercased()
    if lowercased.hasPrefix("pid:") {
      throw AcquisitionError(
        .badAddress,
        "\(printable(text, limit: 40)) is a process and no address",
        remedy: "give the address of its pprof endpoint, for example :6060"
      )
    }
    if lowercased.hasPrefix("unix:") {
      self = try Self.unixSocket(String(text.dropFirst(5)), text: text)
    } else if lowercased.hasPrefix("http://") {
      self = try Self.tcp(text.dropFirst(7), scheme: .http, defaultPort: 80, text: text)
    } else if lowercased.hasPrefix("https://") {
      self = try Self.tcp(text.dropFirst(8), scheme: .https, defaultPort: 443, text: text)
    } else if text.contains("://") {
      throw Self.malformed(text, "has a scheme other than http and https")
    } else {
      self = try Self.tcp(text[...], scheme: .http, defaultPort: nil, text: text)
    }
  }

  /// Whether an argument of the command line reads as an address rather than as the name of a file.
  ///
  /// Judges the text alone. `name:123` could still be a file: a caller that finds a file of exactly that name should take
  /// the file.
  package static func looksLikeAddress(_ argument: String) -> Bool {
    let lowercased = argument.lowercased()
    if ["http://", "https://", "unix:", "pid:"].contains(where: lowercased.hasPrefix) { return true }
    if let scheme = argument.firstRange(of: "://") {
      return argument[..<scheme.lowerBound].allSatisfy { $0.isASCII && ($0.isLetter || $0 == "+") }
    }
    let authority = argument.prefix { $0 != "/" && $0 != "?" }
    if authority.allSatisfy({ $0.isASCII && $0.isNumber }) { return (1...5).contains(authority.count) }
    guard let colon = authority.lastIndex(of: ":") else { return false }
    let port = authority[authority.index(after: colon)...]
    let host = authority[..<colon]
    return (1...5).contains(port.count) && port.allSatisfy { $0.isASCII && $0.isNumber } && isHost(host)
  }

  // MARK: Parts

  private static func unixSocket(_ rest: String, text: String) throws(AcquisitionError) -> TargetAddress {
    var path = rest.hasPrefix("//") ? String(rest.dropFirst(2)) : rest
    var prefix = ""
    // `unix:/path.sock:/prefix`: the last ":/" parts them, because a socket's own path hardly holds one.
    if let separator = path.ranges(of: ":/").last, separator.lowerBound > path.startIndex {
      prefix = try cleanPath(path[path.index(after: separator.lowerBound)...], text: text)
      path = String(path[..<separator.lowerBound])
    }
    guard !path.isEmpty, !path.utf8.contains(0) else { throw malformed(text, "names no socket") }
    guard path.utf8.count <= 107 else {
      throw malformed(text, "has a socket path of \(path.utf8.count) bytes where the system allows 107")
    }
    return TargetAddress(scheme: .http, transport: .unixSocket(path: path), prefix: prefix)
  }

  private static func tcp(
    _ rest: Substring,
    scheme: Scheme,
    defaultPort: Int?,
    text: String
  ) throws(AcquisitionError) -> TargetAddress {
    var authority = rest.prefix { !"/?#".contains($0) }
    let prefix = try cleanPath(rest[authority.endIndex...], text: text)
    var credentials: Secret?
    if let at = authority.lastIndex(of: "@") {
      let user = authority[..<at]
      // Percent-escapes are how a password with special characters stands in an URL.
      let decoded = user.percentDecoded
      credentials = Secret(
        "Basic " + Data((decoded.contains(":") ? decoded : decoded + ":").utf8).base64EncodedString()
      )
      authority = authority[authority.index(after: at)...]
    }
    var host = authority
    var portText: Substring?
    if authority.hasPrefix("["), let end = authority.lastIndex(of: "]") {
      host = authority[authority.index(after: authority.startIndex)..<end]
      let after = authority[authority.index(after: end)...]
      guard after.isEmpty || after.hasPrefix(":") else { throw malformed(text, "has text after the bracket") }
      portText = after.isEmpty ? nil : after.dropFirst()
    } else if let colon = authority.lastIndex(of: ":") {
      host = authority[..<colon]
      portText = authority[authority.index(after: colon)...]
      guard !host.contains(":") else { throw malformed(text, "has an IPv6 address without brackets") }
    } else if defaultPort == nil, !authority.isEmpty, authority.allSatisfy({ $0.isASCII && $0.isNumber }) {
      host = ""
      portText = authority
    }
    if host.isEmpty, defaultPort == nil { host = "localhost" }
    guard isHost(host), !host.isEmpty else { throw malformed(text, "has no valid host name") }
    guard let port = portText.map({ Int($0) ?? 0 }) ?? defaultPort else { throw malformed(text, "has no port") }
    guard (1...65535).contains(port) else { throw malformed(text, "has no port between 1 and 65535") }
    return TargetAddress(
      scheme: scheme,
      transport: .tcp(host: String(host), port: port),
      prefix: prefix,
      credentials: credentials
    )
  }

  /// Whether the text can be a host: letters, digits, `-._`, or an IPv6 address with its zone; empty means this machine.
  private static func isHost(_ text: Substring) -> Bool {
    let host = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text
    return host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:%".contains($0)) }
      && (!host.contains("%") || host.contains(":"))
      && (!host.contains(":") || host.prefix { $0 != "%" }.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." })
  }

  /// The path without query, fragment, doubled slashes and the slash at its end; characters outside ASCII are escaped.
  private static func cleanPath(_ text: Substring, text whole: String) throws(AcquisitionError) -> String {
    let path = text.prefix { !"?#".contains($0) }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard !parts.contains("..") else { throw malformed(whole, "has `..` in its path") }
    // What is escaped already stays so.
    return parts.map { "/" + $0.percentEncoded(keeping: "%!$&'()*+,;=:@") }.joined()
  }

  private static func malformed(_ text: String, _ why: String) -> AcquisitionError {
    // What stands before an @ is a password, also in a malformed address.
    let shown = text.lastIndex(of: "@").map { "...@" + text[text.index(after: $0)...] } ?? text
    return AcquisitionError(
      .badAddress,
      "the address \"\(printable(shown, limit: 100))\" \(why)",
      remedy: "write :6060, host:6060, http(s)://host:port/prefix or unix:/path.sock"
    )
  }
}
