// SPDX-License-Identifier: Apache-2.0

/// Threads that grow in number: blocking calls into C or the system, or LockOSThread without an end.
package struct ThreadLeak: LeakKind {
  package let id = "thread-leak"
  package let summary = "operating-system threads grow in number"
  package let refutedBy = "the number of threads standing still in a longer watch under the same load"

  package init() {}

  package let fix = Finding.Fix(
    "bound how many blocking calls run at once, and pair LockOSThread with UnlockOSThread",
    before: """
      go func() { C.wait_for_device() }() // one thread each, for as long as it blocks
      """,
    after: """
      limit <- struct{}{}
      go func() {
        defer func() { <-limit }()
        C.wait_for_device_until(deadline)
      }()
      """
  )
  package let safeguard = Finding.Safeguard("alert on threads", alertRule: "go_threads > 200")
}
