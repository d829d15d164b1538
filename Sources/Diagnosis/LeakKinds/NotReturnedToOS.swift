// SPDX-License-Identifier: Apache-2.0

/// Memory that Go has freed and keeps for later, after a spike, or that the system has not yet taken back.
package struct NotReturnedToOS: LeakKind {
  package let id = "not-returned-to-os"
  package let summary = "memory that was freed and is not yet returned to the system"
  package let refutedBy = "the live heap filling it again and again, so that it is needed"
  package let fix = Finding.Fix(
    "nothing leaks; the background scavenger returns it slowly, debug.FreeOSMemory after a rare spike does at once"
  )
  package let safeguard = Finding.Safeguard("alert on the live heap instead of the resident set")

  package init() {}
}
