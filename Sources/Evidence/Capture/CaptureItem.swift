// SPDX-License-Identifier: Apache-2.0

/// One thing that was asked for or read: an endpoint of a round, or a file.
package struct CaptureItem: Codable, Hashable, Sendable {
  /// The request (`/debug/pprof/goroutine?debug=2`) or the file's name as given.
  package var source: String
  /// Name of the bundle's file that holds the bytes; nil when there are none.
  package var file: String?
  /// Seconds from the start of the capture to the moment the evidence speaks of; nil when a file does not tell.
  package var at: Double?
  /// How long the request took, in seconds.
  package var seconds: Double?
  /// How many bytes came.
  package var bytes: Int
  /// The round, from 1; nil outside rounds.
  package var round: Int?
  /// Why the item is missing or cut, as a sentence without a full stop.
  package var gap: String?

  package init(source: String, file: String? = nil, at: Double? = nil, bytes: Int, round: Int? = nil) {
    self.source = source
    self.file = file
    self.at = at
    self.bytes = bytes
    self.round = round
  }
}

/// What a look cost the service.
package struct CaptureCost: Codable, Hashable, Sendable {
  /// A pause that a request caused in the service.
  package struct Pause: Codable, Hashable, Sendable {
    /// What caused it, for example "goroutine stacks".
    package var what: String
    /// Upper bound of the pause: the whole duration of the request.
    package var seconds: Double

    package init(what: String, seconds: Double) {
      self.what = what
      self.seconds = seconds
    }
  }

  package var requests = 0
  package var bytes = 0
  package var forcedGCs = 0
  package var pauses: [Pause] = []

  package init() {}
}
