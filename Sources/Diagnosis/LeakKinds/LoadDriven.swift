// SPDX-License-Identifier: Apache-2.0

/// Growth that follows from what clients do, such as the number of connections they keep open.
package struct LoadDriven: LeakKind {
  package let id = "load-driven"
  package let summary = "growth follows what clients do and falls with it"
  package let mechanism = """
    Each client that keeps its connection open costs the server a goroutine or two and a socket. Their number is the \
    clients' choice and falls when they leave.
    """
  package let detection = """
    Goroutines of net/http's server that stand between two requests and become more.
    """
  package let refutedBy = "the number staying up after the clients have gone"
  package let fix = Finding.Fix("nothing to fix; IdleTimeout on http.Server bounds how long an idle connection is kept")
  package let safeguard = Finding.Safeguard(
    "http.Server.IdleTimeout, and a limit on connections in front of the service"
  )

  package init() {}
}
