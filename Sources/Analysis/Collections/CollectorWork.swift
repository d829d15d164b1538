// SPDX-License-Identifier: Apache-2.0

/// How often a process collected over a part of its time, what that took, and how fast it allocated meanwhile.
package struct CollectorWork: Hashable, Sendable {
  /// Seconds of the part, and collections in it.
  package let seconds: Double
  package let collections: Int
  /// Shares of the processors' time, 0...1: taken by collection, and given by goroutines that allocate.
  package let processorShare: Double
  package let assistShare: Double
  /// Bytes a second; nil when collections are missing in the part.
  package let allocatedPerSecond: Double?

  /// The work over spans that follow one another; nil when they take no time.
  package init?(_ spans: ArraySlice<CollectionSpan>) {
    // The time before the first collection of a log is not known, so its work is not counted either.
    seconds = spans.reduce(0) { $0 + max(0, $1.seconds) }
    collections = spans.reduce(0) { $0 + $1.count }
    let available = spans.reduce(0) { $0 + $1.available }
    guard seconds > 0, available > 0 else { return nil }
    processorShare = min(1, spans.reduce(0) { $0 + $1.taken } / available)
    assistShare = min(1, spans.reduce(0) { $0 + $1.assisted } / available)
    let known = spans.filter { $0.allocated != nil && $0.seconds > 0 }
    let knownSeconds = known.reduce(0) { $0 + $1.seconds }
    allocatedPerSecond =
      knownSeconds >= seconds / 2 ? known.reduce(0) { $0 + Double($1.allocated ?? 0) } / knownSeconds : nil
  }

  /// Mean seconds from one collection to the next.
  package var interval: Double { seconds / Double(max(1, collections)) }
}
