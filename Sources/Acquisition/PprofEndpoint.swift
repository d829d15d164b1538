// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// A Go service's pprof endpoint: asks one thing at a time over one kept connection.
///
/// Knows where the profiles are, not what is in them. Requests of several tasks queue; each has a deadline and a limit of
/// bytes, and a body that breaks off is kept with its gap. Cancelling a task aborts its request at once.
package actor PprofEndpoint {
  package nonisolated let address: TargetAddress
  /// What to say aloud before the first request.
  package nonisolated let cautions: [String]

  /// What the target was asked so far.
  package private(set) var cost = EndpointCost()
  /// Where the index was found; before `discover()` the place that the address suggests.
  package private(set) var indexPath: String

  private let options: EndpointOptions
  private let client: HTTPClient
  private let turn = RequestTurn()
  private let failure: TransportFailure
  /// When everything that is asked of the target must be over; nil for no such moment.
  private var end: ContinuousClock.Instant?
  /// Whether an answer ever came: only then may a lost connection be an idle one that the server had closed.
  private var hasAnswered = false

  /// An endpoint that was not yet spoken to; `shutdown()` must follow, which `withEndpoint` takes care of.
  package init(_ address: TargetAddress, options: EndpointOptions = EndpointOptions()) throws(AcquisitionError) {
    self.address = address
    self.options = options
    self.cautions = options.cautions(for: address)
    self.failure = TransportFailure(address: address, options: options)
    self.indexPath = address.indexCandidates.first ?? "/debug/pprof/"
    self.client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: try options.clientConfiguration())
  }

  /// Runs a body with an endpoint and closes the connection afterwards, also after an error or a cancellation.
  package static func withEndpoint<Result: Sendable>(
    _ address: TargetAddress,
    options: EndpointOptions = EndpointOptions(),
    body: (PprofEndpoint) async throws -> Result
  ) async throws -> Result {
    let endpoint = try PprofEndpoint(address, options: options)
    do {
      let result = try await body(endpoint)
      await endpoint.shutdown()
      return result
    } catch {
      await endpoint.shutdown()
      throw error
    }
  }

  /// Closes the connection; the endpoint cannot be used afterwards.
  ///
  /// A connection that is only being established cannot be called off: it is waited for half a second and then left to
  /// its own timeout.
  package func shutdown() async {
    await wait(atMost: .milliseconds(500)) { [client] in
      do {
        try await client.shutdown()
      } catch {
        // Only "already shut down" and errors of closing sockets come here; nothing is left to release.
      }
    }
  }

  /// Sets the moment at which every request is over, whatever time it was given: one that runs then is cut, and later
  /// ones throw at once.
  ///
  /// Each request by itself has a deadline; only this bounds how long many of them take at a service that is slow.
  package func end(by moment: ContinuousClock.Instant) {
    end = moment
  }

  /// Fetches a resource.
  ///
  /// A body that ended early, by a limit, the deadline or a broken connection, is returned with its `gap`; everything
  /// else that is no evidence throws `AcquisitionError`.
  /// - Parameters:
  ///   - query: without the question mark, for example `debug=2`.
  ///   - limit: the most bytes to keep; nil takes the options' limit.
  ///   - timeout: for the whole request; nil takes the options' time, plus the `seconds=` of the query.
  package func fetch(
    _ resource: Resource,
    query: String = "",
    limit: Int? = nil,
    timeout: Duration? = nil
  ) async throws -> Fetched {
    let path = resource.path(index: indexPath) + (query.isEmpty ? "" : "?\(query)")
    let timeout = timeout ?? options.requestTimeout + Resource.measuredTime(of: query)
    let answer = try await request(path, limit: limit ?? options.bodyLimit, timeout: timeout)
    guard answer.exchange.status == .ok else { throw answer.statusError() }
    if let coding = answer.exchange.headers.first(name: "content-encoding")?.lowercased(),
      !["identity", "gzip", "x-gzip", "deflate"].contains(coding)
    {
      throw AcquisitionError(
        .unknownEncoding,
        "\(address.displayName) compresses its answers with \(printable(coding, limit: 20)), which nobody asked for",
        remedy: "switch off the compression for the pprof routes"
      )
    }
    return Fetched(answer, limit: limit ?? options.bodyLimit, failure: failure)
  }

  /// Remembers where the index was found.
  func settle(indexPath path: String) {
    indexPath = path
  }

  // MARK: Requests

  /// Sends a request when its turn comes and follows redirects within the same host, port and scheme.
  func request(_ path: String, limit: Int, timeout: Duration) async throws -> Answer {
    try await turn.begin()
    do {
      let timeout = try withinEnd(timeout)
      let answer = try await follow(path, limit: limit, deadline: .now + timeout, timeout: timeout)
      await turn.finish()
      return answer
    } catch {
      await turn.finish()
      throw error
    }
  }

  /// The time that a request has, when the moment at which all are over leaves it that much.
  private func withinEnd(_ timeout: Duration) throws(AcquisitionError) -> Duration {
    guard let end else { return timeout }
    let left = end - .now
    if left > .zero { return min(timeout, left) }
    throw AcquisitionError(
      .timedOut,
      "the time for asking \(address.displayName) is over",
      remedy: "watch for longer, or look at why the service is slow"
    )
  }

  private func follow(
    _ path: String,
    limit: Int,
    deadline: ContinuousClock.Instant,
    timeout: Duration
  ) async throws -> Answer {
    var path = path
    for _ in 0...3 {
      let exchange = try await send(path, limit: limit, deadline: deadline, timeout: timeout)
      guard [301, 302, 303, 307, 308].contains(exchange.status.code),
        let location = exchange.headers.first(name: "location")
      else { return Answer(address: address, source: path, exchange: exchange, timeout: timeout) }
      path = try redirectedPath(from: path, to: location)
    }
    throw AcquisitionError(
      .refused,
      "\(address.displayName) redirects in circles",
      remedy: "give the address of the pprof index itself"
    )
  }

  private func send(
    _ path: String,
    limit: Int,
    deadline: ContinuousClock.Instant,
    timeout: Duration
  ) async throws -> Exchange {
    let room = options.totalSizeLimit - cost.bytes
    guard room > 0 else {
      throw AcquisitionError(
        .sizeLimit,
        "the limit of \(options.totalSizeLimit) bytes for everything fetched from \(address.displayName) is used up",
        remedy: "watch for a shorter time, or raise the limit"
      )
    }
    for attempt in 1... {
      cost.requests += 1
      let sent = ContinuousClock.now
      do {
        let exchange = try await client.exchange(
          httpRequest(path),
          limit: min(limit, room),
          timeout: max(deadline - sent, .milliseconds(1))
        )
        cost.bytes += exchange.body.count
        hasAnswered = true
        return exchange
      } catch Exchange.Failure.deadlinePassed {
        throw failure.timeout(after: timeout)
      } catch Exchange.Failure.transport(let error) {
        let failed = failure.error(for: error)
        // A server may close an idle connection just when the next round begins: a GET is then asked once more.
        let wasIdle = failed.code == .connectionLost && hasAnswered && ContinuousClock.now - sent < .seconds(1)
        guard attempt == 1, wasIdle else { throw await refined(failed) }
      }
    }
    preconditionFailure("the loop ends only by returning or throwing")
  }

  /// Adds to a refused certificate whether it is out of date, which only a look at it tells.
  private func refined(_ failed: AcquisitionError) async -> AcquisitionError {
    guard failed.code == .untrustedCertificate,
      let validity = await PeerCertificate.validity(at: address, timeout: options.connectTimeout)
    else { return failed }
    return failure.certificateOutOfDate(validity, now: Date().timeIntervalSince1970) ?? failed
  }

  private func httpRequest(_ path: String) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: address.url(path: path))
    request.headers.add(name: "User-Agent", value: "stanch")
    request.headers.add(name: "Accept-Encoding", value: "identity")
    if let token = options.bearerToken {
      request.headers.add(name: "Authorization", value: "Bearer \(token.revealed)")
    } else if let credentials = address.credentials {
      request.headers.add(name: "Authorization", value: credentials.revealed)
    }
    for header in options.headers {
      request.headers.replaceOrAdd(name: header.name, value: header.value.revealed)
    }
    if !request.headers.contains(name: "Host") { request.headers.add(name: "Host", value: address.hostHeader) }
    return request
  }
}
