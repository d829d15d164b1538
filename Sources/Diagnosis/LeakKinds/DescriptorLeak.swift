// SPDX-License-Identifier: Apache-2.0

/// Files, sockets or pipes that are opened and not closed.
package struct DescriptorLeak: LeakKind {
  package let id = "fd-leak"
  package let summary = "descriptors are opened and not closed"
  package let mechanism = """
    Each open file, socket or pipe takes a descriptor until it is closed. A path that returns before Close, often \
    the one after an error, loses one each time. At the limit, often 1,024, nothing can be opened or accepted any \
    more. The collector closes what nobody refers to, late and not reliably.
    """
  package let detection = """
    Descriptors by kind and folded path from /proc, once a second, or process_open_fds where the service states it. \
    Six or more in the watch that still rise at its end are a suspect; the line comes from the execution trace, \
    which saw it opening such ones. Sockets that clients keep open are none.
    """
  package let refutedBy = "the descriptors being closed in a longer watch, or their number following open connections"

  package init() {}

  package let fix = Finding.Fix(
    "close on every path, behind the error check",
    before: """
      f, err := os.Open(name)
      if err != nil {
        return err
      }
      if !valid(f) {
        return errInvalid // f stays open
      }
      """,
    after: """
      f, err := os.Open(name)
      if err != nil {
        return err
      }
      defer f.Close()
      if !valid(f) {
        return errInvalid
      }
      """
  )
  package let safeguard = Finding.Safeguard(
    "alert on open descriptors well before the limit",
    alertRule: "process_open_fds / process_max_fds > 0.5"
  )
}
