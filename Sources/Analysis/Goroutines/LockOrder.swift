// SPDX-License-Identifier: Apache-2.0

import Evidence
import GraphAlgorithms

/// Whether waiters for locks work on each other's objects: the sign of two locks taken in both orders.
///
/// A dump shows exactly which lock a goroutine waits for, and the arguments of its calls. A goroutine that waits for lock A
/// while an argument points to the object around lock B may hold B. When the same holds the other way round, the two
/// waits form a cycle. "May hold" is no proof: both goroutines could wait for a third that holds both locks.
package struct LockOrder: Sendable {
  /// Two locks whose waiters point at each other.
  package let inversion: (first: UInt64, second: UInt64)?

  /// How far behind an argument the lock of its object may lie: locks stand near the beginning of structs.
  private static let reach: UInt64 = 512

  /// Looks at the exemplars of the waiting places.
  package init(_ series: [GoroutineSeries], allSeries: [GoroutineSeries]) {
    let exemplars = (series + allSeries.filter { $0.place.operation.isLock }).flatMap(\.exemplars)
    let locks = Array(Set(exemplars.compactMap(\.primitive))).sorted().prefix(512)
    let indexOfLock = Dictionary(uniqueKeysWithValues: locks.enumerated().map { ($1, $0) })
    var edges = Array(repeating: Set<Int>(), count: locks.count)
    for exemplar in exemplars {
      guard let waited = exemplar.primitive, let from = indexOfLock[waited] else { continue }
      for argument in exemplar.arguments.joined() where argument >= 4096 {
        for (to, lock) in locks.enumerated() where to != from && lock >= argument && lock - argument < Self.reach {
          // The object must not hold the lock waited for as well: then the argument is about that one.
          if waited >= argument && waited - argument < Self.reach { continue }
          edges[from].insert(to)
        }
      }
    }
    let successors = edges.map { $0.sorted() }
    let cycle = StronglyConnectedComponents(successors: successors).components.first { $0.count >= 2 }
    inversion = cycle.map { (locks[$0[0]], locks[$0[1]]) }
  }
}
