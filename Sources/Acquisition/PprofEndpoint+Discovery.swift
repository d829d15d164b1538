// SPDX-License-Identifier: Apache-2.0

import NIOHTTP1

extension PprofEndpoint {
  /// The index page is a few kilobytes; custom profiles make it longer.
  private static let pageLimit = 1 << 20

  /// Finds the index of the profiles and remembers its path for `fetch`.
  ///
  /// Tries the places that the address suggests. Where no page is the index, a service may still serve the profiles
  /// without it: `symbol`, which costs nothing, tells. Throws an error that says what answered otherwise.
  package func discover(timeout: Duration = .seconds(10)) async throws -> PprofIndex {
    var answers: [Answer] = []
    for candidate in address.indexCandidates {
      let answer = try await request(candidate, limit: Self.pageLimit, timeout: timeout)
      if answer.exchange.status == .ok {
        let path = answer.source.prefix { $0 != "?" }
        let page = String(decoding: answer.exchange.body, as: UTF8.self)
        if let index = PprofIndex(page: page, path: path.hasSuffix("/") ? String(path) : "\(path)/") {
          settle(indexPath: index.path)
          return index
        }
        if let error = answer.cutError() { throw error }
      }
      answers.append(answer)
      // The door is closed: another path behind it would only be a second knock.
      if [401, 407, 429].contains(answer.exchange.status.code) { throw answer.statusError() }
    }
    for candidate in address.indexCandidates {
      let answer = try await request(candidate + "symbol", limit: 4096, timeout: timeout)
      if answer.exchange.status == .ok, answer.exchange.body.starts(with: "num_symbols:".utf8) {
        settle(indexPath: candidate)
        return PprofIndex(path: candidate, profiles: [])
      }
    }
    throw refusal(of: answers)
  }

  /// The most telling of several useless answers: one that forbids or fails, then one that shows another page, then 404.
  private nonisolated func refusal(of answers: [Answer]) -> AcquisitionError {
    let tellsMost = answers.first { ![200, 404].contains($0.exchange.status.code) }
    if let error = tellsMost?.statusError() { return error }
    let paths = answers.map { printable($0.source, limit: 120) }.joined(separator: ", ")
    guard let answer = answers.first(where: { $0.exchange.status == .ok }) ?? answers.first else {
      return AcquisitionError(
        .notPprof,
        "\(address.displayName) has no pprof index",
        remedy: "check the address"
      )
    }
    return AcquisitionError(
      .notPprof,
      "\(address.displayName) does not serve pprof: \(paths) answered \(answer.summary)",
      remedy: "import _ \"net/http/pprof\" in the service, or give the address and prefix where it is served",
      status: Int(answer.exchange.status.code)
    )
  }
}
