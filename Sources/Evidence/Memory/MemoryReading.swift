// SPDX-License-Identifier: Apache-2.0

/// One reading of memory statistics, with the moment as far as its source tells it.
package struct MemoryReading: Codable, Hashable, Sendable {
  package var statistics: MemoryStatistics
  /// Seconds since 1970; nil when the source does not tell.
  package var instant: Double?

  package init(_ statistics: MemoryStatistics, instant: Double? = nil) {
    self.statistics = statistics
    self.instant = instant
  }
}

/// A reading as part of a capture.
package struct MemoryObservation: Sendable {
  package var statistics: MemoryStatistics
  /// Seconds from the start of the capture; nil when unknown.
  package var at: Double?
  /// Seconds since 1970 as the source states them, also where the start of the capture is not known; nil when it does not.
  package var instant: Double?
  package var round: Int?
  /// The item's source, for evidence lines.
  package var source: String

  package init(statistics: MemoryStatistics, at: Double?, instant: Double? = nil, round: Int?, source: String) {
    self.statistics = statistics
    self.at = at
    self.instant = instant
    self.round = round
    self.source = source
  }
}

/// A heap profile as part of a capture.
package struct HeapObservation: Sendable {
  /// The sample types are Go's four: alloc_objects, alloc_space, inuse_objects, inuse_space.
  package var profile: Profile
  /// Seconds from the start of the capture; nil when unknown.
  package var at: Double?
  package var round: Int?
  package var source: String
  /// Whether a collection was forced for it (`gc=1`), so that it shows the present.
  package var isAfterCollection: Bool

  package init(profile: Profile, at: Double?, round: Int?, source: String, isAfterCollection: Bool) {
    self.profile = profile
    self.at = at
    self.round = round
    self.source = source
    self.isAfterCollection = isAfterCollection
  }
}
