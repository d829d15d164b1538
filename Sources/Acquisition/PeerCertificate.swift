// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Looks at the certificate of a server whose handshake failed, to tell an expired one from an untrusted one.
///
/// BoringSSL's error says only "verify failed". The look is a second handshake that ends, refused, as soon as the
/// certificate has come; nothing is sent over it.
enum PeerCertificate {
  /// When the certificate is valid, in seconds since 1970.
  struct Validity: Hashable, Sendable {
    var from: Int
    var until: Int
  }

  /// The validity of the server's own certificate; nil when it cannot be had within the timeout.
  static func validity(at address: TargetAddress, timeout: Duration) async -> Validity? {
    guard case .tcp(let host, let port) = address.transport else { return nil }
    let found = Found()
    do {
      let context = try NIOSSLContext(configuration: .makeClientConfiguration())
      let isIPAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(TimeAmount(timeout))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let handler = try NIOSSLClientHandler(
              context: context,
              serverHostname: isIPAddress ? nil : host,
              customVerificationCallback: { chain, promise in
                found.note(chain.first)
                promise.succeed(.failed)
              }
            )
            try channel.pipeline.syncOperations.addHandler(handler)
          }
        }
        .connect(host: host, port: port).get()
      let limit = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) { channel.close(promise: nil) }
      // The refused certificate ends the connection.
      try await channel.closeFuture.get()
      limit.cancel()
    } catch {
      // The look only refines a sentence about a failure that is told anyway.
      return found.validity
    }
    return found.validity
  }

  /// What the callback saw, on the connection's own thread.
  private final class Found: Sendable {
    private let box = Mutex<Validity?>(nil)

    var validity: Validity? { box.withLock { $0 } }

    func note(_ certificate: NIOSSLCertificate?) {
      guard let certificate else { return }
      box.withLock { $0 = Validity(from: Int(certificate.notValidBefore), until: Int(certificate.notValidAfter)) }
    }
  }
}
