// SPDX-License-Identifier: Apache-2.0

/// Why evidence could not be fetched from a target: what happened, where, and what to do next.
///
/// The one error of this layer. Its description is one sentence fit for a terminal and never holds a header's value, a
/// token or a password.
package struct AcquisitionError: Error, Sendable {
  /// What went wrong, for a caller that acts on it.
  package enum Code: String, Hashable, Sendable {
    /// The text is no address that this tool understands.
    case badAddress
    /// A file or variable with headers, a token or a certificate cannot be used.
    case badOption
    /// Nothing accepts connections there.
    case notListening
    /// The host name has no address.
    case unknownHost
    /// The host cannot be reached.
    case unreachable
    /// The connection was not established, or no answer began, before the deadline.
    case timedOut
    /// The connection ended before an answer began.
    case connectionLost
    /// The TLS handshake failed.
    case handshakeFailed
    /// The server's certificate is out of date, issued for another name, or not signed by a trusted authority.
    case untrustedCertificate
    /// Something answered, but not in HTTP/1.1, or HTTP/2 over TLS.
    case notHTTP
    /// A web server answered that does not serve pprof.
    case notPprof
    /// 401: credentials are missing or wrong.
    case unauthorized
    /// 403: the credentials do not suffice.
    case forbidden
    /// 404: the endpoint does not have this resource.
    case notFound
    /// Another status than 200; `status` has it.
    case refused
    /// The server sends the reader to another host, port or scheme.
    case redirectedElsewhere
    /// The answer uses a content coding that nobody asked for.
    case unknownEncoding
    /// The limit for all answers together is used up.
    case sizeLimit
  }

  package var code: Code
  /// What happened and where, without a full stop.
  package var message: String
  /// What to do next, as an imperative without a full stop.
  package var remedy: String
  /// Status of the HTTP answer, where there was one.
  package var status: Int?
  /// What the layer below threw.
  package var underlying: (any Error)?

  package init(
    _ code: Code,
    _ message: String,
    remedy: String,
    status: Int? = nil,
    underlying: (any Error)? = nil
  ) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.status = status
    self.underlying = underlying
  }
}

extension AcquisitionError: CustomStringConvertible {
  package var description: String { "\(message); \(remedy)" }
}
