// SPDX-License-Identifier: Apache-2.0

/// Growth that bends to a plateau: pools and caches fill when a service starts or its load rises.
package struct WarmUp: LeakKind {
  package let id = "warm-up"
  package let summary = "growth that has ended: the number has reached a plateau"
  package let mechanism = """
    Caches, pools and connections fill when a service starts or its load rises. In half a minute that looks like a \
    leak until it bends.
    """
  package let detection = """
    Goroutines or memory, 1 MiB or more, that came early in the watch and did not grow after that; the note tells \
    the plateau.
    """
  package let refutedBy = "growth going on in a longer watch"
  package let fix = Finding.Fix("nothing to fix")
  package let safeguard = Finding.Safeguard.goroutineGrowth

  package init() {}
}
