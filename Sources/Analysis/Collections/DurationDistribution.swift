// SPDX-License-Identifier: Apache-2.0

/// How long something took, over any number of times, in bounded memory: counts by duration, each class 6 % wide.
///
/// Shape: classes 0... of durations from a microsecond, sixteen to a doubling, at most 32 doublings (more than an hour).
package struct DurationDistribution: Hashable, Sendable {
  private static let classesPerDoubling = 16
  private static let shortest = 1e-6
  private static let classLimit = 32 * classesPerDoubling

  private var counts: [Int] = []
  package private(set) var count = 0
  /// Seconds, all together.
  package private(set) var total = 0.0
  package private(set) var longest = 0.0

  package init() {}

  package var mean: Double? { count > 0 ? total / Double(count) : nil }

  /// Adds a duration in seconds; one that is negative or no number counts as none.
  package mutating func add(_ seconds: Double) {
    let seconds = seconds > 0 ? seconds : 0
    count += 1
    total += seconds
    longest = max(longest, seconds)
    let index = Self.index(of: seconds)
    while counts.count <= index { counts.append(0) }
    counts[index] += 1
  }

  /// The duration that the given share of all does not exceed, to the width of a class; nil without any.
  package func quantile(_ share: Double) -> Double? {
    guard count > 0 else { return nil }
    let rank = max(1, Int((Double(count) * share).rounded(.up)))
    if rank >= count { return longest }
    var seen = 0
    for (index, number) in counts.enumerated() {
      seen += number
      if seen >= rank { return index == 0 ? min(longest, Self.shortest) : min(longest, Self.middle(of: index)) }
    }
    return longest
  }

  /// How many were longer than the class in which a duration lies.
  package func count(above seconds: Double) -> Int {
    counts.dropFirst(Self.index(of: seconds) + 1).reduce(0, +)
  }

  private static func index(of seconds: Double) -> Int {
    guard seconds > shortest else { return 0 }
    let ratio = min(seconds / shortest, 0x1p40)
    let doublings = Int(ratio.exponent)
    let within = Int((ratio.significand - 1) * Double(classesPerDoubling))
    return min(classLimit, 1 + doublings * classesPerDoubling + within)
  }

  private static func middle(of index: Int) -> Double {
    let (doublings, within) = (index - 1).quotientAndRemainder(dividingBy: classesPerDoubling)
    let low = 1 + Double(within) / Double(classesPerDoubling)
    return shortest * Double(sign: .plus, exponent: doublings, significand: low + 0.5 / Double(classesPerDoubling))
  }
}
