// SPDX-License-Identifier: Apache-2.0

import Evidence

/// How much the object graph may claim: the one place where level and confidence of what it shows are decided.
///
/// Two moments say little about time: a bounded map that still fills looks like one that never will be, so that what holds
/// growing memory names the kind and stays a suspect. A leak takes structure that no bound can mend: arrays of which nobody
/// can ever use the rest, and finalizers on a cycle.
struct GraphJudgement {
  /// Fewer elements that came are chance.
  static let leastElements = 20
  /// So much of what grew must be beyond use.
  static let leastLostShare = 0.75

  let level: Finding.Level
  let confidence: Double
  let proof: Finding.Proof

  /// Whether a holder's growth is lost by structure, whatever a longer watch would show.
  static func isLost(_ holder: GrowingHolder) -> Bool {
    holder.lostShare >= leastLostShare && holder.idleArrays >= leastElements && holder.gone == 0
  }

  /// Whether objects on a cycle of finalizers pile up.
  static func isLost(_ cycle: ObjectGraphLook.FinalizerCycle) -> Bool {
    cycle.after - cycle.before >= leastElements && cycle.gone == 0
  }

  /// What a holder claims that no profile has judged; nil when it is too slow, or turns over.
  init?(_ holder: GrowingHolder, seconds: Double) {
    guard seconds > 0, Double(holder.grownBytes) / seconds >= 4 * HeapJudgement.leastBytesPerSecond else { return nil }
    if Self.isLost(holder) {
      (level, confidence, proof) = (.leak, 0.99, .structure)
      return
    }
    let isPile = holder.came >= Self.leastElements && Double(holder.gone) <= 0.05 * Double(holder.before.objects)
    let isOneArray = holder.after.objects <= 2 && holder.before.bytes > 0
    guard isPile || isOneArray else { return nil }
    (level, confidence, proof) = (.suspect, isPile ? 0.6 : 0.55, .statistical)
  }
}
