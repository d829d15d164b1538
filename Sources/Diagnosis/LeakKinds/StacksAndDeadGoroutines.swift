// SPDX-License-Identifier: Apache-2.0

/// Stacks, and the structures of goroutines that have ended, left after a burst.
package struct StacksAndDeadGoroutines: LeakKind {
  package let id = "stacks-and-dead-goroutines"
  package let summary = "stacks of goroutines, and what is kept of those that ended"
  package let refutedBy = "the number of goroutines rising with it"
  package let fix = Finding.Fix(
    "nothing leaks; a bound on concurrent work keeps the peak, and with it what stays, small"
  )
  package let safeguard = Finding.Safeguard("a limit on concurrent requests")

  package init() {}
}
