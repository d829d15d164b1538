// SPDX-License-Identifier: Apache-2.0

/// How to speak with a target: credentials, trust, limits.
package struct EndpointOptions: Sendable {
  /// Sent with every request, and never to another host.
  package var headers: [RequestHeader] = []
  /// Sent as `Authorization: Bearer ...`.
  package var bearerToken: Secret?
  /// PEM file of the only authorities to trust; nil trusts those of the system.
  package var certificateAuthorityFile: String?
  /// PEM file of the certificate that this client shows, the chain after it.
  package var clientCertificateFile: String?
  /// PEM file of the key of that certificate; nil when the certificate's file holds it too.
  package var clientKeyFile: String?
  /// Accept any certificate: anybody on the way can read and change what is fetched.
  package var acceptsAnyCertificate = false
  /// How long establishing a connection may take.
  package var connectTimeout: Duration = .seconds(5)
  /// How long a whole request may take, its `seconds=` not counted.
  package var requestTimeout: Duration = .seconds(30)
  /// The most bytes to keep of one answer: 20,000 goroutines are 8 MB of text, 500,000 samples a profile of 21 MB.
  package var bodyLimit = 64 << 20
  /// The most bytes to take of all answers together.
  package var totalSizeLimit = 1 << 30

  /// The most bytes that any request may ask to keep, and that a compressed answer may inflate to.
  package static let largestBody = 512 << 20

  package init() {}

  /// What a careful tool says aloud before it uses these options, each a sentence without a full stop.
  package func cautions(for address: TargetAddress) -> [String] {
    var cautions: [String] = []
    if acceptsAnyCertificate, address.scheme == .https {
      cautions.append(
        "the certificate of \(address.displayName) is not checked: what is fetched could come from anybody"
      )
    }
    let sendsSecrets = !headers.isEmpty || bearerToken != nil || address.credentials != nil
    if sendsSecrets, address.scheme == .http, !address.isLocal {
      cautions.append("credentials travel to \(address.displayName) without encryption")
    }
    return cautions
  }
}
