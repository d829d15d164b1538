// SPDX-License-Identifier: Apache-2.0

import NIOSSL

extension TransportFailure {
  /// A handshake that failed, by what BoringSSL says about it.
  func handshake(_ error: NIOSSLError) -> AcquisitionError {
    let name = address.displayName
    let details = String(describing: error)
    let says = { (words: String...) in words.contains { details.contains($0) } }
    if says("CERTIFICATE_VERIFY_FAILED", "unableToValidateCertificate") {
      return AcquisitionError(
        .untrustedCertificate,
        "the certificate of \(name) is not signed by a trusted authority",
        remedy: options.certificateAuthorityFile == nil
          ? "give the authority's certificate with --ca, or use --insecure if you accept any certificate"
          : "check that the given authority signed it",
        underlying: error
      )
    }
    let (message, remedy): (String, String) =
      if says("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_MESSAGE") {
        ("\(name) does not speak TLS", "write http:// instead of https://")
      } else if says(
        "CERTIFICATE_REQUIRED",
        "BAD_CERTIFICATE",
        "HANDSHAKE_FAILURE",
        "UNKNOWN_CA",
        "CERTIFICATE_UNKNOWN",
        "ALERT_ACCESS_DENIED"
      ) {
        (
          options.clientCertificateFile == nil
            ? "\(name) refused the TLS connection, probably because it wants a client certificate"
            : "\(name) did not accept the client certificate",
          "give a certificate that the server trusts with --cert and --key"
        )
      } else if says("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION") {
        ("\(name) speaks only an outdated version of TLS", "let the server offer TLS 1.2 or 1.3")
      } else if says("EOF during handshake") {
        ("\(name) closed the connection during the TLS handshake", "check that the port speaks TLS, or write http://")
      } else {
        ("the TLS handshake with \(name) failed", "check that the port speaks TLS and which certificate it expects")
      }
    return AcquisitionError(.handshakeFailed, message, remedy: remedy, underlying: error)
  }

  /// A certificate that was issued for another name.
  func certificateName(_ error: NIOSSLExtraError) -> AcquisitionError {
    AcquisitionError(
      .untrustedCertificate,
      "the certificate of \(address.displayName) was issued for another host name",
      remedy: "use the name in the certificate, or --insecure if you accept any certificate",
      underlying: error
    )
  }

  /// The error for a certificate outside its time; nil when the time is not what is wrong with it.
  func certificateOutOfDate(_ validity: PeerCertificate.Validity, now: Double) -> AcquisitionError? {
    let days = { (seconds: Double) in Int((seconds / 86_400).rounded(.up)) }
    let name = address.displayName
    if Double(validity.until) < now {
      return AcquisitionError(
        .untrustedCertificate,
        "the certificate of \(name) expired \(days(now - Double(validity.until))) days ago",
        remedy: "renew it, or use --insecure if you accept any certificate"
      )
    }
    guard Double(validity.from) > now else { return nil }
    return AcquisitionError(
      .untrustedCertificate,
      "the certificate of \(name) is valid only in \(days(Double(validity.from) - now)) days",
      remedy: "check the clocks of both machines"
    )
  }
}
