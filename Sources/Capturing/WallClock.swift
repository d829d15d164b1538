// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The time of day, for manifests; durations come from a clock that only moves forward.
package enum WallClock {
  package static var secondsSince1970: Double { Date().timeIntervalSince1970 }
}
