// SPDX-License-Identifier: Apache-2.0

extension Finding.Safeguard {
  /// The guard of every kind that shows as growth of goroutines.
  ///
  /// The floor of the last half hour is compared with the floor of the half hour an hour before: bursts and ramps move the
  /// mean and the maximum, only goroutines that stay move the floor.
  package static let goroutineGrowth = Finding.Safeguard(
    "alert when the floor of the goroutine count rises, and check for leaked goroutines at the end of tests",
    test: """
      func TestMain(m *testing.M) {
        goleak.VerifyTestMain(m)
      }
      """,
    alertRule: "min_over_time(go_goroutines[30m]) > 1.2 * min_over_time(go_goroutines[30m] offset 1h)"
  )
}
