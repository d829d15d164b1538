// SPDX-License-Identifier: Apache-2.0

import NIOHTTP1

/// An answer with the request it belongs to; what is no evidence in it becomes a sentence that says what answered.
struct Answer {
  var address: TargetAddress
  /// Path and query of the request.
  var source: String
  var exchange: Exchange
  /// How long the request was allowed to take.
  var timeout: Duration

  /// The error for a status other than 200.
  func statusError() -> AcquisitionError {
    let status = Int(exchange.status.code)
    let place = "\(address.displayName) (\(printable(source, limit: 120)))"
    let said = detail.map { ": \($0)" } ?? ""
    let (code, message, remedy): (AcquisitionError.Code, String, String) =
      switch status {
      case 401:
        (
          .unauthorized, "\(place) wants credentials (401)\(challenge)",
          "give --token-file, --header-file or user:password@ in the address"
        )
      case 403:
        (
          .forbidden, "\(place) does not allow it (403)\(said)",
          "use credentials that may read /debug/pprof, or an address inside the network"
        )
      case 404: (.notFound, "\(place) does not exist (404)\(said)", "check the path, or the version of Go")
      case 405:
        (.refused, "\(place) does not answer to GET (405)\(said)", "allow GET on the pprof routes")
      case 400 where speaksTLS:
        (.notHTTP, "\(place) wants TLS", "write https:// before the address")
      case _ where (detail ?? "").contains("WriteTimeout"):
        (
          .refused, "\(place) cannot be measured that long\(said)",
          "ask for fewer seconds than the WriteTimeout of the service's http.Server, or raise that"
        )
      case 408, 504:
        (.timedOut, "\(place) gave up waiting (\(status))\(said)", "ask for less, or raise the time limit of the proxy")
      case 429: (.refused, "\(place) refuses so many requests (429)\(said)", "wait, or raise the limit for this client")
      case 502, 503:
        (
          .refused, "\(place) is not available now (\(status))\(said)",
          "check that the service behind the proxy is running"
        )
      case 500...:
        (.refused, "\(place) failed (\(status))\(said)", "look into the log of the service")
      default:
        (.refused, "\(place) answered \(status)\(said)", "check that the address is the pprof endpoint")
      }
    return AcquisitionError(code, message, remedy: remedy, status: status)
  }

  /// The error for a page of which too little came to know it; nil for one that is whole.
  func cutError() -> AcquisitionError? {
    let place = "\(address.displayName) (\(printable(source, limit: 120)))"
    switch exchange.ending {
    case .complete: return nil
    case .deadlinePassed:
      return AcquisitionError(
        .timedOut,
        "\(place) sent only \(exchange.body.count) bytes within \(timeout.inWords)",
        remedy: "check the network and whether the service has processor time left"
      )
    case .limitReached:
      return AcquisitionError(
        .notPprof,
        "\(place) sends more than \(exchange.body.count) bytes, and no pprof index is that long",
        remedy: "check that the address is the pprof endpoint"
      )
    case .broken:
      return AcquisitionError(
        .connectionLost,
        "\(place) broke off after \(exchange.body.count) bytes",
        remedy: "check the network, and the log of the service"
      )
    }
  }

  /// What answered, in words: `200 text/html from nginx/1.18.0 "Welcome to nginx!"`.
  var summary: String {
    var parts = ["\(exchange.status.code)"]
    if let type = exchange.headers.first(name: "content-type")?.prefix(while: { $0 != ";" }) {
      parts.append(printable(type, limit: 40))
    }
    if let server = exchange.headers.first(name: "server") { parts.append("from \(printable(server, limit: 40))") }
    if let detail { parts.append("\"\(detail)\"") }
    return parts.joined(separator: " ")
  }

  /// The page's title, or its first line; nil for an empty or binary body.
  private var detail: String? {
    let start = exchange.body.prefix(4096)
    guard !start.contains(0) else { return nil }
    let text = String(decoding: start, as: UTF8.self)
    let lowercased = text.lowercased()
    if let open = lowercased.firstRange(of: "<title>"),
      let close = lowercased[open.upperBound...].firstRange(of: "</title>")
    {
      // Lowercasing may change the length of exotic letters; then the title itself is taken in lower case.
      let source = lowercased.utf8.count == text.utf8.count ? text : lowercased
      let title = source.utf8.prefix(lowercased.utf8.distance(from: lowercased.startIndex, to: close.lowerBound))
        .dropFirst(lowercased.utf8.distance(from: lowercased.startIndex, to: open.upperBound))
      let words = printable(String(decoding: title, as: UTF8.self), limit: 80)
      if !words.isEmpty { return words }
    }
    if lowercased.contains("<html") || lowercased.contains("<!doctype") { return nil }
    for line in text.split(whereSeparator: \.isNewline) {
      let words = printable(line, limit: 120)
      if !words.isEmpty { return words }
    }
    return nil
  }

  /// The scheme that a 401 asks for; its realm is the server's text and says little.
  private var challenge: String {
    guard let header = exchange.headers.first(name: "www-authenticate") else { return "" }
    let scheme = printable(header.prefix { $0 != " " }, limit: 20)
    return scheme.isEmpty ? "" : ", scheme \(scheme)"
  }

  /// Go's and nginx's words for a plain request on a TLS port.
  private var speaksTLS: Bool {
    let text = String(decoding: exchange.body.prefix(1024), as: UTF8.self).lowercased()
    return text.contains("http request to an https server") || text.contains("plain http request was sent to https")
  }
}
