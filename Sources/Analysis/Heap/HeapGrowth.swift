// SPDX-License-Identifier: Apache-2.0

/// How fast a site or line grows while watched, with an interval, and how sure it is that it grows at all.
///
/// The question is put to sampled objects, which are counted exactly. An object that lives through the whole watch, or is
/// born and freed within it, changes nothing; what changes the memory in use is `births` (born while watched, in use at
/// the end) and `deaths` (in use at the start, freed while watched). A place in balance has as many of one as of the
/// other on average, however fast it allocates, so given their sum the deaths are binomial with probability one half. A
/// profile tells the difference of the two exactly and their sum as an upper bound (neither more than was allocated and
/// freed, nor more than is in use at both ends); with the bound the test errs on the quiet side.
package struct HeapGrowth: Hashable, Sendable {
  /// One part of the watch.
  package struct Segment: Hashable, Sendable {
    /// Rounds at its ends.
    package let rounds: ClosedRange<Int>
    package let births: Int
    package let deaths: Int
    /// P(so few deaths) in balance.
    package let pValue: Double
    /// Change of the memory in use, in bytes.
    package let bytes: Double
  }

  /// How a place behaves over the watch.
  package enum Behavior: String, Hashable, Sendable {
    /// Too little was sampled to tell growth from balance.
    case tooFewSamples
    /// Nothing speaks against balance.
    case steady
    /// More was freed than allocated, beyond chance.
    ///
    /// No evidence between the first two rounds: what pools and finalizers hold goes after the second collection.
    case shrinks
    /// Grew beyond chance between the only two rounds: one step and steady growth look the same.
    case grewOnce
    /// Grew beyond chance, but not in every part of the watch: a filling cache, a spike, a batch.
    case jumped
    /// Grew in every part of the watch, but before the watch the place freed nearly all it had allocated: a long batch or a
    /// table that is cleared now and then, or a leak that began lately. Also where it frees most of what it allocates and
    /// nothing is known of before.
    case growsUnlikeBefore
    /// The same, while other places gave up about as much: what was loaded at one line is replaced at another.
    case displaces
    /// Grew in every part of the watch, and in the life before it kept as much.
    case grows
  }

  /// Sampled objects allocated and freed while watched.
  package let allocated: Int
  package let freed: Int
  /// Those that changed the memory in use; births less deaths is the exact change, each by itself an upper bound.
  package let births: Int
  package let deaths: Int
  /// Change of the memory in use, in bytes.
  package let bytes: Double
  /// Bytes a second; nil when the time between the rounds is not known.
  package let bytesPerSecond: Double?
  /// 95 % interval of `bytesPerSecond`.
  package let interval: ClosedRange<Double>?
  /// P(so few deaths) if the place were in balance.
  package let pValue: Double
  /// `pValue` corrected for all places that were tested (Holm); 1 for those with too few samples to be tested.
  package var adjustedPValue: Double
  /// Halves of the watch, thirds with seven rounds or more; one with two rounds.
  package let segments: [Segment]
  /// Whether every part of the watch grew by itself; nil with two rounds, which cannot tell growth from one step.
  package let isSustained: Bool?
  /// Whether the place kept about as much of what it allocated before the watch as it does now; nil when too little was
  /// sampled before the watch to tell.
  package let isLikeBefore: Bool?
  package var behavior: Behavior
}
