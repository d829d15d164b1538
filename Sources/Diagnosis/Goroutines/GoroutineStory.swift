// SPDX-License-Identifier: Apache-2.0

package import Analysis

/// Places that are told as one finding: one line with several creators, one lock with several waiting lines, one cause
/// with its consequences.
package struct GoroutineStory: Sendable {
  package var kind: any GoroutineLeakKind
  /// The places of the story, the one that names it first.
  package var series: [GoroutineSeries]
  /// Places that are consequences: reported as further locations, not counted.
  package var consequences: [GoroutineSeries] = []

  /// The place that names the story.
  package var lead: GoroutineSeries { series[0] }

  /// Goroutines in the last round.
  package var count: Int { series.reduce(0) { $0 + $1.count } }

  /// How many Go's own leak detection has proven.
  package var proven: Int { series.reduce(0) { $0 + $1.proven } }

  /// Goroutines per round.
  package var counts: [Int] {
    var sums = Array(repeating: 0, count: lead.counts.count)
    for member in series {
      for (round, count) in member.counts.enumerated() { sums[round] += count }
    }
    return sums
  }

  /// Who came, stayed and went, over all places of the story.
  package var flow: GoroutineFlow? {
    series.compactMap(\.flow).reduce(nil) { sum, flow in sum.map { $0 + flow } ?? flow }
  }

  /// Ids in the last round, ascending.
  package var lastIDs: [UInt64] {
    series.count == 1 ? lead.lastIDs : series.flatMap(\.lastIDs).sorted()
  }
}
