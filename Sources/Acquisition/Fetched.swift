// SPDX-License-Identifier: Apache-2.0

/// Bytes as a target sent them, with where they came from and when.
package struct Fetched: Sendable {
  /// Path and query of the request that was answered, after redirects: `/debug/pprof/goroutine?debug=2`.
  package var source: String
  /// The body, in full or up to the gap.
  package var bytes: [UInt8]
  package var status: Int
  package var contentType: String?
  /// When the request was sent, in seconds since 1970.
  package var startedAt: Double
  /// When the request was sent and when the last byte came, on a clock that only moves forward.
  package var started: ContinuousClock.Instant
  package var finished: ContinuousClock.Instant
  /// Why the body is not whole, as a sentence without a full stop; nil when it is.
  package var gap: String?

  /// How long the request took.
  package var duration: Duration { finished - started }
}

/// What a target was asked so far.
package struct EndpointCost: Hashable, Sendable {
  /// Requests sent, redirects and failures among them.
  package var requests = 0
  /// Bytes of bodies received.
  package var bytes = 0
}
