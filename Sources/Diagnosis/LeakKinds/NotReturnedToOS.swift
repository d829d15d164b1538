// SPDX-License-Identifier: Apache-2.0

/// Memory that Go has freed and keeps for later, after a spike, or that the system has not yet taken back.
package struct NotReturnedToOS: LeakKind {
  package let id = "not-returned-to-os"
  package let summary = "memory that was freed and is not yet returned to the system"
  package let mechanism = """
    After a spike Go keeps freed memory for a while and gives it back slowly, to spare the next spike the cost. The \
    resident set stays high although the heap is small.
    """
  package let detection = """
    HeapIdle - HeapReleased, or memory that is marked as free for the system (MADV_FREE), above half of what the \
    heap uses. Told from 32 MiB on.
    """
  package let refutedBy = "the live heap filling it again and again, so that it is needed"
  package let fix = Finding.Fix(
    "nothing leaks; the background scavenger returns it slowly, debug.FreeOSMemory after a rare spike does at once"
  )
  package let safeguard = Finding.Safeguard("alert on the live heap instead of the resident set")

  package init() {}
}
