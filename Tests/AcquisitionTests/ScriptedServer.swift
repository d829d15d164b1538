// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

@testable import Acquisition

/// A server on loopback that does to each request exactly what a test says, byte by byte.
final class ScriptedServer: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    case wait(Duration)
    /// Ends the connection in order.
    case close
    /// Ends the connection with a reset.
    case reset

    static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  /// What the server saw.
  struct Log: Sendable {
    var connections = 0
    var requests: [String] = []
    var inFlight = 0
    var mostInFlight = 0
    var closedEarly = 0
  }

  typealias Script = @Sendable (_ request: String) -> [Step]

  let channel: any Channel
  private let state: LogBox

  var log: Log { state.log.withLock { $0 } }
  var port: Int { channel.localAddress?.port ?? 0 }
  var address: String { "127.0.0.1:\(port)" }

  private init(channel: any Channel, state: LogBox) {
    self.channel = channel
    self.state = state
  }

  /// Runs a body against a server, which ends with it.
  static func run<Result: Sendable>(
    unixSocket: String? = nil,
    tls: NIOSSLContext? = nil,
    script: @escaping Script,
    greeting: String = "",
    body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let state = LogBox()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 16)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
          try channel.pipeline.syncOperations.addHandler(
            ScriptHandler(script: script, greeting: greeting, state: state)
          )
        }
      }
    let channel =
      if let unixSocket {
        try await bootstrap.bind(unixDomainSocketPath: unixSocket).get()
      } else {
        try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
      }
    let server = ScriptedServer(channel: channel, state: state)
    do {
      let result = try await body(server)
      try await channel.close()
      return result
    } catch {
      try await channel.close()
      throw error
    }
  }

  final class LogBox: Sendable {
    let log = Mutex(Log())
  }
}

/// Collects heads of requests and plays the script.
private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let script: ScriptedServer.Script
  private let state: ScriptedServer.LogBox
  /// Sent at the first byte that comes, whatever it is.
  private var greeting: String
  private var received: [UInt8] = []
  private var isPlaying = false

  init(script: @escaping ScriptedServer.Script, greeting: String, state: ScriptedServer.LogBox) {
    self.script = script
    self.greeting = greeting
    self.state = state
  }

  func channelActive(context: ChannelHandlerContext) {
    state.log.withLock { $0.connections += 1 }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if isPlaying { state.log.withLock { $0.closedEarly += 1 } }
    finish()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !greeting.isEmpty {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: greeting)), promise: nil)
      greeting = ""
    }
    received.append(contentsOf: unwrapInboundIn(data).readableBytesView)
    guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
    let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
    received.removeSubrange(..<end.upperBound)
    isPlaying = true
    state.log.withLock {
      $0.requests.append(head)
      $0.inFlight += 1
      $0.mostInFlight = max($0.mostInFlight, $0.inFlight)
    }
    play(script(head)[...], context: context)
  }

  private func finish() {
    guard isPlaying else { return }
    isPlaying = false
    state.log.withLock { $0.inFlight -= 1 }
  }

  private func play(_ steps: ArraySlice<ScriptedServer.Step>, context: ChannelHandlerContext) {
    guard context.channel.isActive, let step = steps.first else { return finish() }
    let rest = steps.dropFirst()
    switch step {
    case .send(let bytes):
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      play(rest, context: context)
    case .wait(let duration):
      context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(duration)) { self.play(rest, context: context) }
    case .close:
      finish()
      context.close(promise: nil)
    case .reset:
      finish()
      if let channel = context.channel as? any SocketOptionProvider {
        _ = channel.setSoLinger(linger(l_onoff: 1, l_linger: 0))
      }
      context.close(promise: nil)
    }
  }
}

/// A whole answer with its length.
func answer(
  _ status: String = "200 OK",
  type: String = "text/plain",
  headers: String = "",
  body: String
) -> ScriptedServer.Step {
  .text(
    "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  )
}

/// The index page as Go 1.27 writes it, shortened.
let indexPage = """
  <html>
  <head>
  <title>/debug/pprof/</title>
  </head>
  <body>
  /debug/pprof/
  <br>
  <p>Set debug=1 as a query parameter to export in legacy text format</p>
  <br>
  Types of profiles available:
  <table>
  <thead><td>Count</td><td>Profile</td></thead>
  <tr><td>31</td><td><a href='allocs?debug=1'>allocs</a></td></tr>
  <tr><td>1207</td><td><a href='goroutine?debug=1'>goroutine</a></td></tr>
  <tr><td>0</td><td><a href='goroutineleak?debug=1'>goroutineleak</a></td></tr>
  <tr><td>31</td><td><a href='heap?debug=1'>heap</a></td></tr>
  <tr><td>4</td><td><a href='shop.example%2Fconns?debug=1'>shop.example/conns</a></td></tr>
  </table>
  <a href="goroutine?debug=2">full goroutine stack dump</a>
  </body>
  </html>
  """

/// The request line's path and query.
func path(of request: String) -> String {
  let parts = request.split(separator: "\r\n", maxSplits: 1).first?.split(separator: " ") ?? []
  return parts.count > 1 ? String(parts[1]) : ""
}

/// The error a body of work throws, or nil.
func thrownError(_ body: () async throws -> Void) async throws -> AcquisitionError? {
  do {
    try await body()
    return nil
  } catch let error as AcquisitionError {
    return error
  }
}
