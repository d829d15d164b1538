// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOPosix
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
  /// A browser that keeps its connection open is not waited for.
  /// - Parameter started: called once, when requests are taken.
  package func run(started: @escaping @Sendable (Address) async -> Void) async throws {
    let token = Token()
    let server: NIOAsyncChannel<Connection, Never>
    do {
      server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        .bind(host: "127.0.0.1", port: port) { channel in
          channel.eventLoop.makeCompletedFuture { try Self.connection(on: channel) }
        }
    } catch let error as IOError {
      throw Failure(description: "port \(port) cannot be used: \(error); choose another with --port")
    }
    let bound = server.channel.localAddress?.port ?? port
    let guardian = RequestGuard(token: token.text, port: bound)
    try await withThrowingDiscardingTaskGroup { group in
      try await server.executeThenClose { connections in
        group.addTask {
          for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
          server.channel.close(promise: nil)
        }
        await started(Address(port: bound, token: token))
        for try await connection in connections {
          group.addTask { await serve(connection, guardian) }
        }
      }
      group.cancelAll()
    }
  }

  // MARK: Connections

  private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>

  /// Seconds after which a connection on which nothing happens is closed.
  private static let patience: Int64 = 120

  /// Reads HTTP/1.1 from a connection and writes it.
  private static func connection(on channel: any Channel) throws -> Connection {
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline()
    try pipeline.addHandlers([
      IdleStateHandler(allTimeout: .seconds(patience)), IdleConnectionCloser(), ResponseBodyWrapper(),
    ])
    return try Connection(wrappingChannelSynchronously: channel)
  }

  /// Answers the requests of a connection one after the other, until either side closes it.
  private func serve(_ connection: Connection, _ guardian: RequestGuard) async {
    do {
      try await connection.executeThenClose { requests, answers in
        var head: HTTPRequestHead?
        for try await part in requests {
          switch part {
          case .head(let begun): head = begun
          // Nothing that is sent here is read.
          case .body: break
          case .end:
            guard let request = head else { return }
            try await reply(to: request, guardian, answers)
            if !request.isKeepAlive { return }
          }
        }
      }
    } catch {
      // A browser that goes away in the middle of an answer does not want the rest of it; the others are served on.
    }
  }

  private func reply(
    to request: HTTPRequestHead,
    _ guardian: RequestGuard,
    _ answers: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>
  ) async throws {
    let checked = guardian.check(
      method: request.method.rawValue,
      target: request.uri,
      host: request.headers.first(name: "host"),
      origin: request.headers.first(name: "origin")
    )
    let made =
      switch checked {
      case .success(let request): await answer(request)
      case .failure(let refusal): PageAnswer.refusal(refusal.status, refusal.sentence)
      }
    var headers = Self.headers(made)
    if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
    let status = HTTPResponseStatus(statusCode: made.status)
    try await answers.write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
    if request.method != .HEAD { try await answers.write(.body(ByteBuffer(bytes: made.bytes))) }
    try await answers.write(.end(nil))
  }

  private static func headers(_ answer: PageAnswer) -> HTTPHeaders {
    [
      "content-type": answer.mediaType,
      "content-length": String(answer.bytes.count),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "content-security-policy": answer.policy ?? "default-src 'none'; frame-ancestors 'none'",
    ]
  }
}

/// Closes a connection on which nothing has happened for a while.
private final class IdleConnectionCloser: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }
}

/// Hands bodies to the encoder of HTTP in the form that it takes, which cannot be passed between threads.
private final class ResponseBodyWrapper: ChannelOutboundHandler {
  typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
  typealias OutboundOut = HTTPServerResponsePart

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part: HTTPServerResponsePart =
      switch unwrapOutboundIn(data) {
      case .head(let head): .head(head)
      case .body(let bytes): .body(.byteBuffer(bytes))
      case .end(let trailers): .end(trailers)
      }
    context.write(wrapOutboundOut(part), promise: promise)
  }
}
