// SPDX-License-Identifier: Apache-2.0

import Evidence

/// What the scavenger gave back to the system, as the lines of GODEBUG=scavtrace=1 sum it up.
package struct ScavengerHistory: Hashable, Sendable {
  /// Lines.
  package private(set) var count = 0
  package private(set) var forcedCount = 0
  /// Bytes given back over the log, in the background and at once because a limit asked for it.
  package private(set) var background: Int64 = 0
  package private(set) var eager: Int64 = 0
  /// Bytes given back and not taken again: last and most.
  package private(set) var released: Int64 = 0
  package private(set) var mostReleased: Int64 = 0
  /// Percent of the retained memory in use: last and least.
  package private(set) var utilization = 0
  package private(set) var leastUtilization = 0

  package init() {}

  mutating func add(_ scavenge: RuntimeLog.Scavenge) {
    count += 1
    if scavenge.isForced { forcedCount += 1 }
    background = background.addingReportingOverflow(scavenge.background).partialValue
    eager = eager.addingReportingOverflow(scavenge.eager).partialValue
    released = scavenge.released
    mostReleased = max(mostReleased, released)
    utilization = scavenge.utilization
    leastUtilization = count == 1 ? utilization : min(leastUtilization, utilization)
  }
}
