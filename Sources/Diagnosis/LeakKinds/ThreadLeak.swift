// SPDX-License-Identifier: Apache-2.0

/// Threads that grow in number: blocking calls into C or the system, or LockOSThread without an end.
package struct ThreadLeak: LeakKind {
  package let id = "thread-leak"
  package let summary = "operating-system threads grow in number"
  package let mechanism = """
    Go starts a thread for each goroutine that is in a blocking system call or in C, and for each one locked to its \
    thread. Threads are kept when the calls return, and a goroutine that ends without UnlockOSThread takes its \
    thread with it. More than 10,000 end the process.
    """
  package let detection = """
    The number of threads from /proc or from the runtime rises by five or more in the watch and still does at its \
    end: a suspect, with a line where the execution trace shows who calls. Threads that leaked goroutines keep are \
    part of their finding.
    """
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
