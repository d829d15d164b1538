// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// Serves one page, and what it asks for, to the browser of this machine's user until it is interrupted.
///
/// Bound to 127.0.0.1 alone; every request passes the ``RequestGuard``; every answer forbids the browser to guess, keep, frame
/// or share it.
package struct LoopbackServer: Sendable {
  /// Where it can be reached.
  package struct Address: Hashable, Sendable {
    package var port: Int
    package var token: Token

    /// The address to open.
    package var text: String { "http://127.0.0.1:\(port)/\(token.text)/" }
  }

  /// 128 random bits.
  package struct Token: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    /// A new token of the system's generator.
    package init() {
      high = .random(in: .min ... .max)
      low = .random(in: .min ... .max)
    }

    /// 32 hexadecimal digits.
    package var text: String {
      [high, low].map { half in
        let digits = String(half, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
    }
  }

  /// Why there is no server, as a sentence without a full stop.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  private let port: Int
  private let answer: @Sendable (PageRequest) async -> PageAnswer

  /// A server on a port, 0 for a free one.
  package init(port: Int, answer: @escaping @Sendable (PageRequest) async -> PageAnswer) {
    self.port = port
    self.answer = answer
  }

  /// Serves until SIGINT or SIGTERM; throws ``Failure`` when the port cannot be had.
  ///
  /// - Parameter started: called once, when requests are taken.
  package func run(started: @escaping @Sendable (Address) async -> Void) async throws {
    let logger = Logger(label: "stanch") { _ in SwiftLogNoOpLogHandler() }
    let token = Token()
    let answer = answer
    let builder = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(120)))
    let server = try builder.buildServer(
      configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port), reuseAddress: true),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      logger: logger,
      responder: { request, writer, channel in
        let check = RequestGuard(token: token.text, port: channel.localAddress?.port ?? 0)
        let checked = check.check(
          method: request.method.rawValue,
          target: request.head.path ?? "",
          host: request.head.authority ?? request.headers[Self.name("host")],
          origin: request.headers[.origin]
        )
        let made =
          switch checked {
          case .success(let request): await answer(request)
          case .failure(let refusal): PageAnswer.refusal(refusal.status, refusal.sentence)
          }
        let isHead = request.method == .head
        let head = HTTPResponse(status: .init(code: made.status), headerFields: Self.fields(made))
        try await writer.write(
          response: head,
          body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: made.bytes))
        )
      },
      onServerRunning: { channel in
        await started(Address(port: channel.localAddress?.port ?? 0, token: token))
      }
    )
    var configuration = ServiceGroupConfiguration(
      services: [server],
      gracefulShutdownSignals: [.sigint, .sigterm],
      logger: logger
    )
    // A browser that keeps its connection open is not waited for.
    configuration.maximumGracefulShutdownDuration = .seconds(1)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch let error as IOError {
      throw Failure(description: "port \(port) cannot be used: \(error); choose another with --port")
    }
  }

  // MARK: Headers

  private static func name(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header") }
    return name
  }

  private static func fields(_ answer: PageAnswer) -> HTTPFields {
    var fields = HTTPFields()
    fields[.contentType] = answer.mediaType
    fields[.contentLength] = String(answer.bytes.count)
    fields[.cacheControl] = "no-store"
    fields[.xContentTypeOptions] = "nosniff"
    fields[name("referrer-policy")] = "no-referrer"
    fields[name("x-frame-options")] = "DENY"
    fields[name("cross-origin-opener-policy")] = "same-origin"
    fields[name("cross-origin-resource-policy")] = "same-origin"
    fields[.contentSecurityPolicy] = answer.policy ?? "default-src 'none'; frame-ancestors 'none'"
    return fields
  }
}
