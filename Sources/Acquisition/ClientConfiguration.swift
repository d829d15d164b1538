// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOHTTPCompression
import NIOSSL

extension EndpointOptions {
  /// The configuration of a client for one target.
  ///
  /// One connection a host, kept between rounds that may be minutes apart; no redirects, which `PprofEndpoint` follows
  /// itself after looking at them; no proxy, because a variable of the environment must not send a diagnosis elsewhere.
  func clientConfiguration() throws(AcquisitionError) -> HTTPClient.Configuration {
    var pool = HTTPClient.Configuration.ConnectionPool(
      idleTimeout: .minutes(30),
      concurrentHTTP1ConnectionsPerHostSoftLimit: 1
    )
    // With retries the reason of a refused connection would come late and be replaced by a timeout.
    pool.retryConnectionEstablishment = false
    return HTTPClient.Configuration(
      tlsConfiguration: try tlsConfiguration(),
      redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(connectTimeout)),
      connectionPool: pool,
      proxy: nil,
      // We ask for `identity`; this undoes what a compressing middleware does nevertheless, within the limit.
      decompression: .enabled(limit: .size(Self.largestBody))
    )
  }

  private func tlsConfiguration() throws(AcquisitionError) -> TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if acceptsAnyCertificate { tls.certificateVerification = .none }
    if let path = certificateAuthorityFile {
      tls.trustRoots = .certificates(try Self.certificates(in: path, what: "the authority's certificate"))
    }
    if let path = clientCertificateFile {
      tls.certificateChain = try Self.certificates(in: path, what: "the client certificate").map { .certificate($0) }
      let keyPath = clientKeyFile ?? path
      do {
        tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: keyPath, format: .pem))
      } catch {
        throw AcquisitionError(
          .badOption,
          "cannot read the key of the client certificate from \(printable(keyPath, limit: 200))",
          remedy: "give a readable PEM file with an unencrypted private key",
          underlying: error
        )
      }
    } else if let path = clientKeyFile {
      throw AcquisitionError(
        .badOption,
        "the key \(printable(path, limit: 200)) comes without a client certificate",
        remedy: "give the certificate's PEM file too"
      )
    }
    return tls
  }

  private static func certificates(in path: String, what: String) throws(AcquisitionError) -> [NIOSSLCertificate] {
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(path)
      if !certificates.isEmpty { return certificates }
    } catch {
      throw AcquisitionError(
        .badOption,
        "cannot read \(what) from \(printable(path, limit: 200))",
        remedy: "give a readable PEM file",
        underlying: error
      )
    }
    throw AcquisitionError(
      .badOption,
      "\(printable(path, limit: 200)) holds no certificate",
      remedy: "give a PEM file with BEGIN CERTIFICATE in it"
    )
  }
}
