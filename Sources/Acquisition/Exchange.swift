// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request and what came of it, before anybody judges the answer.
struct Exchange: Sendable {
  /// How the body ended.
  enum Ending: Sendable {
    case complete
    /// The limit of bytes was reached.
    case limitReached
    /// The deadline passed before the end.
    case deadlinePassed
    /// The connection broke, or the body was malformed.
    case broken(any Error)
  }

  var status: HTTPResponseStatus
  var headers: HTTPHeaders
  var body: [UInt8]
  var ending: Ending
  var started: ContinuousClock.Instant
  var finished: ContinuousClock.Instant

  /// Why no answer began.
  enum Failure: Error {
    case deadlinePassed
    case transport(any Error)
  }
}

extension HTTPClient {
  /// Sends a request and reads at most `limit` bytes of the answer before the deadline.
  ///
  /// What has arrived is kept whatever happens after the head. Throws `Exchange.Failure` when no head came, and
  /// `CancellationError` as soon as the task is cancelled.
  func exchange(_ request: HTTPClientRequest, limit: Int, timeout: Duration) async throws -> Exchange {
    let started = ContinuousClock.now
    let result = await withTaskGroup(of: Reading?.self) { group in
      group.addTask { await self.read(request, limit: limit, timeout: timeout) }
      group.addTask {
        // Cancelled when the reading is done; then nobody looks at how the sleep ended.
        do { try await _Concurrency.Task.sleep(for: timeout, tolerance: .milliseconds(5)) } catch {}
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      if let first { return (reading: first, isLate: false) }
      // The deadline came first: the cancelled reading returns at once with what it has.
      let late = await group.next() ?? nil
      return (reading: late ?? .failed(CancellationError()), isLate: true)
    }
    try _Concurrency.Task.checkCancellation()
    switch result.reading {
    case .failed(let error):
      throw result.isLate ? Exchange.Failure.deadlinePassed : Exchange.Failure.transport(error)
    case .answered(let status, let headers, let body, var ending):
      if result.isLate, case .broken = ending { ending = .deadlinePassed }
      return Exchange(
        status: status,
        headers: headers,
        body: body,
        ending: ending,
        started: started,
        finished: .now
      )
    }
  }

  private enum Reading: Sendable {
    case answered(HTTPResponseStatus, HTTPHeaders, [UInt8], Exchange.Ending)
    case failed(any Error)
  }

  private func read(_ request: HTTPClientRequest, limit: Int, timeout: Duration) async -> Reading {
    let response: HTTPClientResponse
    do {
      // The group's clock decides; the client's own deadline, which stops watching at the head, only backs it.
      response = try await execute(request, deadline: .now() + TimeAmount(timeout + .seconds(1)))
    } catch {
      return .failed(error)
    }
    var body: [UInt8] = []
    var ending = Exchange.Ending.complete
    do {
      for try await buffer in response.body {
        let room = limit - body.count
        // Address space for the rest at once, of which only what is written is used: growing would copy it over and over.
        if body.count >= 1 << 20, body.capacity < limit { body.reserveCapacity(limit) }
        body.append(contentsOf: buffer.readableBytesView.prefix(room))
        if buffer.readableBytes > room {
          ending = .limitReached
          break
        }
      }
      if _Concurrency.Task.isCancelled { ending = .broken(CancellationError()) }
    } catch {
      ending = .broken(error)
    }
    return .answered(response.status, response.headers, body, ending)
  }
}
