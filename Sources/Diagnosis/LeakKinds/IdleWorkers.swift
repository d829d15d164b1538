// SPDX-License-Identifier: Apache-2.0

/// Many blocked goroutines whose number stands still: a pool that waits for work.
package struct IdleWorkers: LeakKind {
  package let id = "idle-workers"
  package let summary = "many blocked goroutines, constant in number"
  package let mechanism = """
    A pool of workers waits for work. Hundreds of blocked goroutines are no leak as long as their number stands \
    still.
    """
  package let detection = """
    A hundred or more goroutines at one place, of which nobody came or went while the service was watched; a trace \
    says how many were given work.
    """
  package let refutedBy = "their number growing over a longer watch"
  package let fix = Finding.Fix("nothing to fix; a smaller pool saves about 3 KB a goroutine")
  package let safeguard = Finding.Safeguard.goroutineGrowth

  package init() {}
}
