// SPDX-License-Identifier: Apache-2.0

/// Growth that follows from what clients do, such as the number of connections they keep open.
package struct LoadDriven: LeakKind {
  package let id = "load-driven"
  package let summary = "growth follows what clients do and falls with it"
  package let refutedBy = "the number staying up after the clients have gone"
  package let fix = Finding.Fix("nothing to fix; IdleTimeout on http.Server bounds how long an idle connection is kept")
  package let safeguard = Finding.Safeguard(
    "http.Server.IdleTimeout, and a limit on connections in front of the service"
  )

  package init() {}
}
