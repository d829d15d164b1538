// SPDX-License-Identifier: Apache-2.0

import Evidence

extension GoroutineGroup {
  /// Counts a member and what is its own: id, creator, minutes, lock, sleep.
  ///
  /// `addresses` and `exemplars` are how many of either all groups together may still add.
  @inline(__always)
  mutating func take(_ goroutine: PendingGoroutine, addresses: inout Int, exemplars left: inout Int) {
    count &+= 1
    ids.append(goroutine.id)
    if let id = goroutine.creatorID { creatorIDs.append(id) }
    if goroutine.isLeaked { leakedCount += 1 }
    if goroutine.isLockedToThread { lockedToThreadCount += 1 }
    if let minutes = goroutine.minutes { waitMinutes.add(minutes) }
    if goroutine.isReader { readers += 1 }
    if goroutine.isWriter { writers += 1 }
    if let pause = goroutine.sleep {
      sleep = min(sleep?.lowerBound ?? pause, pause)...max(sleep?.upperBound ?? pause, pause)
    }
    if let address = goroutine.primitive, primitives.add(address, mayGrow: addresses > 0) { addresses -= 1 }
    if goroutine.keepsArguments, exemplars.count < 64, left > 0 {
      left -= 1
      exemplars.append(goroutine.exemplar)
    }
  }
}
