// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOSSL
import TestSupport
import Testing

@testable import Acquisition

/// Trust: own authorities, client certificates, and what is said when there is none.
struct TLSTests {
  private static func file(_ name: String) -> String {
    Fixtures.repository.appending(path: "Fixtures/tls/\(name)").path
  }

  private static func context(_ name: String, wantsClient: Bool = false) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(file("\(name).pem")).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: file("\(name).key"), format: .pem))
    )
    if wantsClient {
      configuration.certificateVerification = .noHostnameVerification
      configuration.trustRoots = .file(file("authority.pem"))
    }
    return try NIOSSLContext(configuration: configuration)
  }

  /// Options that trust the tests' authority.
  private static var trusting: EndpointOptions {
    var options = EndpointOptions()
    options.certificateAuthorityFile = file("authority.pem")
    return options
  }

  /// The error of a fetch from a server with a certificate, its port replaced by PORT; nil when it succeeds.
  private func refusal(
    certificate: String,
    wantsClient: Bool = false,
    options: EndpointOptions,
    host: String = "localhost"
  ) async throws -> String? {
    let context = try Self.context(certificate, wantsClient: wantsClient)
    return try await ScriptedServer.run(tls: context, script: { _ in [answer(body: "x")] }) { server in
      let error = try await thrownError {
        try await PprofEndpoint.withEndpoint(TargetAddress("https://\(host):\(server.port)"), options: options) {
          _ = try await $0.fetch(.profile("heap"))
        }
      }
      return error?.description.replacing("\(server.port)", with: "PORT")
    }
  }

  @Test(arguments: ["localhost", "127.0.0.1"])
  func `a certificate of the given authority is trusted`(_ host: String) async throws {
    #expect(try await refusal(certificate: "server", options: Self.trusting, host: host) == nil)
  }

  @Test func `a certificate of an unknown authority is refused`() async throws {
    #expect(
      try await refusal(certificate: "server", options: EndpointOptions())
        == "the certificate of https://localhost:PORT is not signed by a trusted authority; "
        + "give the authority's certificate with --ca, or use --insecure if you accept any certificate"
    )
  }

  @Test func `any certificate is accepted when asked, and that is said aloud`() async throws {
    var options = EndpointOptions()
    options.acceptsAnyCertificate = true
    for certificate in ["server", "expired", "other-name"] {
      #expect(try await refusal(certificate: certificate, options: options) == nil)
    }
    #expect(
      options.cautions(for: try TargetAddress("https://shop.example")) == [
        "the certificate of https://shop.example:443 is not checked: what is fetched could come from anybody"
      ]
    )
  }

  @Test func `an expired certificate is called expired`() async throws {
    let text = try #require(try await refusal(certificate: "expired", options: Self.trusting))
    #expect(
      text.hasPrefix("the certificate of https://localhost:PORT expired ") && text.contains(" days ago; renew it")
    )
  }

  @Test func `a certificate for another name is called so`() async throws {
    #expect(
      try await refusal(certificate: "other-name", options: Self.trusting)?
        .hasPrefix("the certificate of https://localhost:PORT was issued for another host name; ") == true
    )
  }

  @Test func `a client certificate is shown where the server wants one`() async throws {
    var options = Self.trusting
    let without = try await refusal(certificate: "server", wantsClient: true, options: options)
    #expect(without?.contains("client certificate") == true, "\(without ?? "accepted")")
    options.clientCertificateFile = Self.file("client.pem")
    options.clientKeyFile = Self.file("client.key")
    #expect(try await refusal(certificate: "server", wantsClient: true, options: options) == nil)
  }

  @Test func `https to a plain port says so`() async throws {
    let script: ScriptedServer.Script = { _ in [] }
    let error = try await ScriptedServer.run(
      script: script,
      greeting: "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
    ) { server in
      try await thrownError {
        try await PprofEndpoint.withEndpoint(TargetAddress("https://localhost:\(server.port)")) {
          _ = try await $0.discover()
        }
      }
    }
    #expect(error?.remedy == "write http:// instead of https://", "\(error?.description ?? "")")
  }

  @Test func `unreadable files of certificates are named`() throws {
    var options = EndpointOptions()
    options.certificateAuthorityFile = "/nonexistent.pem"
    let missing = #expect(throws: AcquisitionError.self) { try options.clientConfiguration() }
    #expect(missing?.message == "cannot read the authority's certificate from /nonexistent.pem")
    options.certificateAuthorityFile = nil
    options.clientKeyFile = Self.file("client.key")
    let lonely = #expect(throws: AcquisitionError.self) { try options.clientConfiguration() }
    #expect(lonely?.message.hasSuffix("comes without a client certificate") == true)
  }
}
