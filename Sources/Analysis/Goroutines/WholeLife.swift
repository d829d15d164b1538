// SPDX-License-Identifier: Apache-2.0

import StatisticalTests

/// Whether the members of a place came evenly over the whole life of the process.
///
/// Ids rise with time, so the ids of members that never end lie evenly among all ids ever given, while members that end
/// after a while have only recent ids. Even spread over a long life is therefore proof that none of them ends.
package struct WholeLife: Hashable, Sendable {
  /// P(a spread at least this uneven) if the members were spread evenly.
  package let pValue: Double
  /// Share of the ids ever given that lies between the oldest and the youngest member.
  package let coverage: Double
  package let members: Int
  /// Largest distance from the even distribution, 0 to 1.
  package let distance: Double

  private static let sampleLimit = 1 << 17

  /// Nil with fewer than 20 members or when too few ids were given to tell.
  package init?(ids: [UInt64], largestID: UInt64) {
    guard ids.count >= 20, largestID >= 1000, let first = ids.first, let last = ids.last else { return nil }
    // Every so-manieth of very many tells the same: the distance decides then, and it hardly changes.
    let step = 1 + ids.count / Self.sampleLimit
    let sample = stride(from: 0, to: ids.count, by: step).map { Double(ids[$0]) }
    guard let test = UniformityTest(sorted: sample, in: 0...Double(largestID)) else { return nil }
    pValue = test.pValue
    members = ids.count
    distance = test.distance
    coverage = Double(last - first) / Double(largestID)
  }

  /// Whether the spread is even enough for proof.
  ///
  /// Either uniformity is not refuted at 1 %, or it is refuted only because there are many members: with thousands even a
  /// service whose load swings by a tenth over the day is told from a perfectly even one, so a largest distance of 0.1 from
  /// the even distribution is allowed.
  package var isEven: Bool { coverage >= 0.8 && (pValue > 0.01 || distance <= 0.1) }
}
