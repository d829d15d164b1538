// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// Turns what the network libraries throw into one sentence with a remedy.
struct TransportFailure {
  var address: TargetAddress
  var options: EndpointOptions

  private var name: String { address.displayName }

  /// No answer began within the request's time.
  func timeout(after limit: Duration) -> AcquisitionError {
    AcquisitionError(
      .timedOut,
      "\(name) did not answer within \(limit.inWords)",
      remedy: "check that the service is alive, or allow more time with --timeout"
    )
  }

  /// No answer began for another reason.
  func error(for error: any Error) -> AcquisitionError {
    switch error {
    case let error as NIOConnectionError: connection(error)
    case let error as IOError: system(error.errnoCode, underlying: error)
    case let error as HTTPClientError: client(error)
    case let error as NIOSSLError: handshake(error)
    case let error as NIOSSLExtraError: certificateName(error)
    case let error as BoringSSLError: handshake(.handshakeFailed(error))
    case is HTTPParserError: notHTTP(underlying: error)
    case let error as ChannelError where error == .eof || error == .alreadyClosed || error == .ioOnClosedChannel:
      lost(underlying: error)
    case is SocketAddressError: unknownHost(underlying: error)
    default: unforeseen(error)
    }
  }

  /// Why a body broke off, as the end of a gap's sentence.
  func reason(for error: any Error) -> String {
    switch error {
    case is HTTPParserError: "the connection ended or the body was malformed"
    case let error as HTTPClientError where error == .remoteConnectionClosed: "the server closed the connection"
    case let error as IOError where error.errnoCode == ECONNRESET: "the server reset the connection"
    case is NIOSSLError: "the server closed the connection without the end of TLS"
    case is CancellationError: "the reading was cancelled"
    default: "the connection broke (\(Self.word(for: error)))"
    }
  }

  // MARK: Kinds

  private func connection(_ error: NIOConnectionError) -> AcquisitionError {
    // With two address families one is often refused and the other unreachable: the first that says something wins.
    let codes = error.connectionErrors.compactMap { ($0.error as? IOError)?.errnoCode }
    if let code = codes.first(where: { $0 == ECONNREFUSED }) ?? codes.first { return system(code, underlying: error) }
    if error.connectionErrors.isEmpty, error.dnsAError != nil || error.dnsAAAAError != nil {
      return unknownHost(underlying: error)
    }
    return AcquisitionError(
      .timedOut,
      "\(name) did not accept a connection within \(options.connectTimeout.inWords)",
      remedy: "check host, port and firewall",
      underlying: error
    )
  }

  private func system(_ code: CInt, underlying: any Error) -> AcquisitionError {
    switch (code, address.transport) {
    case (ENOENT, .unixSocket):
      AcquisitionError(
        .notListening,
        "there is no socket at \(name)",
        remedy: "start the service, or check the path",
        underlying: underlying
      )
    case (ECONNREFUSED, _), (ENOENT, _):
      AcquisitionError(
        .notListening,
        "nothing listens on \(name) (connection refused)",
        remedy: "start the service, or check host and port",
        underlying: underlying
      )
    case (EACCES, _), (EPERM, _):
      AcquisitionError(
        .unreachable,
        "no permission to connect to \(name)",
        remedy: "run as a user who may open it",
        underlying: underlying
      )
    case (ECONNRESET, _), (EPIPE, _): lost(underlying: underlying)
    case (ETIMEDOUT, _):
      AcquisitionError(
        .timedOut,
        "\(name) did not accept a connection",
        remedy: "check host, port and firewall",
        underlying: underlying
      )
    default:
      AcquisitionError(
        .unreachable,
        "\(name) cannot be reached (\(Self.word(for: code)))",
        remedy: "check host, port and network",
        underlying: underlying
      )
    }
  }

  private func client(_ error: HTTPClientError) -> AcquisitionError {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout:
      AcquisitionError(
        .timedOut,
        "\(name) did not accept a connection within \(options.connectTimeout.inWords)",
        remedy: "check host, port and firewall",
        underlying: error
      )
    case .tlsHandshakeTimeout:
      AcquisitionError(
        .timedOut,
        "the TLS handshake with \(name) took too long",
        remedy: "check that the port speaks TLS",
        underlying: error
      )
    case .remoteConnectionClosed: lost(underlying: error)
    case .deadlineExceeded, .readTimeout: timeout(after: options.requestTimeout)
    default:
      AcquisitionError(
        .notHTTP,
        "\(name) did not answer as an HTTP server does (\(error.shortDescription))",
        remedy: "check that the address is the pprof endpoint",
        underlying: error
      )
    }
  }

  private func lost(underlying: any Error) -> AcquisitionError {
    AcquisitionError(
      .connectionLost,
      "\(name) closed the connection without an answer",
      remedy:
        "check whether the service crashed or restarted\(address.scheme == .http ? ", or whether the port speaks TLS (https://) or only HTTP/2" : "")",
      underlying: underlying
    )
  }

  private func notHTTP(underlying: any Error) -> AcquisitionError {
    AcquisitionError(
      .notHTTP,
      "\(name) answers, but not in HTTP/1.1",
      remedy: address.scheme == .http
        ? "try https://; a port that speaks only HTTP/2 without TLS needs HTTP/1.1 switched on"
        : "check that the address is the pprof endpoint",
      underlying: underlying
    )
  }

  private func unknownHost(underlying: any Error) -> AcquisitionError {
    AcquisitionError(
      .unknownHost,
      "the host name of \(name) is not known",
      remedy: "check the spelling and the DNS",
      underlying: underlying
    )
  }

  private func unforeseen(_ error: any Error) -> AcquisitionError {
    AcquisitionError(
      .connectionLost,
      "the request to \(name) failed (\(Self.word(for: error)))",
      remedy: "try again; if it stays, check the address with curl",
      underlying: error
    )
  }

  /// A word for an error of a library: its type, because its description may quote what was sent.
  private static func word(for error: any Error) -> String {
    if let error = error as? IOError { return word(for: error.errnoCode) }
    return String(describing: type(of: error))
  }

  private static func word(for code: CInt) -> String {
    switch code {
    case EHOSTUNREACH: "no route to the host"
    case ENETUNREACH: "network unreachable"
    case ECONNRESET: "connection reset"
    case EADDRNOTAVAIL: "no local address for it"
    default: "system error \(code)"
    }
  }
}
