// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import NIOHTTP1

extension Fetched {
  /// The evidence in an answer; a body that ended early gets its gap.
  /// - Parameter limit: the most bytes that were wanted.
  init(_ answer: Answer, limit: Int, failure: TransportFailure) {
    let exchange = answer.exchange
    let count = exchange.body.count
    let why: String? =
      switch exchange.ending {
      case .complete: nil
      case .limitReached: count < limit ? "the limit for all answers together is used up" : "that is the limit of size"
      case .deadlinePassed: "the answer was not complete after \(answer.timeout.inWords)"
      case .broken(let error): failure.reason(for: error)
      }
    self.init(
      source: answer.source,
      bytes: exchange.body,
      status: Int(exchange.status.code),
      contentType: exchange.headers.first(name: "content-type").map { printable($0, limit: 80) },
      startedAt: Date().timeIntervalSince1970 - (.now - exchange.started) / .seconds(1),
      started: exchange.started,
      finished: exchange.finished,
      gap: why.map { "cut at byte \(count): \($0)" }
    )
  }
}
