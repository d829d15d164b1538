// SPDX-License-Identifier: Apache-2.0

/// Files, sockets or pipes that are opened and not closed.
package struct DescriptorLeak: LeakKind {
  package let id = "fd-leak"
  package let summary = "descriptors are opened and not closed"
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
