// SPDX-License-Identifier: Apache-2.0

/// Stacks, and the structures of goroutines that have ended, left after a burst.
package struct StacksAndDeadGoroutines: LeakKind {
  package let id = "stacks-and-dead-goroutines"
  package let summary = "stacks of goroutines, and what is kept of those that ended"
  package let mechanism = """
    The runtime never gives back the structure of a goroutine, about 440 bytes; it waits for the next one. After a \
    burst the peak stays behind, and with it, for a while, the stacks.
    """
  package let detection = """
    Far more structures of goroutines in the heap profile than goroutines alive, or 64 KiB of stacks and more for \
    each of them.
    """
  package let refutedBy = "the number of goroutines rising with it"
  package let fix = Finding.Fix(
    "nothing leaks; a bound on concurrent work keeps the peak, and with it what stays, small"
  )
  package let safeguard = Finding.Safeguard("a limit on concurrent requests")

  package init() {}
}
